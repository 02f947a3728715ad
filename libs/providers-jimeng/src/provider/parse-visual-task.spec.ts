import { parseVisualTask, RelayedTask } from './parse-visual-task';

const LINK = 'https://files.example/j.mp4';
const DONE = {
  state: 'completed',
  outputs: [{ id: 'video', source: { kind: 'url', url: LINK }, mediaType: 'video/mp4' }],
};

describe('parseVisualTask', () => {
  it.each<[RelayedTask, unknown]>([
    [{ status: 'in_queue' }, { state: 'queued' }],
    [{ status: 'generating' }, { state: 'processing' }],
    [{ status: ' Done ', video_url: LINK }, DONE],
    [{ status: 'not_found' }, 'unknown_task'],
    [{ status: 'QUEUED' }, { state: 'queued' }],
    [{ status: 'IN_PROGRESS' }, { state: 'processing' }],
    [{ status: 'SUCCESS', url: LINK }, DONE],
  ])('%j', (task, result) => {
    expect(parseVisualTask(task)).toEqual(result);
  });

  it.each<[RelayedTask, string, RegExp]>([
    [{ status: 'done', video_url: null }, 'output_missing', /./],
    [{ status: 'expired' }, 'provider_task_lost', /Generate it again/],
    [{ status: 'FAILURE', fail_reason: 'no luck' }, 'provider_failed', /no luck/],
  ])('%j is the end', (task, code, message) => {
    expect(parseVisualTask(task)).toMatchObject({
      state: 'failed',
      error: { code, message: expect.stringMatching(message) as string },
    });
  });

  it.each([undefined, '', 'dreaming'])('takes the word %j for running, with a warning', (status) => {
    expect(parseVisualTask({ status })).toMatchObject({ state: 'processing', warnings: [{ kind: 'other' }] });
  });
});
