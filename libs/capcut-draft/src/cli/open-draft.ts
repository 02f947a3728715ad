import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DraftDocument } from '../draft/model/draft-document';
import { commonFolder, type DraftFile, timelineCandidates } from '../draft/read/choose-timeline';
import { parseDraft } from '../draft/read/parse-draft';
import { openArchive } from '../package/read-archive';

export interface OpenedDraft {
  readonly draft: DraftDocument;
  /** Folder the draft's own files are in, absolute. */
  readonly folder: string;
  readonly name: string;
}

/** One's own archive may hold more than one that comes over the network. */
const ARCHIVE_LIMITS = { entries: 20_000, fileBytes: 20 * 1024 ** 3, totalBytes: 20 * 1024 ** 3, ratio: 200 };

/**
 * Opens a draft folder, a timeline file or a zip of a draft folder.
 *
 * @param scratch folder a zip is unpacked into
 * @throws DraftFormatError, RangeError when nothing in it is a timeline; GatewayError for an archive that is refused
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

/** The checks of the archive reader hold here too: no links, no climbing, no bombs. */
async function unzip(path: string, folder: string): Promise<string> {
  const archive = await openArchive(path, ARCHIVE_LIMITS);
  try {
    for (const file of archive.files) {
      const target = join(folder, file.path);
      await mkdir(dirname(target), { recursive: true });
      await pipeline(await file.open(), createWriteStream(target, { flags: 'wx' }));
    }
    return resolve(folder, commonFolder(archive.files.map((file) => file.path)));
  } finally {
    archive.close();
  }
}
