import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEST_KEY } from '../http/test-gateway';
import { keptSlices } from '../media/kit/kept-slices';
import { hasRedis, NO_REDIS, type RedisServer, startRedis } from '../redis/redis-server';
import { stopChild } from '../run-ts/stop-child';
import type { GatewayOrder } from './kit/killable-gateway';

jest.setTimeout(120_000);

const SECONDS = 15;
const FRAMES = SECONDS * 30;

interface Render {
  readonly id: string;
  readonly status: string;
  readonly error: unknown;
  readonly frames_done: number;
  readonly result: { readonly duration: number };
}

/** A gateway that can be killed, and a client of it. */
class Service {
  private constructor(
    private readonly child: ChildProcess,
    private readonly url: string,
  ) {}

  static async start(order: GatewayOrder): Promise<Service> {
    const child = fork(join(__dirname, 'kit', 'killable-gateway.ts'), {
      execArgv: ['--require', join(__dirname, '..', 'run-ts', 'register.js')],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.send(order);
    const [url] = (await once(child, 'message')) as [string];
    return new Service(child, url);
  }

  async send<T>(method: string, path: string, sent?: object): Promise<T> {
    const headers = { authorization: `Bearer ${TEST_KEY}`, 'content-type': 'application/json' };
    const response = await fetch(this.url + path, { method, headers, body: sent && JSON.stringify(sent) });
    return (await response.json()) as T;
  }

  /** Asks for the render until it is as wanted. */
  async until(id: string, wanted: (render: Render) => boolean | Promise<boolean>): Promise<Render> {
    for (let tries = 0; tries < 1000; tries++) {
      const render = await this.send<Render>('GET', `/api/v1/renders/${id}`);
      if (await wanted(render)) return render;
      if (['completed', 'failed', 'canceled'].includes(render.status))
        throw new Error(`the render has ended: ${JSON.stringify(render)}`);
      await new Promise((settle) => setTimeout(settle, 50));
    }
    throw new Error('the render does not get there');
  }

  kill(): Promise<void> {
    return stopChild(this.child);
  }
}

/** Text that moves all the time, so that every frame takes a while. */
async function startRender(service: Service): Promise<string> {
  const prefix = '/openapi/capcut-mate/v1';
  const size = { width: 960, height: 540 };
  const { draft_url } = await service.send<{ draft_url: string }>('POST', `${prefix}/create_draft`, size);
  const captions = Array.from({ length: SECONDS }, (_, second) => ({
    ...{ start: second * 1e6, end: (second + 1) * 1e6, text: `second ${second}` },
    ...{ in_animation: '渐显', in_animation_duration: 900_000 },
  }));
  await service.send('POST', `${prefix}/add_captions`, { draft_url, captions, font_size: 40 });
  const draft_id = new URL(draft_url).searchParams.get('draft_id');
  const { id } = await service.send<Render>('POST', '/api/v1/renders', { draft_id, preset: 'quality' });
  return id;
}

/** Killed in the middle, the queue's memory lost as well: the stored task and the finished slices are enough. */
async function goesOn(redis?: RedisServer): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'onereel-restart-'));
  const cache = join(dataDir, 'work', 'render-cache');
  let service = await Service.start({ dataDir, redisUrl: redis?.url });
  try {
    const id = await startRender(service);
    await service.until(id, async () => (await keptSlices(cache)).size > 0);
    await service.kill();
    redis?.flush();
    const kept = await keptSlices(cache);

    service = await Service.start({ dataDir, redisUrl: redis?.url });
    const film = await service.until(id, ({ status }) => status === 'completed');
    expect(film).toMatchObject({ error: null, frames_done: FRAMES, result: { duration: SECONDS } });
    const now = await keptSlices(cache);
    for (const [name, facts] of kept) expect(now.get(name)).toBe(facts);
    expect(now.size).toBeGreaterThan(kept.size);
  } finally {
    await service.kill();
    await rm(dataDir, { recursive: true, force: true });
  }
}

it('a render goes on with its finished slices after the service was killed', () => goesOn());

const onBull = async (): Promise<void> => {
  const redis = await startRedis();
  try {
    await goesOn(redis);
  } finally {
    await redis.stop();
  }
};
if (hasRedis()) {
  test('on Bull as well, and a flushed Redis loses no render', onBull);
} else {
  test.skip(`a render on Bull (${NO_REDIS})`, onBull);
}
