import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ArtifactStore } from '../engine/artifact-store';
import { GatewayError } from '../errors/gateway-error';
import { registerLines, type SuiteLine, type SwitchedOff, type TestRunner } from './test-runner';

export interface OpenArtifactStore {
  readonly store: ArtifactStore;
  /** A second, fresh instance over the same data. */
  reopen(): Promise<ArtifactStore>;
  dispose(): Promise<void>;
}

export interface ArtifactStoreSuite {
  readonly name: string;
  /** An empty store. Called once per test. */
  open(): Promise<OpenArtifactStore>;
  readonly off?: SwitchedOff<string>;
  readonly runner?: TestRunner;
}

type Test = (store: ArtifactStore, opened: OpenArtifactStore) => Promise<void>;

const MP4 = { mediaType: 'video/mp4' };
const isError = (code: string) => (error: unknown) => GatewayError.isInstance(error) && error.code === code;
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const pieces = (bytes: Buffer): Readable =>
  Readable.from([bytes.subarray(0, 10), bytes.subarray(10, 70_000), bytes.subarray(70_000)]);
const read = async (store: ArtifactStore, key: string): Promise<Buffer> => buffer(await store.open(key));

const TESTS: Readonly<Record<string, Test>> = {
  'stores a stream with its size, hash and type, also for a fresh instance': async (store, { reopen }) => {
    const bytes = randomBytes(150_000);
    const facts = { key: 'vid_a/video.mp4', bytes: bytes.length, sha256: sha256(bytes), ...MP4 };
    assert.deepEqual(await store.put(facts.key, pieces(bytes), MP4), facts);
    assert.deepEqual(await store.stat(facts.key), facts);
    const fresh = await reopen();
    assert.deepEqual(await fresh.stat(facts.key), facts);
    assert.ok(bytes.equals(await read(fresh, facts.key)));
  },

  'takes over a finished file': async (store) => {
    const folder = await mkdtemp(join(tmpdir(), 'onereel-suite-'));
    try {
      const bytes = randomBytes(5_000);
      await writeFile(join(folder, 'in.mp4'), bytes);
      const facts = await store.putFile('vid_b/video.mp4', join(folder, 'in.mp4'), MP4);
      assert.deepEqual(facts, { key: 'vid_b/video.mp4', bytes: 5_000, sha256: sha256(bytes), ...MP4 });
      assert.ok(bytes.equals(await read(store, 'vid_b/video.mp4')));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },

  'opens ranges, first and last byte inclusive': async (store) => {
    const bytes = randomBytes(100_000);
    await store.put('range.bin', Readable.from([bytes]), MP4);
    for (const [start, end] of [
      [0, 0],
      [10, 70_000],
      [99_999, 99_999],
    ]) {
      const part = await buffer(await store.open('range.bin', { start, end }));
      assert.ok(bytes.subarray(start, end + 1).equals(part), `bytes ${start}-${end}`);
    }
  },

  'replaces a key as a whole': async (store) => {
    await store.put('same.mp4', Readable.from([Buffer.from('first')]), MP4);
    const second = await store.put('same.mp4', Readable.from([Buffer.from('second one')]), {
      mediaType: 'video/webm',
    });
    assert.deepEqual(await store.stat('same.mp4'), second);
    assert.equal((await read(store, 'same.mp4')).toString(), 'second one');
  },

  'leaves the old file when a replacement breaks off': async (store) => {
    await store.put('kept.mp4', Readable.from([Buffer.from('old')]), MP4);
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('new, but');
        await Promise.resolve();
        throw new Error('the source broke off');
      })(),
    );
    await assert.rejects(store.put('kept.mp4', broken, MP4));
    assert.equal((await read(store, 'kept.mp4')).toString(), 'old');
  },

  'refuses more than the allowed bytes and leaves nothing': async (store) => {
    const put = store.put('big.mp4', pieces(randomBytes(150_000)), { ...MP4, maxBytes: 100_000 });
    await assert.rejects(put, isError('payload_too_large'));
    await assert.rejects(store.stat('big.mp4'), isError('not_found'));
    const exact = { ...MP4, maxBytes: 4 };
    assert.equal((await store.put('exact.mp4', Readable.from([Buffer.from('1234')]), exact)).bytes, 4);
  },

  'reports unknown keys as not_found everywhere': async (store) => {
    await assert.rejects(store.stat('no/such.mp4'), isError('not_found'));
    await assert.rejects(store.open('no/such.mp4'), isError('not_found'));
    await assert.rejects(store.local('no/such.mp4'), isError('not_found'));
    await store.remove('no/such.mp4');
  },

  'refuses keys that leave the store': async (store) => {
    for (const key of [
      '../out',
      '/etc/passwd',
      'a//b',
      'a/../b',
      '',
      'a/',
      '.hidden',
      'Upper',
      'a b',
      'a\\b',
    ]) {
      await assert.rejects(
        async () => store.put(key, Readable.from([Buffer.from('x')]), MP4),
        JSON.stringify(key),
      );
      await assert.rejects(async () => store.stat(key), JSON.stringify(key));
    }
  },

  'lends a local path with the same bytes': async (store) => {
    await store.put('local.mp4', Readable.from([Buffer.from('bytes')]), MP4);
    const { path, release } = await store.local('local.mp4');
    assert.equal((await readFile(path)).toString(), 'bytes');
    await release();
    assert.equal((await read(store, 'local.mp4')).toString(), 'bytes');
  },

  'forgets a removed key and takes it again': async (store) => {
    await store.put('gone/a.mp4', Readable.from([Buffer.from('1')]), MP4);
    await store.remove('gone/a.mp4');
    await assert.rejects(store.open('gone/a.mp4'), isError('not_found'));
    await store.put('gone/a.mp4', Readable.from([Buffer.from('2')]), MP4);
    assert.equal((await read(store, 'gone/a.mp4')).toString(), '2');
  },

  'keeps concurrent writers of many keys apart': async (store) => {
    const keys = Array.from({ length: 12 }, (_, index) => `many/${index}.bin`);
    await Promise.all(keys.map((key) => store.put(key, Readable.from([Buffer.from(key)]), MP4)));
    for (const key of keys) assert.equal((await read(store, key)).toString(), key);
  },

  'answers a ping': async (store) => {
    await store.ping();
  },
};

/** Asserts, one test each, what every ArtifactStore promises. */
export function describeArtifactStore(suite: ArtifactStoreSuite): void {
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
