import { typescriptRequire } from './typescript-hook.mjs';

const { simulate } = typescriptRequire(import.meta.url)('../test/simulators/cli.ts');
process.exitCode = await simulate(process.argv.slice(2));
