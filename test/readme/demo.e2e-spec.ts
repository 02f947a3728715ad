import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../..');
const FILES = [
  'text-to-video.mp4',
  'image-to-video.mp4',
  'final.mp4',
  'final-report.html',
  'draft-capcut.zip',
];

const shell = promisify(execFile);
const demo = (name: string): string => join(ROOT, 'demo', name);

it('the demo leaves two clips, a film, its report and the draft for CapCut', async () => {
  // It checks the length and the codecs of what it makes, and ends with 1 when something is wrong.
  const { stdout } = await shell(process.execPath, [join(ROOT, 'scripts/demo.mjs')], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
  });
  for (const file of FILES) {
    expect(stdout).toContain(join('demo', file));
    expect((await stat(demo(file))).size).toBeGreaterThan(1000);
  }
  const page = await readFile(demo('final-report.html'), 'utf8');
  expect(page).toMatch(/^<!doctype html>/i);
  expect(page).toMatch(/<img[^>]+src="data:image\//);
}, 300_000);

it('the README shows how its draft is looked at and rendered without a server', async () => {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const lines = readme.split('\n').filter((line) => line.startsWith('npx onereel '));
  expect(lines).toHaveLength(2);
  for (const line of lines) await shell('bash', ['-c', line], { cwd: ROOT });
  const facts = ['-v', 'error', '-select_streams', 'v', '-show_entries', 'stream=width,height,nb_frames'];
  const frames = async (name: string): Promise<string> =>
    (await shell('ffprobe', [...facts, '-of', 'csv=p=0', demo(name)])).stdout;
  const [, , count] = (await frames('final.mp4')).split(',');
  expect(await frames('again.mp4')).toBe(`640,360,${count}`);
  expect(await readFile(demo('again.html'), 'utf8')).toContain('<html');
}, 120_000);
