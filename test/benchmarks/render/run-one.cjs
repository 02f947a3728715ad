'use strict';
/** One render in a process of its own: draft, media folder, output, cache folder, options as JSON. */
const fs = require('node:fs');
const path = require('node:path');
const { parseDraft, renderDraft } = require('@onereel/capcut-draft');
const { createMediaProcess } = require('@onereel/core/media');

const [draft, media, out, cacheDir, options = '{}'] = process.argv.slice(2);
renderDraft({
  draft: parseDraft(fs.readFileSync(draft)),
  media: createMediaProcess({ ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' }),
  resolveMedia: (source) => path.join(media, path.basename(source.path)),
  options: JSON.parse(options),
  workDir: `${out}.work`,
  cacheDir,
}).then(({ file }) => fs.renameSync(file, out));
