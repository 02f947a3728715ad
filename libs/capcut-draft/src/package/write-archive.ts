import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { LibraryFile } from '../draft/model/draft-paths';
import type { DraftPackage } from './draft-package';

/** Part of yazl its published types leave out. */
interface LazyZip {
  addReadStreamLazy(
    path: string,
    options: { compress: boolean; mtime: Date },
    open: (pass: (error: unknown, stream?: Readable) => void) => void,
  ): void;
}

/** A zip of a draft folder, streamed: media are opened one after the other as they are written, stored without compression. */
export function writeArchive(
  content: DraftPackage,
  folder: string,
  open: (file: LibraryFile) => Promise<Readable>,
  modified: Date,
): Readable {
  const zip = new ZipFile();
  const lazy = zip as unknown as LazyZip;
  const output = zip.outputStream as Readable;
  const inside = (path: string) => (folder === '' ? path : `${folder}/${path}`);
  for (const { path, text } of content.texts)
    zip.addBuffer(Buffer.from(text), inside(path), { mtime: modified });
  for (const { path, file } of content.media) {
    lazy.addReadStreamLazy(inside(path), { compress: false, mtime: modified }, (pass) => {
      open(file).then(
        (stream) => pass(null, stream),
        (error: unknown) => pass(error),
      );
    });
  }
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
