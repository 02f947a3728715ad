import type { Clock } from '@onereel/core';

export const CLOCK = Symbol.for('onereel.clock');

export const systemClock: Clock = { now: () => Date.now() };
