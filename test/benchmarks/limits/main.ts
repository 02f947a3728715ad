/**
 * `npm run bench:limits`: renders what is heavy on memory with the built command line, and fails when the command and
 * its children together take more than the limit, which they are told with `--memory`.
 *
 *   npm run build && npm run bench:limits -- [--small] [--limit 1024] [--only overlays] [-- options of onereel render]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FULL, limitCases, SMALL } from './limit-cases';
import { measureRender } from './measured-render';
import { stopWithChildren } from './stop-with-children';

const MIB = 1024 * 1024;
const [own, passed] = splitAt(process.argv.slice(2), '--');
const valueOf = (name: string): string | undefined => own[own.indexOf(`--${name}`) + 1 || own.length];
const limit = Number(valueOf('limit') ?? 1024);
const only = valueOf('only') ?? '';

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'onereel-limits-'));
  const tidy = (): void => rmSync(folder, { recursive: true, force: true });
  stopWithChildren(tidy);
  let failed = false;
  try {
    const cases = limitCases(own.includes('--small') ? SMALL : FULL);
    for (const [index, strain] of cases.filter(({ name }) => name.includes(only)).entries()) {
      const { peak, seconds, frames } = await measureRender(strain, join(folder, String(index)), [
        ...['--memory', String(limit), ...passed],
      ]);
      const good = peak <= limit * MIB && frames === strain.frames;
      failed ||= !good;
      const figures = `${(peak / MIB).toFixed(0)} MiB, ${seconds.toFixed(1)} s, ${frames} of ${strain.frames} frames`;
      process.stdout.write(`${good ? 'ok  ' : 'FAIL'} ${strain.name}: ${figures}\n`);
    }
  } finally {
    tidy();
  }
  process.exitCode = failed ? 1 : 0;
}

function splitAt(args: readonly string[], mark: string): [string[], string[]] {
  const at = args.indexOf(mark);
  return at < 0 ? [[...args], []] : [args.slice(0, at), args.slice(at + 1)];
}

void main();
