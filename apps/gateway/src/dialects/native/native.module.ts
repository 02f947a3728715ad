import { Module } from '@nestjs/common';
import { NativeController } from './native.controller';
import { NativeEventsController } from './native-events.controller';

/** The gateway's own API under `/api/v1`: generate, tasks, events. */
@Module({ controllers: [NativeController, NativeEventsController] })
export class NativeModule {}
