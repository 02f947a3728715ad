import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeTaskStore } from '@onereel/core/testing';
import { SqliteDatabase } from './sqlite-database';
import { SqliteTaskStore } from './sqlite-task-store';

describeTaskStore({
  name: 'SqliteTaskStore keeps the promises of TaskStore',
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'onereel-store-'));
    const path = join(folder, 'data', 'onereel.db');
    const stores: SqliteTaskStore[] = [];
    const open = async () => {
      const store = new SqliteTaskStore(await SqliteDatabase.open(path));
      stores.push(store);
      return store;
    };
    return {
      store: await open(),
      reopen: open,
      async dispose() {
        await Promise.all(stores.map((store) => store.close()));
        await rm(folder, { recursive: true, force: true });
      },
    };
  },
});
