import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import { GatewayError, isDiskFull, type ProviderOutput, type TaskOutput } from '@onereel/core';
import { ARTIFACT_STORE, type ArtifactStore, type TaskRecord } from '@onereel/core/engine';
import {
  type MediaFacts,
  type MediaProcess,
  probeMedia,
  rationalValue,
  sniffFile,
} from '@onereel/core/media';
import { EngineActivity } from './engine-activity';
import { ENGINE_SETTINGS, type EngineSettings } from './engine-settings';
import { toMediaGatewayError } from './media-failure';
import { MEDIA_PROCESS } from './media-token';

/** Opens the bytes of a vendor's result. */
export type OutputOpener = (output: ProviderOutput) => Promise<NodeJS.ReadableStream>;

/** Brings result files into the artifact store: streamed, sniffed, probed, hashed. */
@Injectable()
export class ArtifactArchiver {
  constructor(
    @Inject(ARTIFACT_STORE) private readonly artifacts: ArtifactStore,
    @Inject(MEDIA_PROCESS) private readonly media: MediaProcess,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
    private readonly activity: EngineActivity,
  ) {}

  /**
   * Throws `output_expired`, `output_unreachable`, `output_invalid`, `storage_failed`, `disk_full`, `ffmpeg_unavailable`; what was
   * stored until then is replaced by the next try under the same keys.
   */
  async archive(task: TaskRecord, open: OutputOpener, signal: AbortSignal): Promise<readonly TaskOutput[]> {
    await mkdir(this.settings.workDir, { recursive: true });
    const stored: TaskOutput[] = [];
    for (const [index, output] of task.pendingOutputs.entries()) {
      const id = index === 0 ? 'video' : `video-${index + 1}`;
      const path = join(this.settings.workDir, `${task.id}-${id}.part`);
      try {
        await this.download(await open(output), path, signal);
        stored.push(await this.keep(task.id, id, path, signal));
      } finally {
        await rm(path, { force: true });
      }
    }
    return stored;
  }

  async discard(outputs: readonly TaskOutput[]): Promise<void> {
    await Promise.all(outputs.map(({ key }) => this.artifacts.remove(key)));
  }

  private async download(source: NodeJS.ReadableStream, path: string, signal: AbortSignal): Promise<void> {
    const limit = byteLimit(this.settings.maxOutputBytes);
    try {
      await pipeline(source, limit, createWriteStream(path), { signal });
    } catch (error) {
      signal.throwIfAborted();
      if (GatewayError.isInstance(error)) throw error;
      throw new GatewayError(isDiskFull(error) ? 'disk_full' : 'output_unreachable', { cause: error });
    }
  }

  private async keep(taskId: string, id: string, path: string, signal: AbortSignal): Promise<TaskOutput> {
    const { facts, extension } = await this.inspect(path, signal);
    const key = `${taskId}/${id}.${extension}`;
    const { bytes, sha256 } = await this.artifacts.putFile(key, path, { mediaType: facts.mimeType });
    this.activity.report({ what: 'archived', bytes });
    return { id, key, mediaType: facts.mimeType, bytes, sha256, ...shownFacts(facts) };
  }

  private async inspect(
    path: string,
    signal: AbortSignal,
  ): Promise<{ facts: MediaFacts; extension: string }> {
    try {
      const { sniffed, missingBytes } = await sniffFile(path);
      // Ends like a whole answer, so only the file itself says so; the next download may bring all of it.
      if (missingBytes > 0)
        throw new GatewayError('output_unreachable', {
          message: `The result file breaks off: its last ${missingBytes} bytes did not arrive.`,
        });
      const facts = await probeMedia(this.media, path, { signal });
      if (facts.kind === 'video' && facts.video !== undefined && facts.durationSeconds > 0) {
        return { facts, extension: sniffed.extension };
      }
    } catch (error) {
      signal.throwIfAborted();
      throw toMediaGatewayError(error, 'output_invalid');
    }
    throw new GatewayError('output_invalid', { message: 'The result file holds no playable picture track.' });
  }
}

const shownFacts = ({ durationSeconds, video, audio }: MediaFacts): Partial<TaskOutput> => ({
  durationSeconds,
  ...(video && {
    width: video.displayWidth,
    height: video.displayHeight,
    fps: Math.round(rationalValue(video.averageFps) * 1000) / 1000,
  }),
  hasAudio: audio !== undefined,
});

function byteLimit(maxBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= maxBytes) return done(null, chunk);
      done(
        new GatewayError('output_invalid', { message: `The result file is larger than ${maxBytes} bytes.` }),
      );
    },
  });
}
