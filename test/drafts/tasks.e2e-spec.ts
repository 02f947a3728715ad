import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GatewayError, type TaskView } from '@onereel/core';
import { FileArtifactStore } from '../../apps/gateway/src/infrastructure/embedded/file-artifact-store';
import { sampleMedia } from './sample-media';
import { useDrafts } from './use-drafts';

let artifacts: FileArtifactStore;
const tasks = new Map<string, Partial<TaskView>>();
const drafts = useDrafts(async (folder) => {
  artifacts = await FileArtifactStore.open(join(folder, 'artifacts'));
  const path = join(folder, 'clip.mp4');
  await writeFile(path, (await sampleMedia())['clip.mp4']);
  await artifacts.put('videos/vid_1.mp4', createReadStream(path), { mediaType: 'video/mp4' });
  const get = (id: string): Promise<TaskView> => {
    const task = tasks.get(id);
    return task
      ? Promise.resolve(task as TaskView)
      : Promise.reject(new GatewayError('not_found', { message: `no task ${id}` }));
  };
  return { artifacts, tasks: { get, contentUrl: () => undefined } };
});

interface Started {
  readonly draft_id: string;
  readonly draft_url: string;
}
const WAITING: Partial<TaskView> = {
  status: 'processing',
  request: { durationSeconds: 8, size: '1280x720' },
  applied: {},
  outputs: [],
};
const DONE: Partial<TaskView> = {
  status: 'completed',
  outputs: [{ id: 'video', key: 'videos/vid_1.mp4', mediaType: 'video/mp4', bytes: 1, sha256: '' }],
};
const textOf = async (url: string): Promise<string> => (await fetch(url)).text();

describe('task://', () => {
  it('keeps a place for a clip that is still being made, and fills it when it is done', async () => {
    tasks.set('vid_1', { ...WAITING, id: 'vid_1' });
    const { draft_url, draft_id } = (await drafts.post('create_draft', {})).body;
    const placed = (await drafts.post('add_videos', { draft_url, videos: [{ video_url: 'task://vid_1' }] }))
      .body;
    expect(placed.segment_infos).toMatchObject([{ start: 0, end: 8_000_000 }]);
    expect((await drafts.send('GET', `/api/v1/drafts/${draft_id}`)).body.pending_tasks).toEqual(['vid_1']);
    expect((await drafts.send('GET', `/api/v1/drafts/${draft_id}/package`)).status).toBe(404);

    tasks.set('vid_1', { ...tasks.get('vid_1'), ...DONE });
    expect((await drafts.send('GET', `/api/v1/drafts/${draft_id}/package`)).status).toBe(200);
    const after = (await drafts.send('GET', `/api/v1/drafts/${draft_id}`)).body;
    expect(after).toMatchObject({ pending_tasks: [], findings: [], duration: 4_000_000 });
    expect(await artifacts.stat('videos/vid_1.mp4')).toMatchObject({ mediaType: 'video/mp4' });
  });

  const CONTENT = 'Resources/local/';
  const DOORS: readonly [string, (draft: Started) => Promise<string>][] = [
    ['the timeline', ({ draft_id }) => textOf(`${drafts.url}/api/v1/drafts/${draft_id}/content`)],
    [
      'the files of the desktop client',
      async ({ draft_url }) => {
        const listed = JSON.parse(await textOf(draft_url)) as { files: string[] };
        return textOf(listed.files.find((file) => file.endsWith('draft_content.json')) ?? '');
      },
    ],
    [
      'a copy',
      async ({ draft_id }) => {
        const { body } = await drafts.send('POST', `/api/v1/drafts/${draft_id}/duplicate`, {});
        return textOf(`${drafts.url}/api/v1/drafts/${body.id}/content?revision=1`);
      },
    ],
    [
      'the details',
      async ({ draft_id }) => {
        const { body } = await drafts.send('GET', `/api/v1/drafts/${draft_id}`);
        expect(body).toMatchObject({ pending_tasks: [], duration: 4_000_000, findings: [] });
        return textOf(`${drafts.url}/api/v1/drafts/${draft_id}/content?revision=${body.revision}`);
      },
    ],
  ];
  it.each(DOORS)('shows the clip in %s as soon as it is done', async (_, read) => {
    tasks.set('vid_3', { ...WAITING, id: 'vid_3' });
    const draft = (await drafts.post('create_draft', {})).body as Started;
    await drafts.post('add_videos', { ...draft, videos: [{ video_url: 'task://vid_3' }] });
    expect(await textOf(`${drafts.url}/api/v1/drafts/${draft.draft_id}/content`)).not.toContain(CONTENT);
    tasks.set('vid_3', { ...tasks.get('vid_3'), ...DONE });
    expect(await read(draft)).toContain(CONTENT);
  });

  it('takes a finished result at once and refuses failed or unknown ones', async () => {
    const { draft_url } = (await drafts.post('create_draft', {})).body;
    expect(
      (await drafts.post('add_videos', { draft_url, videos: [{ video_url: 'task://vid_1' }] })).body
        .segment_infos,
    ).toMatchObject([{ end: 4_000_000 }]);
    for (const video_url of [
      `${drafts.url}/v1/videos/vid_1/content`,
      `${drafts.url}/api/v1/files/vid_1/video.mp4?sig=1`,
    ])
      expect((await drafts.post('add_videos', { draft_url, videos: [{ video_url }] })).body).toMatchObject({
        code: 0,
        segment_infos: [{ end: 4_000_000 }],
      });
    tasks.set('vid_2', { id: 'vid_2', status: 'failed', outputs: [] });
    expect(
      (await drafts.post('add_videos', { draft_url, videos: [{ video_url: 'task://vid_2' }] })).body,
    ).toMatchObject({ code: 2005, param: 'videos[0].video_url' });
    expect(
      (await drafts.post('add_videos', { draft_url, videos: [{ video_url: 'task://vid_9' }] })).status,
    ).toBe(404);
  });
});
