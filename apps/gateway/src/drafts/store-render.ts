import { extname } from 'node:path';
import { Readable } from 'node:stream';
import type { RenderResult } from '@onereel/capcut-draft';
import type { TaskOutput } from '@onereel/core';
import type { ArtifactStore } from '@onereel/core/engine';
import { type MediaProcess, probeMedia, rationalValue, sniffFile } from '@onereel/core/media';

/** Brings the film, its report and its picture into the artifact store: all of them, or nothing. */
export async function storeRender(
  taskId: string,
  result: RenderResult,
  artifacts: ArtifactStore,
  media: MediaProcess,
): Promise<TaskOutput[]> {
  const outputs: TaskOutput[] = [];
  try {
    for (const store of [storeFilm, storeReport, storeThumbnail])
      outputs.push(...(await store(taskId, result, artifacts, media)));
    return outputs;
  } catch (error) {
    await Promise.all(outputs.map(({ key }) => artifacts.remove(key)));
    throw error;
  }
}

type StorePart = (...given: Parameters<typeof storeRender>) => Promise<TaskOutput[]>;

const storeFilm: StorePart = async (taskId, { file, durationSeconds }, artifacts, media) => {
  const facts = await probeMedia(media, file);
  const film = await artifacts.putFile(`${taskId}/video${extname(file)}`, file, {
    mediaType: facts.mimeType,
  });
  return [
    {
      id: 'video',
      ...film,
      durationSeconds,
      hasAudio: facts.audio !== undefined,
      ...(facts.video && {
        width: facts.video.displayWidth,
        height: facts.video.displayHeight,
        fps: rationalValue(facts.video.averageFps),
      }),
    },
  ];
};

const storeReport: StorePart = async (taskId, result, artifacts) => {
  const { report, frames, firstFrame, durationSeconds } = result;
  const text = JSON.stringify({ ...report, frames, firstFrame, durationSeconds });
  const stored = await artifacts.put(`${taskId}/report.json`, Readable.from([Buffer.from(text)]), {
    mediaType: 'application/json',
  });
  return [{ id: 'report', ...stored }];
};

const storeThumbnail: StorePart = async (taskId, { thumbnail: path }, artifacts) => {
  if (path === undefined) return [];
  const stored = await artifacts.putFile(`${taskId}/thumbnail${extname(path)}`, path, {
    mediaType: (await sniffFile(path)).sniffed.mimeType,
  });
  return [{ id: 'thumbnail', ...stored }];
};
