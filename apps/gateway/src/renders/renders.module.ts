import { Module } from '@nestjs/common';
import { RenderDesk } from './render-desk';
import { RenderFilesController } from './render-files.controller';
import { RendersController } from './renders.controller';

/** Renders as a resource: `/api/v1/renders`. */
@Module({ controllers: [RendersController, RenderFilesController], providers: [RenderDesk] })
export class RendersModule {}
