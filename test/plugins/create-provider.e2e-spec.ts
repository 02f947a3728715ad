import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCreateProvider } from '../../libs/create-provider/src/cli';
import { runCommand } from './kit/run-command';
import { stageSources } from './kit/staged-sources';

jest.setTimeout(180_000);

describe('a package written by create-provider', () => {
  let folder: string;
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'onereel-generated-')));
    stageSources(folder, []);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('passes its conformance suite at once', async () => {
    const name = 'acme-video-2';
    expect(runCreateProvider([name], folder).code).toBe(0);
    const output = await runCommand('npm', ['test'], { cwd: join(folder, `onereel-provider-${name}`) });
    expect(output).toContain(`${name} keeps the VideoProvider contract`);
    expect(output).toMatch(/^# pass 15$/m);
    expect(output).toMatch(/^# skipped 0$/m);
  });
});
