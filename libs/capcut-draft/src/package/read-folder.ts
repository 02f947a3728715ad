import { access, open, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { stringOr } from '../draft/model/draft-document';
import type { DraftFile } from '../draft/read/choose-timeline';
import { MAX_DRAFT_BYTES, parseDraft } from '../draft/read/parse-draft';
import { COVER_HEAD_BYTES } from './check-cover';
import type { FolderContent } from './diagnose-folder';
import { COVER_FILE } from './draft-meta-info';
import { ROOT_META } from './root-meta-info';

const TEXT_FILE = /(^|\/)(draft_(content|info|meta_info)\.json(\.bak)?|template-2\.tmp|project\.json)$/;

/** Reads a draft folder for `diagnoseFolder`; symbolic links are not followed. */
export async function readFolder(folder: string): Promise<FolderContent> {
  const files = await listFiles(folder, '');
  const texts = new Map<string, Buffer>();
  for (const { path, bytes } of files) {
    if (TEXT_FILE.test(path) && bytes <= MAX_DRAFT_BYTES) texts.set(path, await readFile(join(folder, path)));
  }
  const decoded = new Map(
    [...texts].map(([path, bytes]): [string, string | Uint8Array] => [path, textOrBytes(bytes)]),
  );
  const index = await readFile(join(dirname(resolve(folder)), ROOT_META), 'utf8').catch(() => undefined);
  return {
    files,
    index,
    texts: decoded,
    existing: await existingMedia([...decoded.values()]),
    ...(files.some(({ path }) => path === COVER_FILE) && {
      coverHead: await headOf(join(folder, COVER_FILE)),
    }),
  };
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const head = new Uint8Array(COVER_HEAD_BYTES);
    return head.subarray(0, (await file.read(head, 0, COVER_HEAD_BYTES, 0)).bytesRead);
  } finally {
    await file.close();
  }
}

interface Listed extends DraftFile {
  readonly bytes: number;
}

async function listFiles(folder: string, below: string): Promise<Listed[]> {
  const found: Listed[] = [];
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await listFiles(folder, path)));
    else if (entry.isFile()) {
      const { mtimeMs, size } = await stat(join(folder, path));
      found.push({ path, modifiedMs: mtimeMs, bytes: size });
    }
  }
  return found;
}

function textOrBytes(bytes: Buffer): string | Uint8Array {
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? text : bytes;
}

async function existingMedia(texts: readonly (string | Uint8Array)[]): Promise<ReadonlySet<string>> {
  const paths = new Set<string>();
  for (const text of texts) {
    try {
      const { materials } = parseDraft(text);
      for (const material of [...(materials.videos ?? []), ...(materials.audios ?? [])])
        paths.add(stringOr(material.path, ''));
    } catch {
      continue;
    }
  }
  const checked = await Promise.all(
    [...paths].filter((path) => path !== '').map(async (path) => ((await exists(path)) ? path : undefined)),
  );
  return new Set(checked.filter((path) => path !== undefined));
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
