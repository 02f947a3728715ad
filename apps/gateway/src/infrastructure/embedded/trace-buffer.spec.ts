import { TraceBuffer, type TraceLine } from './trace-buffer';

const line = (event: string) => ({ at: 1, event });

function buffer() {
  const writes: (readonly TraceLine[])[] = [];
  return { writes, traces: new TraceBuffer((lines) => Promise.resolve(void writes.push(lines))) };
}

describe('TraceBuffer', () => {
  it('writes the lines of many tasks at once, in order', async () => {
    const { writes, traces } = buffer();
    await traces.add('a', [line('one'), line('two')]);
    await traces.add('b', [line('three')]);
    expect(writes).toEqual([]);
    await traces.flush();
    expect(writes.map((lines) => lines.map(({ taskId, event }) => `${taskId} ${event}`))).toEqual([
      ['a one', 'a two', 'b three'],
    ]);
  });

  it('writes by itself after a moment', async () => {
    const { writes, traces } = buffer();
    await traces.add('a', [line('one')]);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(writes).toHaveLength(1);
  });

  it('writes at once when much has gathered', async () => {
    const { writes, traces } = buffer();
    await traces.add(
      'a',
      Array.from({ length: 1_000 }, () => line('poll')),
    );
    expect(writes[0]).toHaveLength(1_000);
  });

  it('forgets a removed task and does not write nothing', async () => {
    const { writes, traces } = buffer();
    await traces.add('a', [line('one')]);
    traces.forget('a');
    await traces.flush();
    expect(writes).toEqual([]);
  });

  it('has written what a flush before is still writing once it says so', async () => {
    const written: string[] = [];
    let finish = (): void => undefined;
    const slow = new Promise<void>((resolve) => (finish = resolve));
    const traces = new TraceBuffer(async (lines) => {
      await slow;
      written.push(...lines.map(({ event }) => event));
    });
    await traces.add('a', [line('one')]);
    const first = traces.flush();
    const seen = traces.flush().then(() => [...written]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    finish();
    expect(await seen).toEqual(['one']);
    await first;
  });

  it('tells who had to write that the store failed', async () => {
    const traces = new TraceBuffer(() => Promise.reject(new Error('disk full')));
    await traces.add('a', [line('one')]);
    const [own, next] = await Promise.allSettled([traces.flush(), traces.flush()]);
    expect(own).toMatchObject({ status: 'rejected', reason: { message: 'disk full' } });
    expect(next.status).toBe('fulfilled');
  });
});
