import { afterCall, askCircuit, type Circuit, type CircuitVerdict, CLOSED } from './circuit';

const NOW = 1_000_000;
const RULES = { failures: 3, openSeconds: 30 };
const closed = (failures: number): Circuit => ({ state: 'closed', failures });
const open = (until: number, openings = 1): Circuit => ({ state: 'open', until, openings });
const halfOpen = (probing: boolean, openings = 1): Circuit => ({ state: 'half_open', probing, openings });

describe('asking a circuit', () => {
  test.each<[string, Circuit, Circuit, number | undefined]>([
    ['passes while closed', closed(2), closed(2), undefined],
    ['waits while open', open(NOW + 5), open(NOW + 5), NOW + 5],
    ['probes when the time is over', open(NOW), halfOpen(true), undefined],
    ['waits for the probe', halfOpen(true), halfOpen(true), NOW + 1_000],
    ['probes again after a probe that proved nothing', halfOpen(false, 4), halfOpen(true, 4), undefined],
  ])('%s', (_name, before, after, askAgainAt) => {
    expect(askCircuit(before, NOW)).toEqual(
      askAgainAt === undefined ? { circuit: after } : { circuit: after, askAgainAt },
    );
  });
});

describe('a circuit after a call', () => {
  test.each<[string, Circuit, CircuitVerdict, Circuit]>([
    ['counts failures', CLOSED, 'failure', closed(1)],
    ['opens at the limit', closed(2), 'failure', open(NOW + 30_000)],
    ['forgets failures with a success', closed(2), 'success', CLOSED],
    ['stands still for what is nobody’s fault there', closed(2), 'neutral', closed(2)],
    ['stays open for late failures', open(NOW + 7), 'failure', open(NOW + 7)],
    ['stays open for what proves nothing', open(NOW + 7), 'neutral', open(NOW + 7)],
    ['closes with a late success', open(NOW + 7), 'success', CLOSED],
    ['closes with the probe', halfOpen(true), 'success', CLOSED],
    ['opens twice as long with a failed probe', halfOpen(true), 'failure', open(NOW + 60_000, 2)],
    ['opens ten times as long at most', halfOpen(true, 9), 'failure', open(NOW + 300_000, 10)],
    ['lets another one probe when a probe proved nothing', halfOpen(true), 'neutral', halfOpen(false)],
  ])('%s', (_name, before, verdict, after) => {
    expect(afterCall(before, { verdict }, NOW, RULES)).toEqual(after);
  });

  test.each([
    [90, 90_000],
    [5, 30_000],
    [86_400, 3_600_000],
  ])('rests as long as the vendor asks, within reason: %i s', (retryAfterSeconds, pause) => {
    expect(afterCall(closed(2), { verdict: 'failure', retryAfterSeconds }, NOW, RULES)).toEqual(
      open(NOW + pause),
    );
  });

  test('never opens when it is switched off', () => {
    const rules = { ...RULES, failures: 0 };
    expect(afterCall(closed(99), { verdict: 'failure' }, NOW, rules)).toEqual(CLOSED);
  });
});
