import { detectMediaCapabilities, type MediaProcess } from '@onereel/core/media';
import { encodersFor } from '../render/output-formats';
import { UsageError } from './arguments';

type Wanted = Parameters<typeof encodersFor>[0];

/**
 * Runs a render; when it fails for want of an encoder, says which one and the cure. Asked afterwards only, so that a render
 * that succeeds starts without delay.
 *
 * @throws UsageError naming the encoders that FFmpeg lacks; else what the render throws
 */
export async function nameMissingEncoders<T>(
  media: MediaProcess,
  wanted: Wanted,
  render: () => Promise<T>,
): Promise<T> {
  try {
    return await render();
  } catch (error) {
    const { ffmpegPath, ffprobePath } = media;
    const { ffmpegFound, encoders, installCommand } = await detectMediaCapabilities({
      ffmpegPath,
      ffprobePath,
    });
    const missing = encodersFor(wanted).filter((name) => !encoders.has(name));
    if (!ffmpegFound || missing.length === 0) throw error;
    throw new UsageError(
      `${ffmpegPath} lacks the encoder ${missing.join(', ')}: choose another format or codec, or install a full build: ${installCommand}`,
    );
  }
}
