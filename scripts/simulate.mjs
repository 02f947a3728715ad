import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
// The simulators are tests' sources: run them as the tests do, without a build.
require('../test/run-ts/register.js');
const { simulate } = require('../test/simulators/cli.ts');
process.exitCode = await simulate(process.argv.slice(2));
