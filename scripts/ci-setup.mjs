/** Installs the system packages that widen what CI proves; the suite names what it skips without them. */
import { spawnSync } from 'node:child_process';
import { aptInstall } from './setup.mjs';

const TOOLS = [['redis-server', 'redis-server']];
const missing = TOOLS.filter(
  ([command]) => spawnSync(command, ['--version'], { stdio: 'ignore' }).error !== undefined,
);
if (missing.length > 0) aptInstall(...missing.map(([, name]) => name));
