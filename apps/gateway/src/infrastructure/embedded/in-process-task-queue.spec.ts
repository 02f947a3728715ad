import { describeTaskQueue } from '@onereel/core/testing';
import { InProcessTaskQueue } from './in-process-task-queue';

describeTaskQueue({
  name: 'InProcessTaskQueue keeps the promises of TaskQueue',
  open() {
    const queue = new InProcessTaskQueue();
    return Promise.resolve({ queue, dispose: () => queue.close(0) });
  },
  off: {
    'gives the job of a dead consumer to another one after its lease':
      'consumers die only together with this queue; recovery enqueues again from the task table',
  },
});
