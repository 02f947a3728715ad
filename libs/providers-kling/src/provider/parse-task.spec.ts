import { PollResult } from '@onereel/core';
import { CurrentTask } from '../wire/kling-current';
import { LegacyTask } from '../wire/kling-legacy';
import { parseCurrentTask, parseLegacyTask } from './parse-task';

const URL_VALUE = 'https://files.example/k.mp4?sig=1';
const legacy = (task: Partial<LegacyTask>): PollResult => parseLegacyTask({ task_id: '831', ...task });
const current = (task: Partial<CurrentTask>): PollResult => parseCurrentTask({ id: '9', ...task });

describe('parseLegacyTask', () => {
  it.each([
    ['submitted', 'queued'],
    ['processing', 'processing'],
    ['Processing', 'processing'],
  ])('%s is %s', (word, state) => {
    expect(legacy({ task_status: word })).toEqual({ state });
  });

  it.each(['pre_heating', '', undefined])('takes the word %j for running, with a warning', (word) => {
    const result = legacy({ task_status: word });
    expect(result).toMatchObject({ state: 'processing', warnings: [{ kind: 'other' }] });
  });

  it('reads results, length and cost', () => {
    const videos = [{ id: 'v1', url: URL_VALUE, duration: '5.1' }, { url: URL_VALUE }];
    expect(legacy({ task_status: 'succeed', task_result: { videos }, final_unit_deduction: '2.5' })).toEqual({
      state: 'completed',
      outputs: [
        { id: 'v1', source: { kind: 'url', url: URL_VALUE }, mediaType: 'video/mp4', durationSeconds: 5.1 },
        { id: 'video-2', source: { kind: 'url', url: URL_VALUE }, mediaType: 'video/mp4' },
      ],
      cost: { amount: 2.5, unit: 'units' },
    });
  });

  it('reads money where no units are told', () => {
    const videos = [{ id: 'v1', url: URL_VALUE }];
    const final_balance_deduction = { quota: '0.35', list_price: '0.42' };
    expect(
      legacy({ task_status: 'succeed', task_result: { videos }, final_balance_deduction }),
    ).toMatchObject({ cost: { amount: 0.35, unit: 'balance' } });
  });

  it.each([undefined, {}, { videos: [] }, { videos: [{ id: 'v1', url: '' }] }])(
    'fails what is done with the result %j',
    (task_result) => {
      expect(legacy({ task_status: 'succeed', task_result })).toMatchObject({
        state: 'failed',
        error: { code: 'output_missing' },
      });
    },
  );

  it.each([
    ['Failure to pass the risk control system', 'moderated_output', false],
    ['内容审核不通过', 'moderated_output', false],
    ['Service busy, please try again later', 'provider_failed', true],
    ['inference exploded', 'provider_failed', false],
    [undefined, 'provider_failed', false],
  ])('%s is %s', (task_status_msg, code, retryable) => {
    expect(legacy({ task_status: 'failed', task_status_msg })).toMatchObject({
      state: 'failed',
      error: { code, retryable, billed: 'unknown' },
    });
  });

  it.each([
    ['0', 'no'],
    ['3', 'yes'],
  ])('%s units charged for a failure: billed %s', (final_unit_deduction, billed) => {
    expect(legacy({ task_status: 'failed', final_unit_deduction })).toMatchObject({ error: { billed } });
  });
});

describe('parseCurrentTask', () => {
  it('reads video outputs only', () => {
    const outputs = [
      { type: 'image', id: 'cover', url: URL_VALUE },
      { type: 'video', id: 'v', url: URL_VALUE, duration: '5' },
    ];
    expect(current({ status: 'succeeded', outputs })).toEqual({
      state: 'completed',
      outputs: [
        { id: 'v', source: { kind: 'url', url: URL_VALUE }, mediaType: 'video/mp4', durationSeconds: 5 },
      ],
    });
  });

  it('reads the reason of a failure', () => {
    expect(current({ status: 'failed', message: 'sensitive content' })).toMatchObject({
      error: { code: 'moderated_output', message: expect.stringContaining('sensitive content') as string },
    });
  });
});
