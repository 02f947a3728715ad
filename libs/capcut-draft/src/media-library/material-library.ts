import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from '@onereel/core';
import type { ArtifactStore } from '@onereel/core/engine';
import type { SafeFetch } from '@onereel/core/http';
import { FfmpegError, MediaError, probeMedia, sniffFile, type MediaProcess } from '@onereel/core/media';
import { materialFacts } from './material-facts';
import type { MaterialUses, MaterialState } from './material-uses';
import { RecentUrls } from './recent-urls';
import { Slots } from './slots';
import { factsKey, materialKey, type StoredMaterial } from './stored-material';

export interface MaterialLimits {
  /** Bytes of one file; default 500 MiB. */
  readonly fileBytes: number;
  /** Downloads at once, over all requests; default 8. */
  readonly downloads: number;
  /** Seconds a file may play; default 4 hours. */
  readonly seconds: number;
  /** Pixels of one picture; default 16384 × 16384. */
  readonly pixels: number;
}

export const MATERIAL_LIMITS: MaterialLimits = {
  fileBytes: 500 * 1024 ** 2,
  downloads: 8,
  seconds: 14_400,
  pixels: 16_384 ** 2,
};

export interface MaterialLibraryParts {
  readonly artifacts: ArtifactStore;
  readonly fetch: SafeFetch;
  readonly media: MediaProcess;
  /** Folder for downloads under way; created when needed. */
  readonly tempDir: string;
  readonly newId: () => string;
  readonly now: () => number;
  readonly limits?: Partial<MaterialLimits>;
  /** Learns of every use, so that unused files can be removed; without it they stay for ever. */
  readonly index?: MaterialUses;
}

const LOOKS_AT_LEAVING = 100;

export type MaterialKind = 'image' | 'video' | 'audio';

/**
 * Files that drafts use, stored once per content. A URL is fetched once however many items, calls and clients name it at the
 * same time; for a while afterwards its content is taken as known.
 */
export class MaterialLibrary {
  private readonly limits: MaterialLimits;
  private readonly slots: Slots;
  private readonly recent: RecentUrls<StoredMaterial>;

  constructor(private readonly parts: MaterialLibraryParts) {
    this.limits = { ...MATERIAL_LIMITS, ...parts.limits };
    this.slots = new Slots(this.limits.downloads);
    this.recent = new RecentUrls(parts.now);
  }

  /**
   * @param field the client's name for the URL, for messages
   * @throws GatewayError `url_not_allowed`, `input_unreachable`, `payload_too_large` or `invalid_media`
   */
  async fetch(url: string, field: string, accept: readonly MaterialKind[]): Promise<StoredMaterial> {
    this.parts.fetch.checkUrl(url, { field });
    const found = await this.recent.get(url, () => this.slots.run(() => this.download(url, field)));
    return this.accepted(found, field, accept);
  }

  /** Takes a finished local file into the library; the file stays where it is. */
  async add(path: string, field: string, accept: readonly MaterialKind[]): Promise<StoredMaterial> {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
    return this.accepted(await this.store(path, hash.digest('hex'), field), field, accept);
  }

  open(material: Pick<StoredMaterial, 'contentId' | 'extension'>): Promise<Readable> {
    return this.parts.artifacts.open(materialKey(material.contentId, material.extension));
  }

  /** What is known about a material of the library. */
  async find(contentId: string): Promise<StoredMaterial | undefined> {
    try {
      return JSON.parse(await text(await this.parts.artifacts.open(factsKey(contentId)))) as StoredMaterial;
    } catch (error) {
      if (GatewayError.isInstance(error) && error.code === 'not_found') return undefined;
      throw error;
    }
  }

  private async download(url: string, field: string): Promise<StoredMaterial> {
    await mkdir(this.parts.tempDir, { recursive: true });
    const path = join(this.parts.tempDir, `${this.parts.newId()}.part`);
    try {
      const file = await this.parts.fetch.toFile(
        { url, field, maxBytes: this.limits.fileBytes, accept: ['image', 'video', 'audio'] },
        path,
      );
      await expectWhole(path, field);
      return await this.store(path, file.sha256, field);
    } finally {
      await rm(path, { force: true });
    }
  }

  private async store(path: string, sha256: string, field: string): Promise<StoredMaterial> {
    const contentId = sha256.slice(0, 40);
    const state = await this.touch(contentId);
    const known = await this.find(contentId);
    if (known && state === 'new') await this.parts.index?.pin(contentId);
    if (known) return known;
    const material = await this.probe(path, contentId, field);
    const { artifacts } = this.parts;
    await artifacts.put(materialKey(contentId, material.extension), createReadStream(path), {
      mediaType: material.mediaType,
    });
    // The facts come last: a material is known only when its bytes are there.
    await artifacts.put(factsKey(contentId), Readable.from([Buffer.from(JSON.stringify(material))]), {
      mediaType: 'application/json',
    });
    return material;
  }

  /** The row comes before the bytes: a file without a row would never be removed. */
  private async touch(contentId: string): Promise<MaterialState> {
    const { index, now } = this.parts;
    if (!index) return 'known';
    for (let look = 0; look < LOOKS_AT_LEAVING; look++) {
      const state = await index.touch(contentId, now());
      if (state !== 'leaving') return state;
      await sleep(50);
    }
    throw new GatewayError('service_busy', {
      message: 'An unused copy of this file is being removed; send the request again in a few minutes.',
    });
  }

  private async probe(path: string, contentId: string, field: string): Promise<StoredMaterial> {
    try {
      const { sniffed } = await sniffFile(path);
      return this.withinLimits(
        materialFacts(contentId, sniffed, await probeMedia(this.parts.media, path)),
        field,
      );
    } catch (error) {
      throw probeFailure(error, field);
    }
  }

  private withinLimits(material: StoredMaterial, field: string): StoredMaterial {
    const refuse = (message: string) =>
      new GatewayError('invalid_media', { param: field, message: `${field}: ${message}.` });
    if (material.duration > this.limits.seconds * 1_000_000)
      throw refuse(`it plays longer than ${this.limits.seconds} seconds`);
    if (material.width * material.height > this.limits.pixels)
      throw refuse(`it has more than ${this.limits.pixels} pixels`);
    if (material.kind !== 'photo' && material.duration <= 0) throw refuse('its length cannot be determined');
    return material;
  }

  private accepted(material: StoredMaterial, field: string, accept: readonly MaterialKind[]): StoredMaterial {
    const is: MaterialKind = material.kind === 'photo' || material.kind === 'gif' ? 'image' : material.kind;
    const usable = accept.includes(is) || (is === 'video' && accept.includes('audio') && material.hasAudio);
    if (usable) return material;
    throw new GatewayError('invalid_media', {
      param: field,
      message: `${field}: the file is ${is} content; ${accept.join(' or ')} is expected here.`,
    });
  }
}

/** Servers end a file that breaks off like a whole one. Imports take what there is. */
async function expectWhole(path: string, field: string): Promise<void> {
  const { bytes, missingBytes } = await sniffFile(path).catch((error: unknown) => {
    throw probeFailure(error, field);
  });
  if (missingBytes === 0) return;
  throw new GatewayError('invalid_media', {
    param: field,
    message: `${field}: the file breaks off, ${bytes} of its ${bytes + missingBytes} bytes are there; offer it whole.`,
  });
}

function probeFailure(error: unknown, field: string): unknown {
  if (error instanceof FfmpegError) {
    const code = error.failure === 'not_found' ? 'ffmpeg_unavailable' : 'media_processing_failed';
    return new GatewayError(code, { message: `${error.message}.`, cause: error });
  }
  if (!(error instanceof MediaError)) return error;
  if (error.problem === 'missing_tool')
    return new GatewayError('ffmpeg_unavailable', { message: error.message, cause: error });
  return new GatewayError('invalid_media', {
    param: field,
    message: `${field}: ${error.message}.`,
    cause: error,
  });
}
