import { Module } from '@nestjs/common';
import { KlingController } from './kling.controller';

/** Kling's own API, inbound. */
@Module({ controllers: [KlingController] })
export class KlingDialectModule {}
