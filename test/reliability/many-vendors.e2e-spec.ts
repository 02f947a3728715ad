import { startTestGateway, type TestGateway } from '../http/test-gateway';
import type { SimulatedTask } from '../simulators/frame/simulated-task';
import type { Simulator } from '../simulators/frame/simulator';
import { startSimulator } from '../simulators/start-simulator';

const TASKS = 1_000;
/** Seconds between two polls of a task. */
const SHORTEST_INTERVAL = 6;
const LONGEST_INTERVAL = 20;
/** A poll with everything around it takes this many times as long as a bare HTTP exchange, twice over for room. */
const EXCHANGES_PER_POLL = 12;
const MODELS = ['kling-v2-6', 'jimeng-3.0-pro', 'veo-3.1'];
/** Nothing ends by itself: the test moves the vendors' time past it. */
const TIMING = { queuedSeconds: 1, runSeconds: 5_000 };

let vendors: readonly [kling: Simulator, jimeng: Simulator, relay: Simulator];
let gateway: TestGateway;
let intervalSeconds: number;
beforeAll(async () => {
  vendors = await Promise.all([
    startSimulator({ vendor: 'kling', timing: TIMING }),
    startSimulator({ vendor: 'jimeng', timing: TIMING }),
    startSimulator({ vendor: 'relay', timing: TIMING }),
  ]);
  const [kling, jimeng, relay] = vendors;
  intervalSeconds = await affordableInterval(relay);
  gateway = await startTestGateway(
    {
      providers: ['@onereel/providers-kling', '@onereel/providers-jimeng', '@onereel/providers-veo'],
      maxConcurrent: TASKS,
      rateLimitPerMinute: 0,
      logLevel: 'warn',
    },
    {
      ...kling.environment,
      ...jimeng.environment,
      ...relay.environment,
      VEO_TRANSPORT: 'relay-openai',
      KLING_POLL_SECONDS: String(intervalSeconds),
      JIMENG_POLL_SECONDS: String(intervalSeconds),
      VEO_POLL_SECONDS: String(intervalSeconds),
    },
  );
}, 60_000);
afterAll(async () => {
  await gateway?.close();
  await Promise.all((vendors ?? []).map((vendor) => vendor.close()));
}, 60_000);

/** One process plays all parts, so a slow machine gets a longer interval. Measured without the gateway: its own slowness buys it no time. */
async function affordableInterval({ url }: Simulator): Promise<number> {
  const exchanges = Array.from({ length: 300 }, () => url);
  const ask = async (address: string): Promise<string> => (await fetch(address)).text();
  const startedAt = Date.now();
  await inBatches(exchanges, ask);
  const secondsEach = (Date.now() - startedAt) / 1_000 / exchanges.length;
  const wanted = Math.ceil(secondsEach * EXCHANGES_PER_POLL * TASKS);
  return Math.min(LONGEST_INTERVAL, Math.max(SHORTEST_INTERVAL, wanted));
}

type Kind = 'sound' | 'hung' | 'flapping';
/** Of every 20 tasks one hangs and one flaps, at each vendor in turn. */
const kindOf = (index: number): Kind =>
  index % 20 === 0 ? 'hung' : index % 20 === 10 ? 'flapping' : 'sound';
const PROMPTS: Readonly<Record<Kind, string>> = {
  sound: 'a paper boat',
  hung: 'a paper boat fault:poll-hangs',
  flapping: 'a paper boat fault:poll-flaps',
};

interface Explained {
  readonly status: string;
  readonly timeline: readonly { readonly at: string; readonly event: string }[];
}

async function create(index: number): Promise<{ readonly id: string; readonly kind: Kind }> {
  const kind = kindOf(index);
  const response = await gateway.fetch('/api/v1/videos/generate', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: MODELS[index % MODELS.length], prompt: PROMPTS[kind] }),
  });
  const text = await response.text();
  const { task_id: id } = JSON.parse(text) as { task_id?: string };
  if (id === undefined) throw new Error(`not created: ${text}`);
  return { id, kind };
}

const explain = async (id: string): Promise<Explained> =>
  (await gateway.fetch(`/api/v1/tasks/${id}/explain`)).json() as Promise<Explained>;

/** Requests under way at once. */
const BATCH = 25;

async function inBatches<From, To>(items: readonly From[], work: (item: From) => Promise<To>): Promise<To[]> {
  const done: To[] = [];
  for (let at = 0; at < items.length; at += BATCH)
    done.push(...(await Promise.all(items.slice(at, at + BATCH).map(work))));
  return done;
}

const accepted = (): SimulatedTask[] => vendors.flatMap(({ tasks }) => tasks);
const isSound = ({ prompt }: SimulatedTask): boolean => prompt === PROMPTS.sound;

/** Waits until `holds`, or for `seconds`. */
async function waitFor(holds: () => boolean, seconds: number): Promise<boolean> {
  for (const end = Date.now() + seconds * 1_000; !holds() && Date.now() < end;)
    await new Promise((resolve) => setTimeout(resolve, 100));
  return holds();
}

/** The smallest value that 95 % do not exceed. */
const p95 = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1];

it('R12: of 1,000 open tasks over three vendors, with 5 % hung and 5 % flapping, the others are noticed within two poll intervals (p95)', async () => {
  const tasks = await inBatches(
    Array.from({ length: TASKS }, (_, index) => index),
    create,
  );
  expect(await waitFor(() => accepted().length === TASKS, 60)).toBe(true);
  expect(vendors.map((vendor) => vendor.tasks.length)).toEqual([334, 333, 333]);
  // Most of the hung ones hang by now, each holding a poll that is under way.
  const hanging = (): number =>
    accepted().filter(({ prompt, polls }) => prompt === PROMPTS.hung && polls > 0).length;
  expect(await waitFor(() => hanging() >= 45, 2 * LONGEST_INTERVAL)).toBe(true);

  const asked = new Map(accepted().map((task) => [task, task.polls]));
  const endedAt = Date.now();
  vendors.forEach((vendor) => vendor.advance(TIMING.runSeconds * 2));
  const askedAgain = (task: SimulatedTask): boolean => task.polls > asked.get(task)!;
  await waitFor(() => accepted().filter(isSound).every(askedAgain), 3 * intervalSeconds);
  const told = await inBatches(tasks, async ({ id, kind }) => ({ kind, ...(await explain(id)) }));

  const noticedAfter = ({ timeline }: Explained): number => {
    const line = timeline.find(({ event }) => event === 'vendor_completed');
    return line === undefined ? Infinity : (Date.parse(line.at) - endedAt) / 1_000;
  };
  const of = (kind: Kind): typeof told => told.filter((task) => task.kind === kind);
  expect((['sound', 'hung', 'flapping'] as const).map((kind) => of(kind).length)).toEqual([900, 50, 50]);
  expect(p95(of('sound').map(noticedAfter))).toBeLessThanOrEqual(2 * intervalSeconds);
  // Questions without an answer prove nothing: no such task may be given up.
  expect(of('hung').filter(({ status }) => status !== 'processing')).toEqual([]);
  expect(of('flapping').filter(({ status }) => /failed|cancelled|stalled/.test(status))).toEqual([]);
}, 160_000);
