import { Module } from '@nestjs/common';
import { KlingMissingController } from './kling-missing.controller';
import { KlingController } from './kling.controller';

/** Kling's own API, inbound. The order of the controllers is the order of their routes. */
@Module({ controllers: [KlingController, KlingMissingController] })
export class KlingDialectModule {}
