import { Module } from '@nestjs/common';
import { ModelsController } from './models.controller';

/** What can be generated: `GET /v1/models`, made from the providers' descriptors. */
@Module({ controllers: [ModelsController] })
export class ModelsModule {}
