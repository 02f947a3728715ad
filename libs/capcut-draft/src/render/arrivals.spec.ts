import { Arrivals } from './arrivals';

const settled = async (promise: Promise<void>): Promise<boolean> => {
  const never = Symbol('never');
  const first = await Promise.race([promise, new Promise((resolve) => setImmediate(() => resolve(never)))]);
  return first !== never;
};

describe('Arrivals', () => {
  it('does not wait for what nobody makes', async () => {
    await new Arrivals(['a']).when('b');
  });

  it('waits until a file is there, and not for others', async () => {
    const arrivals = new Arrivals(['a', 'b']);
    const waiting = arrivals.when('a');
    arrivals.arrived(['b']);
    expect(await settled(waiting)).toBe(false);
    arrivals.arrived(['a']);
    await waiting;
    await arrivals.when('a');
  });

  it('gives up with the cause, before and after it is asked', async () => {
    const arrivals = new Arrivals(['a', 'b']);
    const waiting = expect(arrivals.when('a')).rejects.toThrow('no room');
    arrivals.fail(new Error('no room'));
    await waiting;
    await expect(arrivals.when('b')).rejects.toThrow('no room');
  });

  it('still hands out what arrived before the failure', async () => {
    const arrivals = new Arrivals(['a']);
    arrivals.arrived(['a']);
    arrivals.fail(new Error('no room'));
    await arrivals.when('a');
  });
});
