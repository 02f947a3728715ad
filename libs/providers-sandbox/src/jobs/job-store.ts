import { randomBytes } from 'node:crypto';
import {
  appendFile,
  constants,
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import type { Heartbeat, JobEnd, JobRecord } from '../wire/job-record';
import { hasErrorCode } from './has-error-code';

/** Separates the client reference from a random part; cannot occur in a reference. */
const SEPARATOR = '_';
const DRAFT = '.new-';
const JOB_ID = /^[a-z0-9-]{1,64}_[0-9a-f]{12}$/;

/**
 * Jobs as folders. Every file in them is written once and appears whole or not at all, so a process may be killed at any
 * moment, and several processes may share the folder:
 *
 * `job.json` the job · `image` its picture · `starts`, `polls` one byte per start and per counted poll · `beat.json` the last
 * sign of life · `video.mp4` the result · `end.json` how it ended · `collected` once a reader took the whole result.
 */
export class JobStore {
  private readonly root: string;

  constructor(dataDir: string) {
    this.root = join(dataDir, 'jobs');
  }

  newId(clientReference: string): string {
    return `${clientReference}${SEPARATOR}${randomBytes(6).toString('hex')}`;
  }

  folder(id: string): string {
    return join(this.root, id);
  }

  imagePath(id: string): string {
    return join(this.folder(id), 'image');
  }

  videoPath(id: string): string {
    return join(this.folder(id), 'video.mp4');
  }

  /** After this the job survives anything. */
  async create(job: JobRecord, imagePath?: string): Promise<void> {
    const draft = join(this.root, `${DRAFT}${job.id}`);
    await mkdir(draft, { recursive: true });
    try {
      if (imagePath !== undefined) await copyFile(imagePath, join(draft, 'image'));
      const file = await open(join(draft, 'job.json'), 'w');
      await file.writeFile(JSON.stringify(job));
      await file.sync();
      await file.close();
      await rename(draft, this.folder(job.id));
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      throw error;
    }
  }

  async read(id: string): Promise<JobRecord | undefined> {
    return JOB_ID.test(id) ? this.readJson<JobRecord>(id, 'job.json') : undefined;
  }

  /** The newest job of a client reference. */
  async findByReference(clientReference: string): Promise<JobRecord | undefined> {
    const ids = (await this.ids()).filter((id) => id.startsWith(`${clientReference}${SEPARATOR}`));
    const jobs = await Promise.all(ids.map((id) => this.read(id)));
    return jobs.filter((job) => job !== undefined).sort((a, b) => b.createdAt - a.createdAt)[0];
  }

  async ids(): Promise<string[]> {
    return ((await ifPresent(readdir(this.root))) ?? []).filter((name) => JOB_ID.test(name));
  }

  end(id: string): Promise<JobEnd | undefined> {
    return this.readJson<JobEnd>(id, 'end.json');
  }

  /** Records how a job ended; the first record stands. */
  async writeEnd(id: string, how: JobEnd): Promise<void> {
    const draft = join(this.folder(id), `end-${randomBytes(6).toString('hex')}`);
    await writeFile(draft, JSON.stringify(how));
    const end = join(this.folder(id), 'end.json');
    try {
      // Some network and removable drives know no hard links.
      await link(draft, end).catch((error: unknown) =>
        hasErrorCode(error, 'EEXIST') ? undefined : copyFile(draft, end, constants.COPYFILE_EXCL),
      );
    } catch (error) {
      if (!hasErrorCode(error, 'EEXIST')) throw error;
    } finally {
      await rm(draft, { force: true });
    }
  }

  heartbeat(id: string): Promise<Heartbeat | undefined> {
    return this.readJson<Heartbeat>(id, 'beat.json');
  }

  async writeHeartbeat(id: string, beat: Heartbeat): Promise<void> {
    // On a slow disk the one before may still be on its way.
    const draft = join(this.folder(id), `beat-${randomBytes(6).toString('hex')}`);
    await writeFile(draft, JSON.stringify(beat));
    await rename(draft, join(this.folder(id), 'beat.json'));
  }

  removeHeartbeat(id: string): Promise<void> {
    return rm(join(this.folder(id), 'beat.json'), { force: true });
  }

  /** Counts one more and returns how many there are now. */
  async count(id: string, what: 'starts' | 'polls'): Promise<number> {
    const path = join(this.folder(id), what);
    await appendFile(path, '.');
    return (await stat(path)).size;
  }

  /** Bytes of the finished video; `undefined` when it is not there. */
  async videoBytes(id: string): Promise<number | undefined> {
    return (await ifPresent(stat(this.videoPath(id))))?.size;
  }

  async markCollected(id: string): Promise<void> {
    await ifPresent(writeFile(join(this.folder(id), 'collected'), ''));
  }

  /** Milliseconds since the epoch. */
  async collectedAt(id: string): Promise<number | undefined> {
    return (await ifPresent(stat(join(this.folder(id), 'collected'))))?.mtimeMs;
  }

  /** Removes what a crash left of jobs that were never taken; `before` in milliseconds since the epoch. */
  async removeDrafts(before: number): Promise<void> {
    const names = (await ifPresent(readdir(this.root))) ?? [];
    for (const name of names.filter((entry) => entry.startsWith(DRAFT))) {
      const path = join(this.root, name);
      const found = await ifPresent(stat(path));
      if (found !== undefined && found.mtimeMs < before) await rm(path, { recursive: true, force: true });
    }
  }

  remove(id: string): Promise<void> {
    return rm(this.folder(id), { recursive: true, force: true });
  }

  private async readJson<T>(id: string, name: string): Promise<T | undefined> {
    const text = await ifPresent(readFile(join(this.folder(id), name), 'utf8'));
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }
}

async function ifPresent<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
