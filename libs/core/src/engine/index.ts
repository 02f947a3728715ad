/** For hosts: the ports behind the engine. Plugins need nothing of this. */
export * from './artifact-store';
export * from './step-handler';
export * from './task-intake';
export * from './task-queue';
export * from './task-record';
export * from './task-store';
