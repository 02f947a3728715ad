/**
 * `npm run demo`: from nothing to a video. Sets up, starts a gateway with temporary data, generates a video from a text and one
 * from a picture over HTTP, cuts them into a film with titles and music, checks all three and leaves them in ./demo with a draft
 * for CapCut. `--serve` keeps the gateway running.
 */
import { join } from 'node:path';
import { ROOT, ensureReady } from './setup.mjs';

ensureReady();
const { runDemo } = await import('./demo/run-demo.mjs');
process.exit(await runDemo({ output: join(ROOT, 'demo'), serve: process.argv.includes('--serve') }));
