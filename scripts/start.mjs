/** `npm start`: builds when needed, then runs the server on its real data folder. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, ensureReady } from './setup.mjs';

ensureReady();
const server = spawn(
  process.execPath,
  [join(ROOT, 'apps', 'gateway', 'dist', 'main.js'), ...process.argv.slice(2)],
  {
    cwd: ROOT,
    stdio: 'inherit',
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
