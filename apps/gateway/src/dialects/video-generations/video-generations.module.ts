import { Module } from '@nestjs/common';
import { VideoGenerationsController } from './video-generations.controller';

/** `/v1/video/generations`, the API of several open-source gateways. */
@Module({ controllers: [VideoGenerationsController] })
export class VideoGenerationsModule {}
