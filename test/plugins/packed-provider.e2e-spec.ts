import type { ChildProcess } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalRegistry, startLocalRegistry } from './kit/local-registry';
import { runCommand, startCommand, stopCommand, waitForOutput } from './kit/run-command';
import { ROOT, stageSources } from './kit/staged-sources';

const GATEWAY = join(ROOT, 'apps', 'gateway', 'dist', 'main.js');

jest.setTimeout(240_000);

/** What an operator does with a package from npm, with the built gateway and a vendor that answers over HTTP. */
describe('a third-party provider package', () => {
  let work: string;
  let example: string;
  let project: string;
  let registry: LocalRegistry;
  const running: ChildProcess[] = [];

  beforeAll(async () => {
    work = realpathSync(mkdtempSync(join(tmpdir(), 'onereel-packed-')));
    project = join(work, 'project');
    example = join(work, 'source', 'examples', 'provider-echo');
    stageSources(join(work, 'source'), ['examples/provider-echo']);
    registry = await startLocalRegistry([example], work);
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{ "private": true }');
  });
  afterAll(async () => {
    await Promise.all(running.map(stopCommand));
    await registry?.close();
    rmSync(work, { recursive: true, force: true });
  });

  const start = (args: string[], cwd: string, environment: Record<string, string>): ChildProcess => {
    const child = startCommand(process.execPath, args, { cwd, environment });
    running.push(child);
    return child;
  };

  it('passes its own tests', async () => {
    const output = await runCommand('npm', ['test'], { cwd: example });
    expect(output).toMatch(/^# pass 15$/m);
    expect(output).toMatch(/^# skipped 0$/m);
  });

  it('installs from its tarball, with a core of its own and nothing but what it publishes', async () => {
    const { environment } = registry;
    await runCommand('npm', ['install', 'onereel-provider-echo'], { cwd: project, environment });
    const installed = join(project, 'node_modules', 'onereel-provider-echo');
    expect(readdirSync(installed).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
    expect(readdirSync(join(installed, 'dist'))).toEqual(['src']);
    expect(lstatSync(join(project, 'node_modules', '@onereel', 'core')).isSymbolicLink()).toBe(false);
  });

  it('generates a video through the gateway', async () => {
    const vendor = start([join(example, 'vendor', 'server.mjs'), '0'], work, {});
    const [, origin] = await waitForOutput(vendor, /ECHO_BASE_URL=(\S+)/);
    const gateway = start([GATEWAY], project, {
      PORT: '0',
      ONEREEL_AUTH: 'none',
      ONEREEL_PROVIDERS: 'onereel-provider-echo',
      ECHO_API_KEY: 'demo-key',
      ECHO_BASE_URL: origin,
    });
    const [, address] = await waitForOutput(gateway, /listens on (http:\/\/[^\s,]+)/);

    const models = (await (await fetch(`${address}/v1/models`)).json()) as { data: { id: string }[] };
    expect(models.data.map(({ id }) => id)).toEqual(['echo-1']);

    const created = await fetch(`${address}/v1/videos`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'echo-1', prompt: 'a kite over the sea', seconds: '2' }),
    });
    const { id } = (await created.json()) as { id: string };
    expect(created.status).toBe(200);
    await untilCompleted(`${address}/v1/videos/${id}`);
    const content = await fetch(`${address}/v1/videos/${id}/content`);
    expect(content.headers.get('content-type')).toBe('video/mp4');
    const bytes = Buffer.from(await content.arrayBuffer());
    expect(bytes.subarray(4, 8).toString()).toBe('ftyp');
    expect(bytes.length).toBeGreaterThan(10_000);
  });
});

async function untilCompleted(url: string): Promise<void> {
  for (;;) {
    const video = (await (await fetch(url)).json()) as { status: string; error?: unknown };
    if (video.status === 'completed') return;
    if (video.status === 'failed') throw new Error(JSON.stringify(video));
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
