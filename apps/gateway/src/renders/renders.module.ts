import { Module } from '@nestjs/common';
import { PreviewDesk } from './preview-desk';
import { PreviewsController } from './previews.controller';
import { RenderBench } from './render-bench';
import { RenderDesk } from './render-desk';
import { RenderFilesController } from './render-files.controller';
import { RendersController } from './renders.controller';

/** Renders as a resource: `/api/v1/renders`. */
@Module({
  controllers: [RendersController, PreviewsController, RenderFilesController],
  providers: [PreviewDesk, RenderBench, RenderDesk],
})
export class RendersModule {}
