import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  access,
  constants,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { GatewayError, isDiskFull } from '@onereel/core';
import type { ArtifactStore, ByteRange, StoredArtifact } from '@onereel/core/engine';
import { flush, hashAndFlush, moveFile, writeAndHash, type WrittenFile } from './write-and-hash';

/** What `<key>.json` holds. */
interface Facts extends WrittenFile {
  readonly mediaType: string;
  /** Name of the file with the bytes, in the same folder. */
  readonly file: string;
}

const ABANDONED_AFTER_MS = 6 * 3_600_000;
/** Of moving a file into a folder that others empty meanwhile. */
const MOST_TRIES = 20;
const KEY = /^[a-z0-9_-][a-z0-9._-]*(\/[a-z0-9_-][a-z0-9._-]*)*$/;

/**
 * Files in a folder. The bytes of `a/video.mp4` are in `a/video.<random>.mp4`; renaming `a/video.mp4.json` into place publishes
 * them, so that a key holds a whole file or nothing, also when it replaces another one and also after a crash.
 */
export class FileArtifactStore implements ArtifactStore {
  private constructor(private readonly root: string) {}

  /** Creates the folder and clears what a crash left half-written long ago; another process may be writing right now. */
  static async open(root: string): Promise<FileArtifactStore> {
    const store = new FileArtifactStore(root);
    await mkdir(store.parts, { recursive: true });
    for (const name of await readdir(store.parts)) {
      const part = join(store.parts, name);
      const written = await stat(part).catch(() => undefined);
      if (written && Date.now() - written.mtimeMs > ABANDONED_AFTER_MS) await rm(part, { force: true });
    }
    return store;
  }

  async put(
    key: string,
    content: Readable,
    options: { mediaType: string; maxBytes?: number },
  ): Promise<StoredArtifact> {
    const write = (part: string) => writeAndHash(content, part, options.maxBytes ?? Infinity);
    return this.publish(checked(key), options.mediaType, write);
  }

  async putFile(key: string, path: string, options: { mediaType: string }): Promise<StoredArtifact> {
    return this.publish(checked(key), options.mediaType, async (part) => {
      await moveFile(path, part);
      return hashAndFlush(part);
    });
  }

  async stat(key: string): Promise<StoredArtifact> {
    const { bytes, sha256, mediaType } = await this.facts(key);
    return { key, bytes, sha256, mediaType };
  }

  async open(key: string, range?: ByteRange): Promise<Readable> {
    const file = await open(await this.bytesPath(key), 'r').catch(unavailable(key));
    return createReadStream('', { fd: file, ...range });
  }

  async local(key: string): Promise<{ readonly path: string; release(): Promise<void> }> {
    return { path: await this.bytesPath(key), release: () => Promise.resolve() };
  }

  async remove(key: string): Promise<void> {
    const facts = await this.facts(key).catch(() => undefined);
    if (facts === undefined) return;
    const folder = dirname(this.factsPath(key));
    await rm(this.factsPath(key), { force: true });
    await rm(join(folder, facts.file), { force: true });
    await this.dropIfEmpty(folder);
  }

  async ping(): Promise<void> {
    await access(this.parts, constants.W_OK).catch((error: unknown) => {
      throw failed(error);
    });
  }

  private get parts(): string {
    return join(this.root, '.parts');
  }

  private async dropIfEmpty(folder: string): Promise<void> {
    if (folder !== this.root) await rmdir(folder).catch(() => undefined);
  }

  private factsPath(key: string): string {
    return join(this.root, `${checked(key)}.json`);
  }

  private async facts(key: string): Promise<Facts> {
    const text = await readFile(this.factsPath(key), 'utf8').catch(unavailable(key));
    return JSON.parse(text) as Facts;
  }

  private async bytesPath(key: string): Promise<string> {
    const { file } = await this.facts(key);
    return join(dirname(this.factsPath(key)), file);
  }

  private async publish(
    key: string,
    mediaType: string,
    write: (part: string) => Promise<WrittenFile>,
  ): Promise<StoredArtifact> {
    const tag = randomBytes(6).toString('hex');
    const part = join(this.parts, tag);
    try {
      const written = await write(part);
      const extension = extname(key);
      const facts = { ...written, mediaType, file: `${basename(key, extension)}.${tag}${extension}` };
      await this.swapIn(key, part, facts);
      return { key, ...written, mediaType };
    } catch (error) {
      throw GatewayError.isInstance(error) ? error : failed(error);
    } finally {
      await rm(part, { force: true });
    }
  }

  private async swapIn(key: string, part: string, facts: Facts): Promise<void> {
    const replaced = await this.facts(key).catch(() => undefined);
    const target = this.factsPath(key);
    const folder = dirname(target);
    const bytes = join(folder, facts.file);
    try {
      await moveInto(folder, part, bytes);
      await writeFile(part, JSON.stringify(facts), { flush: true });
      await rename(part, target);
    } catch (error) {
      await rm(bytes, { force: true });
      await this.dropIfEmpty(folder);
      throw error;
    }
    await flush(folder);
    if (replaced !== undefined) await rm(join(folder, replaced.file), { force: true });
  }
}

function checked(key: string): string {
  if (KEY.test(key)) return key;
  throw new GatewayError('internal_error', { message: `artifact key ${JSON.stringify(key)} is malformed` });
}

/** The folder of a key that is being removed goes with it, perhaps just after it was made here. */
async function moveInto(folder: string, from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await mkdir(folder, { recursive: true });
      return await rename(from, to);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || tries === MOST_TRIES) throw error;
    }
  }
}

/** A missing file is `not_found`; everything else is the disk's fault. */
const unavailable =
  (key: string) =>
  (error: unknown): never => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw failed(error);
    throw new GatewayError('not_found', { message: `There is no stored file ${key}.` });
  };

function failed(cause: unknown): GatewayError {
  if (isDiskFull(cause))
    return new GatewayError('disk_full', {
      message: 'The disk of the artifact folder is full: free space, or store less.',
      cause,
    });
  return new GatewayError('storage_failed', {
    message: `The artifact folder could not be used: ${cause instanceof Error ? cause.message : String(cause)}`,
    cause,
  });
}
