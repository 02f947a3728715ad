import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import {
  decodeInlineMedia,
  type ErrorCode,
  GatewayError,
  type InputRole,
  type StoredInput,
  type UploadedInput,
  type VideoInput,
} from '@onereel/core';
import { ARTIFACT_STORE, type ArtifactStore } from '@onereel/core/engine';
import { type SniffedMedia, sniffFile, sniffMedia } from '@onereel/core/media';
import { ENGINE_SETTINGS, type EngineSettings } from './engine-settings';
import { isForgotten } from './forget-signatures';
import { toMediaGatewayError } from './media-failure';
import { OutsideFiles } from './outside-files';

const KIND_OF_ROLE: Record<InputRole, SniffedMedia['kind']> = {
  first_frame: 'image',
  last_frame: 'image',
  reference: 'image',
  source_video: 'video',
};

const codeOf = (role: InputRole): ErrorCode & ('invalid_image' | 'invalid_media') =>
  KIND_OF_ROLE[role] === 'image' ? 'invalid_image' : 'invalid_media';

/** Takes a client's files in: bytes go into the artifact store, URLs are checked now and fetched when they are needed. */
@Injectable()
export class InputStore {
  constructor(
    @Inject(ARTIFACT_STORE) private readonly artifacts: ArtifactStore,
    @Inject(ENGINE_SETTINGS) private readonly settings: Pick<EngineSettings, 'maxInputBytes'>,
    private readonly outside: OutsideFiles,
  ) {}

  /** Throws `invalid_image`, `invalid_media`, `url_not_allowed`, `payload_too_large`; leaves nothing behind then. */
  async keep(taskId: string, uploads: readonly UploadedInput[]): Promise<readonly VideoInput[]> {
    const kept: VideoInput[] = [];
    try {
      for (const [index, upload] of uploads.entries()) {
        kept.push({ role: upload.role, source: await this.keepOne(`${taskId}/input-${index}`, upload) });
      }
      return kept;
    } catch (error) {
      await this.discard(kept);
      throw error;
    }
  }

  /** Throws `url_not_allowed` for a callback URL that the gateway will not post to. */
  checkCallback(url: string | undefined): void {
    if (url !== undefined) this.outside.post.checkUrl(url, 'callback_url');
  }

  /** Copies for a task that starts from another one's files. Throws `input_unreachable` for addresses whose query was forgotten. */
  async copy(taskId: string, inputs: readonly VideoInput[]): Promise<readonly VideoInput[]> {
    if (inputs.some(isForgotten)) throw forgotten();
    const copies = inputs.map(async ({ role, source }, index): Promise<VideoInput> => {
      if (source.kind === 'url') return { role, source };
      const key = `${taskId}/input-${index}${extensionOf(source.key)}`;
      const { mediaType } = source;
      const stored = await this.artifacts.put(key, await this.artifacts.open(source.key), { mediaType });
      return { role, source: { kind: 'stored', ...stored } };
    });
    return Promise.all(copies);
  }

  async discard(inputs: readonly VideoInput[]): Promise<void> {
    const stored = inputs.map(({ source }) => source).filter((source) => source.kind === 'stored');
    await Promise.all(stored.map(({ key }) => this.artifacts.remove(key)));
  }

  private async keepOne(stem: string, upload: UploadedInput): Promise<VideoInput['source']> {
    const { source, field, role } = upload;
    if (source.kind === 'url') {
      this.outside.fetch.checkUrl(source.url, { field });
      return { kind: 'url', url: source.url };
    }
    return source.kind === 'inline'
      ? this.keepInline(stem, source.data, field, role)
      : this.keepFile(stem, source.path, field, role);
  }

  private async keepInline(stem: string, data: string, field: string, role: InputRole): Promise<StoredInput> {
    const { bytes } = decodeInlineMedia(data, {
      field,
      maxBytes: this.settings.maxInputBytes,
      code: codeOf(role),
    });
    const result = sniffMedia(bytes);
    if (!result.ok) throw unfit(field, role, result.reason);
    const media = requireKind(result.media, field, role);
    const key = `${stem}.${media.extension}`;
    const stored = await this.artifacts.put(key, Readable.from([bytes]), { mediaType: media.mimeType });
    return { kind: 'stored', ...stored };
  }

  private async keepFile(stem: string, path: string, field: string, role: InputRole): Promise<StoredInput> {
    const { sniffed, bytes } = await sniffFile(path).catch((error: unknown) => {
      throw toMediaGatewayError(error, codeOf(role), field);
    });
    if (bytes > this.settings.maxInputBytes) {
      throw new GatewayError('payload_too_large', {
        message: `${field} is larger than ${this.settings.maxInputBytes} bytes.`,
        param: field,
      });
    }
    const media = requireKind(sniffed, field, role);
    const stored = await this.artifacts.putFile(`${stem}.${media.extension}`, path, {
      mediaType: media.mimeType,
    });
    return { kind: 'stored', ...stored };
  }
}

function requireKind(media: SniffedMedia, field: string, role: InputRole): SniffedMedia {
  const wanted = KIND_OF_ROLE[role];
  if (media.kind === wanted) return media;
  throw unfit(
    field,
    role,
    `it is ${media.mimeType}, expected ${wanted === 'image' ? 'an image' : 'a video'}`,
  );
}

const unfit = (field: string, role: InputRole, reason: string): GatewayError =>
  new GatewayError(codeOf(role), { message: `${field} cannot be used: ${reason}.`, param: field });

const forgotten = (): GatewayError =>
  new GatewayError('input_unreachable', {
    message:
      'The picture of that task was at a signed address, and signatures are forgotten when a task ends. Create a new task with the picture.',
  });

const extensionOf = (key: string): string => /\.[a-z0-9]+$/.exec(key)?.[0] ?? '';
