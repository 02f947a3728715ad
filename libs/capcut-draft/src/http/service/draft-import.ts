import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { GatewayError, type Caller } from '@onereel/core';
import type { JsonObject } from '../../draft/json/json-value';
import { isJsonObject } from '../../draft/json/json-value';
import { stringOr, type DraftDocument } from '../../draft/model/draft-document';
import { FILES_KEY, insideDraft } from '../../draft/model/draft-paths';
import { commonFolder, timelineCandidates } from '../../draft/read/choose-timeline';
import { MAX_DRAFT_BYTES, parseDraft } from '../../draft/read/parse-draft';
import { openArchive, type Archive, type ArchiveFile } from '../../package/read-archive';
import type { OpenDraft } from '../../store/draft-repository';
import { DraftService } from './draft.service';

export interface ImportedDraft extends OpenDraft {
  /** What could not be taken over. */
  readonly warnings: readonly { readonly field: string; readonly message: string }[];
}

/** Takes drafts of the applications in: a timeline as JSON, or a zipped draft folder with its media. */
@Injectable()
export class DraftImport {
  constructor(private readonly drafts: DraftService) {}

  fromJson(source: string | Uint8Array, name: string | undefined, caller: Caller): Promise<OpenDraft> {
    return this.keep(parseDraft(source), name, caller);
  }

  /** The bytes of a body nobody has read yet. */
  async readAll(content: Readable): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let total = 0;
    for await (const chunk of content) {
      total += (chunk as Buffer).length;
      if (total > MAX_DRAFT_BYTES) {
        throw new GatewayError('payload_too_large', {
          message: `The timeline is larger than ${MAX_DRAFT_BYTES} bytes.`,
        });
      }
      chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks);
  }

  /** @param content the bytes of the zip, streamed to a file that is gone afterwards */
  async fromZip(content: Readable, name: string | undefined, caller: Caller): Promise<ImportedDraft> {
    const { tempDir } = this.drafts.parts;
    await mkdir(tempDir, { recursive: true });
    const path = join(tempDir, `${this.drafts.newId()}.zip`);
    try {
      await pipeline(content, this.metered(), createWriteStream(path, { flags: 'wx' }));
      return await this.fromZipFile(path, name, caller);
    } finally {
      await rm(path, { force: true });
    }
  }

  /** A zip that is on local disk; it stays there. */
  async fromZipFile(path: string, name: string | undefined, caller: Caller): Promise<ImportedDraft> {
    await mkdir(this.drafts.parts.tempDir, { recursive: true });
    const archive = await openArchive(path);
    try {
      return await this.fromArchive(archive, name, caller);
    } finally {
      archive.close();
    }
  }

  private async fromArchive(
    archive: Archive,
    name: string | undefined,
    caller: Caller,
  ): Promise<ImportedDraft> {
    const folder = commonFolder(archive.files.map((file) => file.path));
    const files = new Map(
      archive.files
        .filter((file) => file.path.startsWith(folder))
        .map((file) => [file.path.slice(folder.length), file]),
    );
    const document = await readTimeline(files);
    const { mapping, warnings } = await this.takeMedia(document, files);
    const folderName = folder === '' ? undefined : basename(folder.slice(0, -1));
    const withFiles = Object.keys(mapping).length > 0 ? { ...document, [FILES_KEY]: mapping } : document;
    return { ...(await this.keep(withFiles, name ?? folderName, caller)), warnings };
  }

  /** Only files the timeline refers to are taken, and only as media that probing accepts. */
  private async takeMedia(
    document: DraftDocument,
    files: ReadonlyMap<string, ArchiveFile>,
  ): Promise<Pick<ImportedDraft, 'warnings'> & { mapping: JsonObject }> {
    const mapping: JsonObject = {};
    const warnings: { field: string; message: string }[] = [];
    for (const inside of referredFiles(document)) {
      const file = files.get(inside);
      if (!file) {
        warnings.push({
          field: inside,
          message: 'The timeline refers to this file, but the archive does not hold it.',
        });
        continue;
      }
      try {
        mapping[inside] = await this.takeFile(file);
      } catch (error) {
        if (!GatewayError.isInstance(error) || error.code !== 'invalid_media') throw error;
        warnings.push({
          field: inside,
          message: 'This file is not media this service can read; it was left out.',
        });
      }
    }
    return { mapping, warnings };
  }

  private async takeFile(file: ArchiveFile): Promise<JsonObject> {
    const path = join(this.drafts.parts.tempDir, `${this.drafts.newId()}.part`);
    try {
      await pipeline(await file.open(), createWriteStream(path, { flags: 'wx' }));
      const { contentId, extension } = await this.drafts.library.add(path, 'file', [
        'image',
        'video',
        'audio',
      ]);
      return { contentId, extension };
    } finally {
      await rm(path, { force: true });
    }
  }

  private keep(document: DraftDocument, name: string | undefined, caller: Caller): Promise<OpenDraft> {
    const named = name === undefined || name === '' ? document : { ...document, name };
    return this.drafts.repository.create(named, caller.ownerId, 'import');
  }

  private metered(): (source: AsyncIterable<Buffer>) => AsyncGenerator<Buffer> {
    const { importBytes } = this.drafts.limits;
    return async function* (source) {
      let total = 0;
      for await (const chunk of source) {
        total += chunk.length;
        if (total > importBytes)
          throw new GatewayError('payload_too_large', {
            message: `The archive is larger than ${importBytes} bytes.`,
          });
        yield chunk;
      }
    };
  }
}

async function readTimeline(files: ReadonlyMap<string, ArchiveFile>): Promise<DraftDocument> {
  const project = files.get('Timelines/project.json');
  const projectText = project && project.bytes < 1_000_000 ? await text(await project.open()) : undefined;
  const candidates = timelineCandidates(
    [...files.keys()].map((path) => ({ path })),
    projectText,
  );
  let first: unknown;
  for (const path of candidates) {
    const file = files.get(path) as ArchiveFile;
    try {
      if (file.bytes > MAX_DRAFT_BYTES)
        throw new GatewayError('payload_too_large', {
          message: `${path} has ${file.bytes} bytes; at most ${MAX_DRAFT_BYTES} are read.`,
        });
      return parseDraft(await bytesOf(file));
    } catch (error) {
      first ??= error;
    }
  }
  throw (
    first ??
    new GatewayError('draft_invalid', {
      param: 'file',
      message: 'The archive holds no draft_content.json and no draft_info.json.',
    })
  );
}

async function bytesOf(file: ArchiveFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await file.open()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Places inside the draft folder that materials name. Paths are data: nothing outside the archive is ever opened. */
function referredFiles(document: DraftDocument): string[] {
  const found = new Set<string>();
  for (const list of Object.values(document.materials)) {
    for (const material of list) {
      const path = stringOr(isJsonObject(material) ? material.path : undefined, '');
      const inside = insideDraft(path);
      if (inside !== undefined && /\.\w{1,8}$/.test(inside)) found.add(inside);
    }
  }
  return [...found];
}
