import type { RenderOptions } from '@onereel/capcut-draft';
import { createMediaProcess } from '@onereel/core/media';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
// Not the whole library: its HTTP routes would be loaded along, which a render does not need.
import { parseDraft } from '../../../libs/capcut-draft/src/draft/read/parse-draft';
import { renderDraft } from '../../../libs/capcut-draft/src/render/render-draft';

/** One render in a process of its own: draft, media folder, output, cache folder, options as JSON. */
async function main([draft, mediaDir, output, cacheDir, options = '{}']: string[]): Promise<void> {
  const { file, frames, framesReused, framesCopied } = await renderDraft({
    draft: parseDraft(readFileSync(draft)),
    media: createMediaProcess({ ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' }),
    resolveMedia: ({ path }) => join(mediaDir, basename(path)),
    options: JSON.parse(options) as RenderOptions,
    workDir: `${output}.work`,
    cacheDir,
  });
  renameSync(file, output);
  writeFileSync(`${output}.json`, JSON.stringify({ frames, framesReused, framesCopied }));
}

void main(process.argv.slice(2));
