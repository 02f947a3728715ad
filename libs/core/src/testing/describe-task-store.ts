import assert from 'node:assert/strict';
import type { TaskRecord } from '../engine/task-record';
import type { TaskStore } from '../engine/task-store';
import { GatewayError } from '../errors/gateway-error';
import { sampleTask } from './engine/sample-task';
import { registerLines, type SuiteLine, type SwitchedOff, type TestRunner } from './test-runner';

export interface OpenTaskStore {
  readonly store: TaskStore;
  /** A second, fresh instance over the same data, after the first was closed; absent when nothing is kept. */
  reopen?(): Promise<TaskStore>;
  dispose(): Promise<void>;
}

export interface TaskStoreSuite {
  readonly name: string;
  /** An empty store. Called once per test. */
  open(): Promise<OpenTaskStore>;
  readonly off?: SwitchedOff<string>;
  readonly runner?: TestRunner;
}

type Test = (store: TaskStore, opened: OpenTaskStore) => Promise<void>;

const step = (kind: string, seq: number, dueAt: number) => ({ kind, seq, dueAt, failures: 0 });

const isError = (code: string) => (error: unknown) => GatewayError.isInstance(error) && error.code === code;

async function insert(store: TaskStore, over: Partial<TaskRecord> = {}): Promise<TaskRecord> {
  const result = await store.insert(sampleTask(over));
  assert.equal(result.outcome, 'inserted');
  return (result as { task: TaskRecord }).task;
}

const TESTS: Readonly<Record<string, Test>> = {
  'returns what was inserted, by every key': async (store) => {
    const handle = { v: 1, id: 'vendor-7', credentialId: 'default' };
    const task = await insert(store, { externalId: 'mine', handle });
    assert.deepEqual(await store.get(task.id), task);
    assert.deepEqual(await store.getByExternalId('owner-a', 'mine'), task);
    assert.deepEqual(await store.getByClientReference(task.clientReference), task);
    assert.deepEqual(await store.getByVendorId('vendor', 'vendor-7'), task);
    assert.equal(await store.getByVendorId('another', 'vendor-7'), undefined);
    assert.equal(await store.getByExternalId('owner-b', 'mine'), undefined);
    assert.equal(await store.get('vid_unknown'), undefined);
  },

  'survives closing and opening again': async (store, { reopen }) => {
    const task = await insert(store);
    await store.close();
    assert.ok(reopen, 'the suite needs `reopen` for this line');
    assert.deepEqual(await (await reopen()).get(task.id), task);
  },

  'replays an idempotency key with the same body and refuses another': async (store) => {
    const claim = { ownerId: 'owner-a', key: 'k', bodyHash: 'h1' };
    assert.equal(await store.earlier(claim), undefined);
    const first = await store.insert(sampleTask(), claim);
    const again = await store.insert(sampleTask(), claim);
    assert.equal(first.outcome, 'inserted');
    assert.equal(again.outcome, 'replayed');
    assert.deepEqual((again as { task: unknown }).task, (first as { task: unknown }).task);
    const other = await store.insert(sampleTask(), { ...claim, bodyHash: 'h2' });
    assert.equal(other.outcome, 'conflict');
    assert.deepEqual(await store.earlier(claim), again);
    assert.deepEqual(await store.earlier({ ...claim, bodyHash: 'h2' }), other);
    assert.equal(await store.earlier({ ...claim, ownerId: 'owner-b' }), undefined);
    const stranger = await store.insert(sampleTask({ ownerId: 'owner-b' }), { ...claim, ownerId: 'owner-b' });
    assert.equal(stranger.outcome, 'inserted');
  },

  'lets one of many concurrent inserts with a key win': async (store) => {
    const claim = { ownerId: 'owner-a', key: 'k', bodyHash: 'h' };
    const results = await Promise.all(Array.from({ length: 20 }, () => store.insert(sampleTask(), claim)));
    assert.equal(results.filter(({ outcome }) => outcome === 'inserted').length, 1);
    assert.equal(new Set(results.map((result) => (result as { task: TaskRecord }).task.id)).size, 1);
  },

  'refuses a repeated external id of the same owner': async (store) => {
    await insert(store, { externalId: 'x' });
    await assert.rejects(store.insert(sampleTask({ externalId: 'x' })), isError('conflict'));
    await insert(store, { externalId: 'x', ownerId: 'owner-b' });
  },

  'updates by compare-and-set, one of many writers winning': async (store) => {
    const task = await insert(store);
    const writes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => store.update(task.id, 1, { progress: index }, 5_000)),
    );
    const [won] = writes.filter((write) => write !== undefined);
    assert.equal(writes.filter((write) => write !== undefined).length, 1);
    assert.equal(won?.revision, 2);
    assert.equal(won?.updatedAt, 5_000);
    assert.deepEqual(await store.get(task.id), won);
    assert.equal(await store.update('vid_unknown', 1, {}, 1), undefined);
  },

  'refuses forbidden status transitions': async (store) => {
    const task = await insert(store);
    const done = await store.update(task.id, 1, { status: 'completed' }, 1);
    assert.equal(done?.status, 'completed');
    await assert.rejects(store.update(task.id, 2, { status: 'processing' }, 2), isError('internal_error'));
    assert.equal((await store.get(task.id))?.revision, 2);
  },

  'lists an owner’s tasks with filters, both orders, cursors and offsets': async (store) => {
    const tasks = [];
    for (const model of ['m1', 'm2', 'm1', 'm2', 'm1']) tasks.push(await insert(store, { model }));
    await insert(store, { ownerId: 'owner-b' });
    const ids = tasks.map(({ id }) => id);
    const page = async (query: object) => {
      const { tasks: found, hasMore } = await store.list('owner-a', { limit: 2, ...query });
      return { ids: found.map(({ id }) => id), hasMore };
    };
    assert.deepEqual(await page({ order: 'asc' }), { ids: ids.slice(0, 2), hasMore: true });
    assert.deepEqual(await page({ order: 'asc', after: ids[3] }), { ids: [ids[4]], hasMore: false });
    assert.deepEqual(await page({}), { ids: [ids[4], ids[3]], hasMore: true });
    assert.deepEqual(await page({ after: ids[1] }), { ids: [ids[0]], hasMore: false });
    assert.deepEqual(await page({ order: 'asc', offset: 3 }), { ids: ids.slice(3), hasMore: false });
    assert.deepEqual(await page({ model: 'm2', order: 'asc' }), { ids: [ids[1], ids[3]], hasMore: false });
    assert.deepEqual(await page({ status: ['failed'] }), { ids: [], hasMore: false });
    const from = new Date(tasks[4].createdAt).toISOString();
    assert.deepEqual(await page({ createdAfter: from }), { ids: [ids[4]], hasMore: false });
    assert.deepEqual(await page({ createdBefore: from, order: 'asc' }), {
      ids: ids.slice(0, 2),
      hasMore: true,
    });
  },

  'returns due steps oldest first, page by page': async (store) => {
    const made = [];
    for (const dueAt of [300, 100, 200, 9_000])
      made.push(await insert(store, { step: step('poll', 1, dueAt) }));
    await insert(store);
    const first = await store.dueSteps(1_000, 2);
    assert.deepEqual(
      first.map(({ taskId }) => taskId),
      [made[1].id, made[2].id],
    );
    assert.deepEqual(first[0].step, step('poll', 1, 100));
    const last = first[1];
    const rest = await store.dueSteps(1_000, 2, { dueAt: last.step.dueAt, taskId: last.taskId });
    assert.deepEqual(
      rest.map(({ taskId }) => taskId),
      [made[0].id],
    );
    await store.update(made[0].id, 1, { step: null }, 1);
    assert.equal((await store.dueSteps(1_000, 10)).length, 2);
    assert.equal((await store.dueSteps(Number.MAX_SAFE_INTEGER, 10)).length, 3);
  },

  'hands out exactly as many slots as the limit': async (store) => {
    const slot = 'vendor/default';
    const tasks = await Promise.all(Array.from({ length: 6 }, () => insert(store)));
    const taken = await Promise.all(
      tasks.map(({ id }) => store.takeSlot(id, 1, { slot, limit: 2, step: step('submit', 2, 1) }, 1)),
    );
    const holders = taken.filter((task) => task !== undefined);
    assert.equal(holders.length, 2);
    assert.deepEqual(holders[0].step, step('submit', 2, 1));
    assert.deepEqual(await store.slotUsage(), [{ slot, used: 2 }]);
    await store.update(holders[0].id, 2, { slot: null }, 2);
    const stale = tasks.find(({ id }) => !holders.some((holder) => holder.id === id));
    assert.ok(stale);
    const claim = { slot, limit: 2, step: step('submit', 2, 1) };
    assert.equal(await store.takeSlot(stale.id, 7, claim, 1), undefined);
    assert.ok(await store.takeSlot(stale.id, 1, claim, 1));
  },

  'inserts a companion with the change or not at all': async (store) => {
    const task = await insert(store);
    const [lost, kept] = [sampleTask(), sampleTask({ step: step('notify', 1, 5) })];
    assert.equal(await store.update(task.id, 7, { progress: 1 }, 1, lost), undefined);
    assert.equal(await store.get(lost.id), undefined);
    assert.ok(await store.update(task.id, 1, { progress: 1 }, 1, kept));
    assert.deepEqual(await store.get(kept.id), kept);
    assert.deepEqual(
      (await store.dueSteps(5, 10)).map(({ taskId }) => taskId),
      [kept.id],
    );
  },

  'orders waiting tasks fairly: owners take turns, each first in, first out': async (store) => {
    const made: TaskRecord[] = [];
    for (const ownerId of ['a', 'a', 'a', 'b', 'c', 'b']) made.push(await insert(store, { ownerId }));
    await insert(store, { step: step('submit', 1, 1) });
    await insert(store, { execution: { providerId: 'vendor', modelId: 'm', credentialId: 'second' } });
    const order = [0, 3, 4, 1, 5, 2].map((index) => made[index].id);
    assert.deepEqual(await store.waitingFor('vendor', 'default', 10), order);
    assert.deepEqual(await store.waitingFor('vendor', 'default', 2), order.slice(0, 2));
    const positions = await Promise.all(order.map(async (id) => store.queuePosition(await get(store, id))));
    assert.deepEqual(positions, [0, 1, 2, 3, 4, 5]);
    const credentials = await store.waitingCredentials();
    assert.deepEqual(credentials.map(({ credentialId }) => credentialId).sort(), ['default', 'second']);
    const started = await store.update(order[0], 1, { slot: 'vendor/default' }, 1);
    assert.ok(started);
    assert.equal(await store.queuePosition(started), undefined);
  },

  'counts open tasks by status': async (store) => {
    await insert(store);
    await insert(store, { status: 'processing' });
    await insert(store, { status: 'processing' });
    await insert(store, { status: 'completed' });
    assert.deepEqual(await store.countByStatus(), { queued: 1, processing: 2 });
  },

  'counts what is open of one kind': async (store) => {
    await insert(store, { kind: 'render', status: 'queued' });
    await insert(store, { kind: 'render', status: 'processing', ownerId: 'owner-b' });
    await insert(store, { kind: 'render', status: 'failed' });
    await insert(store, { status: 'queued' });
    assert.equal(await store.countOpen('render'), 2);
  },

  'finds expired tasks and removes them with all that belongs to them': async (store) => {
    const claim = { ownerId: 'owner-a', key: 'k', bodyHash: 'h' };
    const old = sampleTask({ status: 'completed', expiresAt: 100 });
    await store.insert(old, claim);
    await insert(store, { status: 'completed', expiresAt: 900 });
    assert.deepEqual(
      (await store.expired(500, 10)).map(({ id }) => id),
      [old.id],
    );
    await store.trace(old.id, [{ at: 1, event: 'accepted' }]);
    await store.remove(old.id);
    assert.equal(await store.get(old.id), undefined);
    assert.deepEqual(await store.traces(old.id), []);
    assert.equal((await store.insert(sampleTask(), claim)).outcome, 'inserted');
    await store.remove('vid_unknown');
  },

  'keeps the history in order': async (store) => {
    const task = await insert(store);
    const first = { at: 1, event: 'accepted', data: { vendorTaskId: 'v' } };
    const second = { at: 2, event: 'archived' };
    await store.trace(task.id, [first]);
    await store.trace(task.id, [second]);
    assert.deepEqual(await store.traces(task.id), [first, second]);
  },

  'answers a ping while open and fails it after closing': async (store) => {
    await store.ping();
    await store.close();
    await assert.rejects(store.ping(), isError('storage_failed'));
  },
};

async function get(store: TaskStore, id: string): Promise<TaskRecord> {
  const task = await store.get(id);
  assert.ok(task);
  return task;
}

/** Asserts, one test each, what every TaskStore promises. */
export function describeTaskStore(suite: TaskStoreSuite): void {
  const lines = Object.entries(TESTS).map(([title, test]): SuiteLine => ({
    key: title,
    title,
    async run() {
      const opened = await suite.open();
      try {
        await test(opened.store, opened);
      } finally {
        await opened.dispose();
      }
    },
  }));
  registerLines(suite.name, lines, suite.off ?? {}, suite.runner);
}
