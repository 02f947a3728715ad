import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const MEGABYTES = 200;
const LIMIT = 128;

it(`R23: a video of ${MEGABYTES} MB of base64 inside an answer takes less than ${LIMIT} MB`, async () => {
  const loader = join(__dirname, '..', 'run-ts', 'register.js');
  const script = join(__dirname, 'large-answer.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    '--require',
    loader,
    script,
    String(MEGABYTES),
  ]);
  const { bytes, peakMegabytes } = JSON.parse(stdout) as { bytes: number; peakMegabytes: number };
  expect(bytes).toBe(MEGABYTES * 768 * 1024);
  expect(peakMegabytes).toBeLessThan(LIMIT);
});
