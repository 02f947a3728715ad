import { randomFillSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@onereel/core';
import { CLOCK } from './clock';

/** Crockford's base 32 in lower case: sorts like the numbers, no look-alikes. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_DIGITS = 11;
const RANDOM_DIGITS = 15;
const REFERENCE_DIGITS = 32;

/** Ids that sort by creation time and cannot be guessed: 55 bits of microseconds, then 75 random bits. */
@Injectable()
export class TaskIds {
  private lastMicros = 0;

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  next(prefix: string): string {
    return `${prefix}_${this.nextMoment()}${randomDigits(RANDOM_DIGITS)}`;
  }

  /** For vendors: unguessable (105 random bits), `[a-z0-9]{32}`. Sorted by time too, so that its index grows at one end. */
  clientReference(): string {
    return `${this.nextMoment()}${randomDigits(REFERENCE_DIGITS - TIME_DIGITS)}`;
  }

  private nextMoment(): string {
    this.lastMicros = Math.max(this.lastMicros + 1, this.clock.now() * 1000);
    return encode(this.lastMicros);
  }
}

function encode(value: number): string {
  let rest = value;
  let text = '';
  for (let digit = 0; digit < TIME_DIGITS; digit += 1) {
    text = DIGITS[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** Random bytes are drawn in bulk: a call into the system per id would cost more than everything else here. */
const pool = Buffer.alloc(4096);
let used = pool.length;

function randomDigits(count: number): string {
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let text = '';
  for (const end = used + count; used < end; used += 1) text += DIGITS[pool[used] & 31];
  return text;
}
