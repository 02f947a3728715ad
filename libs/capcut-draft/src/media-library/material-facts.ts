import type { MediaFacts, SniffedMedia } from '@onereel/core/media';
import { rationalValue } from '@onereel/core/media';
import type { StoredMaterial } from './stored-material';

/** What a draft needs of a probed file. */
export function materialFacts(contentId: string, sniffed: SniffedMedia, facts: MediaFacts): StoredMaterial {
  const { video, audio } = facts;
  return {
    contentId,
    extension: sniffed.extension,
    mediaType: facts.mimeType,
    bytes: facts.bytes,
    kind: kindOf(sniffed, facts),
    width: video?.displayWidth ?? 0,
    height: video?.displayHeight ?? 0,
    duration: Math.round(facts.durationSeconds * 1_000_000),
    fps: video ? rationalValue(video.averageFps) : 0,
    hasAudio: audio !== undefined,
  };
}

function kindOf(sniffed: SniffedMedia, facts: MediaFacts): StoredMaterial['kind'] {
  if (sniffed.kind === 'image') return facts.durationSeconds > 0 ? 'gif' : 'photo';
  return facts.video ? 'video' : 'audio';
}
