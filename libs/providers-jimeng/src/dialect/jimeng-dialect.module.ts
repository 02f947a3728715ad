import { Module } from '@nestjs/common';
import { JimengRootController } from './jimeng-root.controller';
import { JimengActions } from './jimeng.actions';
import { JimengController } from './jimeng.controller';

/** Jimeng's own API, inbound. */
@Module({ controllers: [JimengController, JimengRootController], providers: [JimengActions] })
export class JimengDialectModule {}
