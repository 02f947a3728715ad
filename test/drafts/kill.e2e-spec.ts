import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blankDraft, checkDraft, DraftRepository } from '@onereel/capcut-draft';
import { SqliteDatabase } from '../../apps/gateway/src/infrastructure/embedded/sqlite-database';
import { SqliteDraftStore } from '../../apps/gateway/src/infrastructure/embedded/sqlite-draft-store';
import { placement, STYLE } from './edit-samples';
import type { EditOrder } from './kill/killable-editor';

/** Processes killed in the middle of edits; 200 for the long version. */
const KILLS = Number(process.env.ONEREEL_CHAOS_KILLS ?? 6);

const ADD_CAPTION: EditOrder['command'] = {
  kind: 'add_captions',
  field: 'captions',
  items: [{ start: 0, end: 1_000_000, text: 'x'.repeat(2_000) }],
  style: STYLE,
  placement,
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'draft-kill-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function withRepository<T>(work: (repository: DraftRepository) => Promise<T>): Promise<T> {
  const database = await SqliteDatabase.open(join(folder, 'onereel.db'));
  try {
    return await work(
      new DraftRepository(new SqliteDraftStore(database), {
        clock: () => new Date(),
        randomHex: () => 'abcdef01',
      }),
    );
  } finally {
    await database.close();
  }
}

/** Lets a process edit, kills it some edits later, and gives the last revision it was told was safe. */
function editAndKill(order: EditOrder, edits: number): Promise<number> {
  const child = fork(join(__dirname, 'kill', 'killable-editor.ts'), {
    execArgv: ['--require', join(__dirname, '..', 'run-ts', 'register.js')],
    env: { PATH: process.env.PATH, RUN_TS_CACHE: join(folder, 'compiled') },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let confirmed = 0;
  let seen = 0;
  child.on('message', (revision) => {
    confirmed = revision as number;
    if (++seen === edits) child.kill('SIGKILL');
  });
  child.send(order);
  return new Promise((resolve, reject) =>
    child.once('exit', (code, signal) =>
      signal === 'SIGKILL' ? resolve(confirmed) : reject(new Error(`The editor ended by itself: ${code}`)),
    ),
  );
}

describe('kill -9 in the middle of edits', () => {
  it(
    `leaves the draft at a committed revision, ${KILLS} times`,
    async () => {
      const film = blankDraft({ id: 'd', mainTrackId: 't', name: 'film', width: 100, height: 100, fps: 30 });
      const draftId = await withRepository(
        async (repository) => (await repository.create(film, 'me', 'create')).row.id,
      );
      let unconfirmed = 0;
      let last = 1;
      for (let kill = 0; kill < KILLS; kill++) {
        const confirmed = await editAndKill(
          { database: join(folder, 'onereel.db'), draftId, command: ADD_CAPTION },
          3 + ((kill * 7) % 20),
        );
        await withRepository(async (repository) => {
          const { row, document } = await repository.open(draftId, 'me');
          expect(row.revision).toBeGreaterThanOrEqual(confirmed);
          expect(document.materials.texts).toHaveLength(row.revision - 1);
          expect(checkDraft(document)).toEqual([]);
          if (row.revision > confirmed) unconfirmed++;
          last = row.revision;
        });
      }
      if (KILLS >= 100)
        console.info(
          `${KILLS} kills, ${last} revisions; ${unconfirmed} times the last one was not confirmed yet`,
        );
    },
    60_000 + KILLS * 15_000,
  );
});
