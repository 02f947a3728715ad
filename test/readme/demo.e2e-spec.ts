import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../..');
const FILES = [
  'text-to-video.mp4',
  'image-to-video.mp4',
  'final.mp4',
  'final-report.json',
  'draft-capcut.zip',
];

it('the demo leaves two clips, a film, its report and the draft for CapCut', async () => {
  // It checks the length and the codecs of what it makes, and ends with 1 when something is wrong.
  const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, 'scripts/demo.mjs')], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
  });
  for (const file of FILES) {
    expect(stdout).toContain(join('demo', file));
    expect((await stat(join(ROOT, 'demo', file))).size).toBeGreaterThan(1000);
  }
}, 300_000);
