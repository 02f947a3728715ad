/** `npm test`: sets everything up, then runs the suite. Arguments go to Jest. */
import { join } from 'node:path';
import { ROOT, ensureReady, run } from './setup.mjs';

ensureReady();
const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
// One more than a small machine has processors: many tests wait for processes and timers.
process.exit(run(process.execPath, [jest, '--maxWorkers=3', ...process.argv.slice(2)]));
