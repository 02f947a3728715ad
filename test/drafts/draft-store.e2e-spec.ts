import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryDraftStore } from '@onereel/capcut-draft';
import { SqliteDatabase } from '../../apps/gateway/src/infrastructure/embedded/sqlite-database';
import { drafts } from '../../apps/gateway/src/infrastructure/sql/drafts-migration';
import { SqliteDraftStore } from '../../apps/gateway/src/infrastructure/embedded/sqlite-draft-store';
import { describeDraftStore } from './describe-draft-store';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

describeDraftStore('drafts in memory', () => Promise.resolve(new MemoryDraftStore()));

describeDraftStore('drafts in SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'drafts-'));
  const database = await SqliteDatabase.open(join(folder, 'onereel.db'));
  cleanUp.push(
    () => rm(folder, { recursive: true }),
    () => database.close(),
  );
  await drafts.up(database.query);
  return new SqliteDraftStore(database);
});
