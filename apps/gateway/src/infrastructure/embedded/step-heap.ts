import type { StepJob } from '@onereel/core/engine';

/** A binary heap of jobs by `runAt`; ties keep no order. */
export class StepHeap {
  private readonly items: StepJob[] = [];

  get size(): number {
    return this.items.length;
  }

  peek(): StepJob | undefined {
    return this.items[0];
  }

  push(job: StepJob): void {
    const items = this.items;
    let at = items.push(job) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (items[parent].runAt <= job.runAt) break;
      items[at] = items[parent];
      at = parent;
    }
    items[at] = job;
  }

  pop(): StepJob | undefined {
    const items = this.items;
    const first = items[0];
    const last = items.pop();
    if (last !== undefined && items.length > 0) this.sink(last);
    return first;
  }

  private sink(job: StepJob): void {
    const items = this.items;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && items[child + 1].runAt < items[child].runAt) child += 1;
      if (items[child].runAt >= job.runAt) break;
      items[at] = items[child];
      at = child;
    }
    items[at] = job;
  }
}
