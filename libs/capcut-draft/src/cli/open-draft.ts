import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { open as openZip, type Entry, type ZipFile } from 'yauzl';
import type { DraftDocument } from '../draft/model/draft-document';
import { commonFolder, type DraftFile, timelineCandidates } from '../draft/read/choose-timeline';
import { parseDraft } from '../draft/read/parse-draft';

export interface OpenedDraft {
  readonly draft: DraftDocument;
  /** Folder the draft's own files are in, absolute. */
  readonly folder: string;
  readonly name: string;
}

/** Limits of a draft archive; larger ones are refused before anything is written. */
export const ARCHIVE_LIMITS = { entries: 20_000, bytes: 20 * 1024 ** 3 };

/**
 * Opens a draft folder, a timeline file or a zip of a draft folder.
 *
 * @param scratch folder a zip is unpacked into
 * @throws DraftFormatError, RangeError when nothing in it is a timeline or the archive is beyond the limits
 */
export async function openDraft(path: string, scratch: string): Promise<OpenedDraft> {
  const absolute = resolve(path);
  const info = await stat(absolute);
  if (info.isDirectory()) return openFolder(absolute);
  if (await isZip(absolute)) {
    const folder = join(scratch, `draft-${randomUUID()}`);
    return {
      ...(await openFolder(await unzip(absolute, folder))),
      name: basename(absolute).replace(/\.zip$/i, ''),
    };
  }
  return { draft: parseDraft(await readFile(absolute)), folder: dirname(absolute), name: basename(absolute) };
}

async function openFolder(folder: string): Promise<OpenedDraft> {
  const files = await listFiles(folder);
  const project = files.some((file) => file.path === 'Timelines/project.json')
    ? await readFile(join(folder, 'Timelines/project.json'), 'utf8')
    : undefined;
  let failure: unknown;
  for (const candidate of timelineCandidates(files, project)) {
    try {
      return { draft: parseDraft(await readFile(join(folder, candidate))), folder, name: basename(folder) };
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure ?? new RangeError(`${basename(folder)} holds no draft_content.json or draft_info.json`);
}

async function listFiles(folder: string): Promise<DraftFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async (entry) => {
      const full = join(entry.parentPath, entry.name);
      return {
        path: full
          .slice(folder.length + 1)
          .split(sep)
          .join('/'),
        modifiedMs: (await stat(full)).mtimeMs,
      };
    }),
  );
}

async function isZip(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.toString('latin1') === 'PK\u0003\u0004';
  } finally {
    await handle.close();
  }
}

async function unzip(path: string, folder: string): Promise<string> {
  const zip = await new Promise<ZipFile>((done, fail) =>
    openZip(path, { lazyEntries: true }, (error, opened) => (error ? fail(error) : done(opened))),
  );
  const names: string[] = [];
  let bytes = 0;
  await new Promise<void>((done, fail) => {
    zip.once('error', fail);
    zip.once('end', done);
    zip.on('entry', (entry: Entry) => {
      names.push(entry.fileName);
      bytes += entry.uncompressedSize;
      const tooMuch = names.length > ARCHIVE_LIMITS.entries || bytes > ARCHIVE_LIMITS.bytes;
      if (tooMuch) fail(new RangeError('the archive holds more files or bytes than a draft may'));
      else extract(zip, entry, folder).then(() => zip.readEntry(), fail);
    });
    zip.readEntry();
  }).finally(() => zip.close());
  return resolve(folder, commonFolder(names));
}

/** yauzl refuses absolute names and `..`; the check here is for what it may not know about. */
async function extract(zip: ZipFile, entry: Entry, folder: string): Promise<void> {
  if (entry.fileName.endsWith('/')) return;
  const target = resolve(folder, entry.fileName);
  if (!target.startsWith(folder + sep))
    throw new RangeError(`the archive names a file outside itself: ${entry.fileName}`);
  await mkdir(dirname(target), { recursive: true });
  const content = await new Promise<Readable>((done, fail) =>
    zip.openReadStream(entry, (error, stream) => (error ? fail(error) : done(stream))),
  );
  await pipeline(content, createWriteStream(target, { flags: 'wx' }));
}
