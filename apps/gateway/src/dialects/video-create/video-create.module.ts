import { Module } from '@nestjs/common';
import { VideoCreateController } from './video-create.controller';

/** `POST /v1/video/create` and `GET /v1/video/query`, the API of several Veo resellers. */
@Module({ controllers: [VideoCreateController] })
export class VideoCreateModule {}
