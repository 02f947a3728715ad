import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayError, type TaskView } from '@onereel/core';
import { FileArtifactStore } from '../../apps/gateway/src/infrastructure/embedded/file-artifact-store';
import { startDraftService, type DraftServiceUnderTest } from './draft-service';
import { sampleMedia } from './sample-media';

let service: DraftServiceUnderTest;
let artifacts: FileArtifactStore;
const tasks = new Map<string, Partial<TaskView>>();

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'draft-tasks-'));
  artifacts = await FileArtifactStore.open(join(folder, 'artifacts'));
  service = await startDraftService({
    artifacts,
    tasks: {
      get: (id) => {
        const task = tasks.get(id);
        return task
          ? Promise.resolve(task as TaskView)
          : Promise.reject(new GatewayError('not_found', { message: `no task ${id}` }));
      },
      contentUrl: () => undefined,
    },
  });
  const path = join(folder, 'clip.mp4');
  await writeFile(path, (await sampleMedia())['clip.mp4']);
  await artifacts.put('videos/vid_1.mp4', createReadStream(path), { mediaType: 'video/mp4' });
  cleanUp = () => rm(folder, { recursive: true, force: true });
});
let cleanUp: () => Promise<void>;
afterAll(async () => {
  await service.close();
  await cleanUp();
});

describe('task://', () => {
  it('keeps a place for a clip that is still being made, and fills it when it is done', async () => {
    tasks.set('vid_1', {
      id: 'vid_1',
      status: 'processing',
      request: { durationSeconds: 8, size: '1280x720' },
      applied: {},
      outputs: [],
    });
    const { draft_url, draft_id } = (await service.post('create_draft', {})).body;
    const placed = (await service.post('add_videos', { draft_url, videos: [{ video_url: 'task://vid_1' }] }))
      .body;
    expect(placed.segment_infos).toMatchObject([{ start: 0, end: 8_000_000 }]);
    expect((await service.send('GET', `/api/v1/drafts/${draft_id}`)).body.pending_tasks).toEqual(['vid_1']);
    expect((await service.send('GET', `/api/v1/drafts/${draft_id}/package`)).status).toBe(404);

    tasks.set('vid_1', {
      ...tasks.get('vid_1'),
      status: 'completed',
      outputs: [{ id: 'video', key: 'videos/vid_1.mp4', mediaType: 'video/mp4', bytes: 1, sha256: '' }],
    });
    expect((await service.send('GET', `/api/v1/drafts/${draft_id}/package`)).status).toBe(200);
    const after = (await service.send('GET', `/api/v1/drafts/${draft_id}`)).body;
    expect(after).toMatchObject({ pending_tasks: [], findings: [], duration: 4_000_000 });
    expect(await artifacts.stat('videos/vid_1.mp4')).toMatchObject({ mediaType: 'video/mp4' });
  });

  it('takes a finished result at once and refuses failed or unknown ones', async () => {
    const { draft_url } = (await service.post('create_draft', {})).body;
    expect(
      (await service.post('add_videos', { draft_url, videos: [{ video_url: 'task://vid_1' }] })).body
        .segment_infos,
    ).toMatchObject([{ end: 4_000_000 }]);
    tasks.set('vid_2', { id: 'vid_2', status: 'failed', outputs: [] });
    expect(
      (await service.post('add_videos', { draft_url, videos: [{ video_url: 'task://vid_2' }] })).body,
    ).toMatchObject({ code: 2005, param: 'videos[0].video_url' });
    expect(
      (await service.post('add_videos', { draft_url, videos: [{ video_url: 'task://vid_9' }] })).status,
    ).toBe(404);
  });
});
