import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteDatabase } from './sqlite-database';

let folder: string;
let database: SqliteDatabase;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onereel-commit-'));
  database = await SqliteDatabase.open(join(folder, 'onereel.db'));
});

afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const add = (event: string) => database.write(() => insert(event));
const insert = (event: string) =>
  database.run('insert into traces (task_id, at, event, data) values (?, ?, ?, ?)', 't', 1, event, null);
const events = () =>
  database.rows<{ event: string }>('select event from traces order by rowid').map(({ event }) => event);

test('flushes every commit to disk', () => {
  expect(database.rows<{ synchronous: number }>('PRAGMA synchronous')).toMatchObject([{ synchronous: 2 }]);
  expect(database.rows<{ journal_mode: string }>('PRAGMA journal_mode')).toMatchObject([
    { journal_mode: 'wal' },
  ]);
});

test('writes nothing before the turn ends, and everything of the turn together', async () => {
  const both = Promise.all([add('a'), add('b')]);
  expect(events()).toEqual([]);
  await both;
  expect(events()).toEqual(['a', 'b']);
});

test('a piece of work that fails takes nobody with it', async () => {
  const results = await Promise.allSettled([
    add('a'),
    database.write(() => {
      throw new Error('refused');
    }),
    database.write(() => database.run('insert into no_such_table values (1)')),
    add('b'),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  expect(results[2]).toMatchObject({ reason: { code: 'storage_failed' } });
  expect(events()).toEqual(['a', 'b']);
});

test('when the commit itself fails, nobody is told it worked', async () => {
  const failing = database.write(() => {
    insert('a');
    // What a full disk does: SQLite ends the transaction on its own.
    database.run('ROLLBACK');
    throw new Error('disk full');
  });
  for (const result of await Promise.allSettled([failing, add('b')])) {
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'storage_failed' } });
  }
  await add('c');
  expect(events()).toEqual(['c']);
});

test('closing writes what still waits', async () => {
  const late = add('late');
  await database.close();
  await late;
  await expect(add('too late')).rejects.toMatchObject({ code: 'storage_failed' });
  expect(() => events()).toThrow('closed');
  database = await SqliteDatabase.open(join(folder, 'onereel.db'));
  expect(events()).toEqual(['late']);
});
