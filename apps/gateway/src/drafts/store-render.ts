import { extname } from 'node:path';
import { Readable } from 'node:stream';
import type { RenderResult } from '@onereel/capcut-draft';
import type { TaskOutput } from '@onereel/core';
import type { ArtifactStore } from '@onereel/core/engine';
import { type MediaProcess, probeMedia, rationalValue, sniffFile } from '@onereel/core/media';

/** Brings the film, its report and its picture into the artifact store. */
export async function storeRender(
  taskId: string,
  result: RenderResult,
  artifacts: ArtifactStore,
  media: MediaProcess,
): Promise<TaskOutput[]> {
  const facts = await probeMedia(media, result.file);
  const film = await artifacts.putFile(`${taskId}/video${extname(result.file)}`, result.file, {
    mediaType: facts.mimeType,
  });
  const { frames, firstFrame, durationSeconds } = result;
  const text = JSON.stringify({ ...result.report, frames, firstFrame, durationSeconds });
  const report = await artifacts.put(`${taskId}/report.json`, Readable.from([Buffer.from(text)]), {
    mediaType: 'application/json',
  });
  const picture = result.thumbnail;
  const thumbnail =
    picture &&
    (await artifacts.putFile(`${taskId}/thumbnail${extname(picture)}`, picture, {
      mediaType: (await sniffFile(picture)).sniffed.mimeType,
    }));
  return [
    {
      id: 'video',
      ...film,
      durationSeconds: result.durationSeconds,
      hasAudio: facts.audio !== undefined,
      ...(facts.video && {
        width: facts.video.displayWidth,
        height: facts.video.displayHeight,
        fps: rationalValue(facts.video.averageFps),
      }),
    },
    { id: 'report', ...report },
    ...(thumbnail ? [{ id: 'thumbnail', ...thumbnail }] : []),
  ];
}
