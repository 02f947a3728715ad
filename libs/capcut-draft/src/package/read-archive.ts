import type { Readable } from 'node:stream';
import { GatewayError } from '@onereel/core';
import { open as openZip, type Entry, type ZipFile } from 'yauzl';
import { promisify } from 'node:util';

export interface ArchiveLimits {
  readonly entries: number;
  /** Bytes of one file and of all together, decompressed. */
  readonly fileBytes: number;
  readonly totalBytes: number;
  /** Decompressed size over stored size that no honest file exceeds. */
  readonly ratio: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 5_000,
  fileBytes: 2 * 1024 ** 3,
  totalBytes: 4 * 1024 ** 3,
  ratio: 200,
};

export interface ArchiveFile {
  /** With `/`, checked: relative, no climbing, no reserved names. */
  readonly path: string;
  readonly bytes: number;
  open(): Promise<Readable>;
}

export interface Archive {
  readonly files: readonly ArchiveFile[];
  close(): void;
}

const RATIO_FLOOR = 1024 * 1024;
const SYMLINK = 0o120000;
const FILE_TYPE = 0o170000;
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$/i;

/**
 * The files of a zip, after checking every name and size of its directory; nothing is unpacked. Streams are verified against the
 * stated sizes while they are read, so a lying directory ends in an error, not in a full disk.
 * @throws GatewayError `draft_invalid` or `payload_too_large`
 */
export async function openArchive(path: string, limits: ArchiveLimits = ARCHIVE_LIMITS): Promise<Archive> {
  const zip = await (promisify(openZip) as (path: string, options: object) => Promise<ZipFile>)(path, {
    lazyEntries: true,
    autoClose: false,
    strictFileNames: false,
    validateEntrySizes: true,
  }).catch((cause: unknown) => {
    throw refused('it is not a readable zip archive', cause);
  });
  try {
    const entries = await readDirectory(zip, limits);
    const files = checkEntries(entries, limits).map(({ entry, name }) => ({
      path: name,
      bytes: entry.uncompressedSize,
      open: () => openEntry(zip, entry),
    }));
    return { files, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function readDirectory(zip: ZipFile, limits: ArchiveLimits): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      if (entries.length > limits.entries)
        reject(
          new GatewayError('payload_too_large', {
            message: `The archive holds more than ${limits.entries} files.`,
          }),
        );
      else zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', (cause: unknown) => reject(refused('its directory is damaged or hostile', cause)));
    zip.readEntry();
  });
}

function checkEntries(entries: readonly Entry[], limits: ArchiveLimits): { entry: Entry; name: string }[] {
  const seen = new Set<string>();
  const kept: { entry: Entry; name: string }[] = [];
  let total = 0;
  for (const entry of entries) {
    const name = checkedName(entry.fileName);
    if (entry.fileName.endsWith('/')) continue;
    checkKind(entry, name);
    const folded = name.normalize('NFC').toLowerCase();
    if (seen.has(folded)) throw refused(`it holds "${shown(name)}" twice (names are compared without case)`);
    seen.add(folded);
    total += entry.uncompressedSize;
    if (entry.uncompressedSize > limits.fileBytes || total > limits.totalBytes) {
      throw new GatewayError('payload_too_large', {
        message: `The archive unpacks to more than ${limits.totalBytes} bytes.`,
      });
    }
    if (
      entry.uncompressedSize > RATIO_FLOOR &&
      entry.uncompressedSize > entry.compressedSize * limits.ratio
    ) {
      throw refused(`"${shown(name)}" is packed more than ${limits.ratio}-fold, as no draft is`);
    }
    kept.push({ entry, name });
  }
  return kept;
}

function checkedName(fileName: string): string {
  const name = fileName.replace(/\/$/, '');
  const parts = name.split('/');
  const hostile =
    name === '' ||
    /[\u0000-\u001f\\:]/.test(name) ||
    name.startsWith('/') ||
    parts.some((part) => part === '' || part === '.' || part === '..' || RESERVED.test(part));
  if (hostile || name.length > 1000)
    throw refused(`the name "${shown(fileName)}" is absolute, climbs out, or is not allowed on every system`);
  return name;
}

function checkKind(entry: Entry, name: string): void {
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  if (type === SYMLINK) throw refused(`"${shown(name)}" is a symbolic link`);
  if (entry.isEncrypted())
    throw refused(`"${shown(name)}" is encrypted; send the archive without a password`);
}

async function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return (promisify(zip.openReadStream.bind(zip)) as (entry: Entry) => Promise<Readable>)(entry);
}

function refused(why: string, cause?: unknown): GatewayError {
  return new GatewayError('draft_invalid', {
    param: 'file',
    message: `The archive is refused: ${why}.`,
    cause,
  });
}

function shown(name: string): string {
  return name.replace(/[^\p{L}\p{N} ._/-]/gu, '?').slice(0, 80);
}
