import { sampleCurve } from './curve';
import { frameRange, frameRateOf } from './frame-clock';
import { averageSpeed, curveDuration, outputTime, sourceTime } from './retime';

describe('speed curves', () => {
  // A GUI capture of the application: 86 frames become 59, average speed 1.4576271.
  const points = [
    { x: 0, speed: 1 },
    { x: 0.5, speed: 2.6875 },
    { x: 1, speed: 1 },
  ];

  it('lasts as long as the harmonic mean of its points says', () => {
    expect(
      curveDuration(
        [
          { x: 0, speed: 1 },
          { x: 1, speed: 3 },
        ],
        2e6,
      ),
    ).toBeCloseTo(1e6, 3);
    expect(curveDuration([], 5e5)).toBeCloseTo(5e5, 3);
  });

  it('maps there and back', () => {
    const retime = { kind: 'curve', points, sourceUs: 2e6, targetUs: curveDuration(points, 2e6) } as const;
    for (const at of [0, 2e5, 5e5, 9e5])
      expect(outputTime(retime, sourceTime(retime, at))).toBeCloseTo(at, 0);
    expect(sourceTime(retime, retime.targetUs)).toBeCloseTo(2e6, 0);
    expect(averageSpeed(retime)).toBeCloseTo((1 + 2.6875) / 2, 4);
  });

  it('is stretched to its place', () => {
    const retime = { kind: 'curve', points, sourceUs: 2e6, targetUs: 4e6 } as const;
    expect(sourceTime(retime, 4e6)).toBeCloseTo(2e6, 0);
  });
});

describe('frames', () => {
  it.each([
    [30, 30, 1],
    [29.97, 30000, 1001],
    [23.976, 24000, 1001],
    [59.94, 60000, 1001],
    [12.5, 12500, 1000],
  ])('%d fps', (decimal, num, den) => expect(frameRateOf(decimal)).toEqual({ num, den }));

  it('snaps truncated thirds of a second', () => {
    expect(frameRange(333_333, 66_666, { num: 30, den: 1 })).toEqual({ start: 10, end: 12 });
  });
});

describe('sampleCurve', () => {
  const curve = [
    { at: 0, value: 0, out: { dt: 9.6, dv: 0.94 } },
    { at: 30, value: 1, in: { dt: -12, dv: 0 } },
  ];
  it('eases out within 0.3 % of the cubic', () => {
    for (const at of [3, 10, 20, 27])
      expect(Math.abs(sampleCurve(curve, at) - (1 - (1 - at / 30) ** 3))).toBeLessThan(0.003);
  });
  it('holds its ends', () => expect([sampleCurve(curve, -5), sampleCurve(curve, 99)]).toEqual([0, 1]));
});
