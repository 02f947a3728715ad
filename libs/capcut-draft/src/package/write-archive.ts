import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { LibraryFile } from '../draft/model/draft-paths';
import { COVER_FILE } from './draft-meta-info';
import type { DraftPackage } from './draft-package';

/** Part of yazl its published types leave out. */
interface LazyZip {
  addReadStreamLazy(
    path: string,
    options: { compress: boolean; mtime: Date },
    open: (pass: (error: unknown, stream?: Readable) => void) => void,
  ): void;
}

/** Where the bytes of an archive come from, opened when their turn has come. */
export interface ArchiveSources {
  cover(): Promise<Buffer>;
  media(file: LibraryFile): Promise<Readable>;
}

/** A zip of a draft folder, streamed: media are opened one after the other as they are written, stored without compression. */
export function writeArchive(
  content: DraftPackage,
  folder: string,
  sources: ArchiveSources,
  modified: Date,
): Readable {
  const zip = new ZipFile();
  const lazy = zip as unknown as LazyZip;
  const output = zip.outputStream as Readable;
  const inside = (path: string) => (folder === '' ? path : `${folder}/${path}`);
  for (const { path, text } of content.texts)
    zip.addBuffer(Buffer.from(text), inside(path), { mtime: modified });
  const add = (path: string, open: () => Promise<Readable>): void =>
    lazy.addReadStreamLazy(inside(path), { compress: false, mtime: modified }, (pass) => {
      open().then(
        (stream) => pass(null, stream),
        (error: unknown) => pass(error),
      );
    });
  add(COVER_FILE, async () => Readable.from([await sources.cover()]));
  for (const { path, file } of content.media) add(path, () => sources.media(file));
  zip.on('error', (error) => output.destroy(error as Error));
  zip.end();
  return output;
}

/** A name every operating system accepts for a folder. */
export function folderName(name: string, fallback: string): string {
  const safe = name
    .normalize('NFC')
    .replace(/[\u0000-\u001f<>:"/\\|?*]/g, '_')
    .replace(/^\.+|[. ]+$/g, '')
    .slice(0, 80);
  return safe === '' || /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(safe) ? fallback : safe;
}
