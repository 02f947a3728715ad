import type { JsonObject } from '@onereel/core';
import { readExtras } from './read-extras';

describe('readExtras', () => {
  it.each<[JsonObject | undefined, JsonObject]>([
    [undefined, { afterPolls: 0, delaySeconds: 0 }],
    [{ delaySeconds: 1.5 }, { afterPolls: 0, delaySeconds: 1.5 }],
    [
      { simulate: 'failed', afterPolls: 3 },
      { simulate: 'failed', afterPolls: 3, delaySeconds: 0 },
    ],
  ])('%j', (given, expected) => {
    expect(readExtras(given)).toEqual(expected);
  });

  it.each<[JsonObject, string]>([
    [{ simulate: 'nonsense' }, 'simulate'],
    [{ simulate: 'constructor' }, 'simulate'],
    [{ simulate: null }, 'simulate'],
    [{ simulate: ['failed'] }, 'simulate'],
    [{ afterPolls: -1 }, 'afterPolls'],
    [{ afterPolls: 1.5 }, 'afterPolls'],
    [{ afterPolls: '2' }, 'afterPolls'],
    [{ delaySeconds: 601 }, 'delaySeconds'],
    [{ Simulate: 'failed' }, 'Simulate'],
  ])('refuses %j', (given, name) => {
    const param = `providerOptions.sandbox.${name}`;
    expect(() => readExtras(given)).toThrow(
      expect.objectContaining({ code: 'invalid_parameter', param, message: expect.stringContaining(param) }),
    );
  });
});
