import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import { isProviderPlugin, type VideoProvider, videoProviderToken } from '@onereel/core';
import plugin from '.';

describe('the sandbox plugin', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'onereel-plugin-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('is a plugin whose module exports the provider it describes', async () => {
    expect(isProviderPlugin(plugin)).toBe(true);
    const parsed = plugin.parseOptions({});
    if (parsed.state !== 'configured') throw new Error('needs no keys');
    const host = { dataDir: dir, ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' };
    const module = await Test.createTestingModule({
      imports: [plugin.module(parsed.options, host)],
    }).compile();
    const provider = module.get<VideoProvider>(videoProviderToken(plugin.id));
    expect(provider.descriptor).toEqual(plugin.descriptor);
    expect(JSON.parse(JSON.stringify(plugin.descriptor))).toEqual(plugin.descriptor);
    expect(plugin.environment.map(({ name }) => name)).toEqual([
      'SANDBOX_CONCURRENCY',
      'SANDBOX_RETENTION_HOURS',
    ]);
    await module.close();
  });
});
