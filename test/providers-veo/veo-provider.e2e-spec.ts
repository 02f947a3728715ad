import type { JsonObject, VideoRequest } from '@onereel/core';
import { ProviderDriver } from '../providers-kling/provider-driver';
import { FaultName } from '../simulators/frame/faults';
import { Simulator } from '../simulators/frame/simulator';
import { startSimulator } from '../simulators/start-simulator';
import { simulatedServiceAccount, withdrawTokens } from '../simulators/vendors/google-account';
import { driveVeo, errorOf, firstVideo, poll, submit } from './veo-driver';

const PICTURE = { mediaType: 'image/png', data: Buffer.alloc(64, 7) };
let vertex: Simulator;
let gemini: Simulator;
let relay: Simulator;
const drivers: ProviderDriver[] = [];
beforeAll(async () => {
  [vertex, gemini, relay] = await Promise.all([
    startSimulator({ vendor: 'vertex' }),
    startSimulator({ vendor: 'gemini' }),
    startSimulator({ vendor: 'relay' }),
  ]);
});
afterEach(() => {
  for (const simulator of [vertex, gemini, relay]) simulator.setFaults();
  drivers.splice(0).forEach((driver) => driver.close());
});
afterAll(() => Promise.all([vertex, gemini, relay].map((simulator) => simulator.close())));

type Way = 'express' | 'oauth' | 'gemini' | 'openai' | 'create';
const WAYS: readonly Way[] = ['express', 'oauth', 'gemini', 'openai', 'create'];
const simulatorOf = (way: Way): Simulator =>
  ({ express: vertex, oauth: vertex, gemini, openai: relay, create: relay })[way];
const environmentOf = (way: Way): Record<string, string> => ({
  ...simulatorOf(way).environment,
  ...(way === 'oauth' && {
    VEO_VERTEX_API_KEY: '',
    GOOGLE_APPLICATION_CREDENTIALS_JSON: JSON.stringify(simulatedServiceAccount(vertex.url)),
  }),
  ...(way === 'openai' && { VEO_TRANSPORT: 'relay-openai' }),
  ...(way === 'create' && { VEO_TRANSPORT: 'relay-video-create' }),
});
function drive(way: Way, more: Record<string, string> = {}): ProviderDriver {
  const driver = driveVeo({ ...environmentOf(way), ...more });
  drivers.push(driver);
  return driver;
}
const bodyOf = (way: Way): unknown => simulatorOf(way).tasks.at(-1)?.body;
const send = (driver: ProviderDriver, request: Partial<VideoRequest> & { model: string }) =>
  driver.provider.submit(driver.request(request), driver.context());

describe.each(WAYS)('Veo over %s', (way) => {
  it('generates a video', async () => {
    const driver = drive(way);
    const handle = await submit(driver);
    expect((await poll(driver, handle)).state).toMatch(/queued|processing/);
    simulatorOf(way).advance(20);
    expect((await firstVideo(driver, handle)).subarray(4, 8).toString()).toBe('ftyp');
    expect(driver.exchanges.map(({ path }) => path).join()).not.toContain('simulated-key');
  });

  it('checks credentials without spending', async () => {
    const before = simulatorOf(way).tasks.length;
    const driver = drive(way);
    expect(await driver.provider.check?.(driver.context())).toEqual({ ok: true });
    expect(simulatorOf(way).tasks.length).toBe(before);
  });

  it.each<[FaultName, string]>([
    ['input-moderation', 'moderated_input'],
    ['rate-limited', 'provider_rate_limited'],
    ['arrears', 'provider_insufficient_balance'],
    ['quota-empty', 'provider_insufficient_balance'],
    ['account-abnormal', 'provider_authentication'],
    ['address-refused', 'provider_authentication'],
    ['bad-credentials', 'provider_authentication'],
    ['invalid-request', 'provider_invalid_request'],
    ['maintenance', 'provider_unavailable'],
  ])('%s is %s, and nothing was made', async (fault, code) => {
    simulatorOf(way).setFaults({ name: fault, retryAfterSeconds: 9 });
    const before = simulatorOf(way).tasks.length;
    const result = await send(drive(way), { model: 'veo-3.1' });
    expect(result).toMatchObject({ outcome: 'rejected', error: { code } });
    if (fault === 'rate-limited') expect(result).toMatchObject({ error: { retryAfterSeconds: 9 } });
    expect(simulatorOf(way).tasks.length).toBe(before);
  });

  it.each<FaultName>(['lost-response', 'server-error-after', 'proxy-error-after', 'malformed-create'])(
    'R4: %s is unknown and not sent again',
    async (fault) => {
      simulatorOf(way).setFaults(fault);
      const before = simulatorOf(way).tasks.length;
      expect((await errorOf(send(drive(way), { model: 'veo-3.1' }))).code).toBe('submit_unknown');
      expect(simulatorOf(way).tasks.length).toBe(before + 1);
    },
  );

  it.each<[FaultName, string]>([
    ['poll-rate-limited', 'provider_rate_limited'],
    ['malformed-poll', 'provider_bad_response'],
    ['task-vanishes', 'provider_task_lost'],
  ])('%s leaves the question open: %s', async (fault, code) => {
    simulatorOf(way).setFaults(fault);
    const driver = drive(way);
    expect((await errorOf(poll(driver, await submit(driver)))).code).toBe(code);
  });

  it('R2: a filtered result is moderation, however deep it lies', async () => {
    simulatorOf(way).setFaults('output-moderation');
    const driver = drive(way);
    const handle = await submit(driver);
    simulatorOf(way).advance(20);
    const error = { code: 'moderated_output', retryable: false };
    expect(await poll(driver, handle)).toMatchObject({ state: 'failed', error });
  });

  it('R3: done without a video is a failure of its own', async () => {
    simulatorOf(way).setFaults('done-without-url');
    const driver = drive(way);
    const handle = await submit(driver);
    simulatorOf(way).advance(20);
    if (way === 'openai') {
      expect((await errorOf(firstVideo(driver, handle))).code).toBe('output_missing');
      return;
    }
    expect(await poll(driver, handle)).toMatchObject({ state: 'failed', error: { code: 'output_missing' } });
  });

  it('R15: an undocumented status is running, with a warning', async () => {
    simulatorOf(way).setFaults('unknown-status');
    const driver = drive(way);
    const handle = await submit(driver);
    simulatorOf(way).advance(4);
    expect(await poll(driver, handle)).toMatchObject({ state: 'processing', warnings: [{ kind: 'other' }] });
    simulatorOf(way).advance(10);
    expect((await poll(driver, handle)).state).toBe('completed');
  });

  it('no secret shows up in handles, errors, exchanges or logs', async () => {
    const driver = drive(way);
    const seen: unknown[] = [await submit(driver)];
    simulatorOf(way).setFaults('bad-credentials');
    seen.push(await send(driver, { model: 'veo-3.1' }), driver.exchanges, driver.logged);
    expect(JSON.stringify(seen)).not.toMatch(/simulated-key|PRIVATE KEY|ya29|eyJ/);
  });
});

describe('what each way is sent', () => {
  const frames = (driver: ProviderDriver): Partial<VideoRequest> => ({
    inputs: [driver.file('first_frame', PICTURE), driver.file('last_frame', PICTURE)],
  });
  const BYTES = PICTURE.data.toString('base64');

  it('frames inline and couplings to Google', async () => {
    const driver = drive('express');
    const result = await send(driver, {
      model: 'veo_3_1-fast',
      ...frames(driver),
      durationSeconds: 4,
      resolution: '1080p',
      seed: 7,
      audio: false,
      count: 2,
      cameraMotion: 'pan',
    });
    expect(result).toMatchObject({ outcome: 'accepted', handle: { data: { count: 2 } } });
    expect(JSON.stringify(result)).toMatch(/1080p needs 8 seconds/);
    expect(bodyOf('express')).toEqual({
      instances: [
        {
          prompt: 'a boat. the camera pans slowly sideways',
          image: { bytesBase64Encoded: BYTES, mimeType: 'image/png' },
          lastFrame: { bytesBase64Encoded: BYTES, mimeType: 'image/png' },
        },
      ],
      parameters: { resolution: '1080p', durationSeconds: 8, sampleCount: 2, seed: 7, generateAudio: false },
    });
  });

  it('gs:// results are read from storage with the same proof', async () => {
    const driver = drive('oauth');
    const handle = await submit(driver, 'veo-3.1', {
      providerOptions: { veo: { storageUri: 'gs://bucket/folder/' } },
    });
    vertex.advance(20);
    expect((await firstVideo(driver, handle)).subarray(4, 8).toString()).toBe('ftyp');
    expect(vertex.requests.at(-1)?.path).toMatch(/^\/storage\/v1\/b\/bucket\/o\/folder%2F/);
  });

  it.each([
    ['json', { input_reference: `data:image/png;base64,${BYTES}` }],
    ['json-images', { images: [`data:image/png;base64,${BYTES}`] }],
    ['multipart', { input_reference: { file: 64 } }],
  ])('a picture to an OpenAI-style relay as %s', async (mode, picture) => {
    const driver = drive('openai', { VEO3_BODY_MODE: mode });
    const inputs = [driver.file('first_frame', PICTURE)];
    await submit(driver, 'veo_3_1', { inputs, aspectRatio: '9:16', resolution: '1080p' });
    expect(bodyOf('openai')).toMatchObject({ model: 'veo_3_1', seconds: '8', size: '1080x1920', ...picture });
  });

  it.each([
    ['true', /^data:image/],
    ['false', /^https:\/\/example\.com/],
  ])('VEO3_SKIP_UPLOAD=%s decides between bytes and address', async (skip, reference) => {
    const driver = drive('openai', { VEO3_SKIP_UPLOAD: skip });
    const remote = {
      role: 'first_frame',
      source: { kind: 'url', url: 'https://example.com/a.png' },
    } as const;
    driver.give(remote, PICTURE);
    await submit(driver, 'veo_3_1', { inputs: [remote] });
    expect((bodyOf('openai') as { input_reference: string }).input_reference).toMatch(reference);
  });

  it.each([
    ['veo_3_1-fast', 'veo_3_1', 'veo_3_1'],
    ['my-own-veo', 'veo_3_1', 'my-own-veo'],
    ['my-own-veo', 'veo_3_1-fast', 'veo_3_1-fast'],
  ])('VEO3_MODEL=%s sends %s as %s', async (setting, model, sent) => {
    const driver = drive('openai', { VEO3_MODEL: setting });
    await send(driver, { model });
    expect(relay.requests.at(-1)?.body).toMatchObject({ model: sent });
  });

  it('VEO3_MODEL is the model of requests that name none', () => {
    const { models } = drive('openai', { VEO3_MODEL: 'veo_3_1-fast' }).provider.descriptor;
    expect(models[0].id).toBe('veo-3.1-fast');
  });

  it.each<[string, Record<string, string>, object]>([
    ['as text and pixels', {}, { seconds: '8', size: '720x1280' }],
    [
      'as number and ratio',
      { VEO3_SECONDS_AS: 'number', VEO3_SIZE_AS: 'ratio' },
      { seconds: 8, size: '9x16' },
    ],
  ])('length and shape %s', async (_name, settings, expected) => {
    await submit(drive('openai', settings), 'veo_3_1', { aspectRatio: '9:16' });
    expect(bodyOf('openai')).toMatchObject(expected);
  });

  it('a relay with one length is sent none, and the client is told', async () => {
    const driver = drive('openai', { VEO3_SECONDS_AS: 'none' });
    const result = await send(driver, { model: 'veo_3_1', durationSeconds: 4 });
    expect(result).toMatchObject({ warnings: [{ kind: 'unsupported', field: 'durationSeconds' }] });
    expect(bodyOf('openai')).not.toHaveProperty('seconds');
  });

  it.each<[Partial<VideoRequest>, string]>([
    [{}, 'veo_3_1'],
    [{ aspectRatio: '9:16' }, 'veo-portrait'],
    [{ aspectRatio: '9:16', resolution: '4k' }, 'veo-portrait-4K'],
    [{ resolution: '1080p' }, 'veo_3_1'],
  ])('VEO3_MODEL_NAMES: %j is %s', async (asked, name) => {
    const names = { 'veo-3.1+portrait': 'veo-portrait', 'veo-3.1+portrait+4k': 'veo-portrait-4K' };
    const driver = drive('openai', { VEO3_MODEL_NAMES: JSON.stringify(names) });
    await send(driver, { model: 'veo_3_1', ...asked });
    expect(relay.requests.at(-1)?.body).toMatchObject({ model: name });
  });

  it('VEO3_MODEL_NAMES has a name for first and last frame', async () => {
    const settings = {
      VEO3_MODEL_NAMES: '{"veo-3.1+firstLast":"veo_3_1-fl"}',
      VEO3_BODY_MODE: 'json-images',
    };
    const driver = drive('openai', settings);
    await send(driver, { model: 'veo_3_1', ...frames(driver) });
    expect(relay.requests.at(-1)?.body).toMatchObject({ model: 'veo_3_1-fl' });
  });

  it.each<[Way, string, object]>([
    ['express', 'gs://bucket/clip.mp4', { gcsUri: 'gs://bucket/clip.mp4', mimeType: 'video/mp4' }],
    [
      'gemini',
      'https://api.example/v1beta/files/clip',
      { uri: 'https://api.example/v1beta/files/clip', encoding: 'video/mp4' },
    ],
  ])('over %s a clip of its own is extended by its address', async (way, video, expected) => {
    await submit(drive(way), 'veo-3.1', {
      durationSeconds: 4,
      resolution: '1080p',
      providerOptions: { veo: { video } },
    });
    expect(bodyOf(way)).toMatchObject({
      instances: [{ video: expected }],
      parameters: { resolution: '720p', durationSeconds: 8 },
    });
  });

  const veo = (options: JsonObject): Partial<VideoRequest> => ({ providerOptions: { veo: options } });
  it.each<[Way, Partial<VideoRequest>, RegExp]>([
    ['express', veo({ video: 'https://x.example/clip' }), /video must start with gs:/],
    ['express', veo({ compressionQuality: 'lossless' }), /LOSSLESS needs providerOptions.veo.storageUri/],
    [
      'gemini',
      veo({ personGeneration: 'dont_allow' }),
      /personGeneration must be one of allow_adult, allow_all/,
    ],
  ])('over %s %j is refused', async (way, asked, message) => {
    const result = await send(drive(way), { model: 'veo-3.1', ...asked });
    expect(result).toMatchObject({ outcome: 'rejected', error: { code: 'invalid_parameter' } });
    expect(JSON.stringify(result)).toMatch(message);
  });

  it('over gemini pictures go with allow_adult only', async () => {
    const driver = drive('gemini');
    const options = veo({ personGeneration: 'allow_all' });
    expect(await send(driver, { model: 'veo-3.1', ...options, ...frames(driver) })).toMatchObject({
      outcome: 'rejected',
      error: { param: 'providerOptions.veo.personGeneration' },
    });
  });

  it('Google’s spelling of what counts, warnings for what does not', async () => {
    const options = { compressionQuality: 'optimized', resizeMode: 'crop', fps: 30 };
    const result = await send(drive('express'), {
      model: 'veo-3.1-lite',
      ...veo({ ...options, video: 'gs://b/c' }),
    });
    const fields = ['fps', 'resizeMode', 'video'].map((name) => ({ field: `providerOptions.veo.${name}` }));
    expect(result).toMatchObject({ outcome: 'accepted', warnings: fields });
    expect(bodyOf('express')).toMatchObject({ parameters: { compressionQuality: 'OPTIMIZED' } });
  });

  it.each<[string, number]>([
    ['veo2', 0],
    ['veo2-fast', 0],
    ['veo2-pro', 0],
    ['veo2-fast-frames', 2],
    ['veo2-fast-components', 3],
    ['veo3', 0],
    ['veo3-fast', 0],
    ['veo3-pro', 0],
    ['veo3-pro-frames', 1],
    ['veo3.1', 2],
    ['veo3.1-fast', 2],
  ])('%s goes to /v1/video/create with %i pictures at most', async (model, images) => {
    const driver = drive('create');
    const roles = model.endsWith('components')
      ? (['reference', 'reference', 'reference'] as const)
      : (['first_frame', 'last_frame'] as const);
    const inputs = roles.slice(0, images).map((role) => driver.file(role, PICTURE));
    const hasShape = model.startsWith('veo3');
    await submit(driver, model, { inputs, enhancePrompt: true, ...(hasShape && { aspectRatio: '9:16' }) });
    expect(bodyOf('create')).toEqual({
      model,
      prompt: 'a boat',
      enhance_prompt: true,
      ...(hasShape && { aspect_ratio: '9:16' }),
      ...(images > 0 && { images: inputs.map(() => `data:image/png;base64,${BYTES}`) }),
    });
    const one = driver.file(roles[0], PICTURE);
    const tooMany = Array.from({ length: 4 }, () => one);
    expect(() => driver.request({ model, inputs: tooMany })).toThrow(/at most|takes no/);
  });
});

describe('accounts and tokens', () => {
  it('one token serves many calls, until shortly before it ends', async () => {
    const driver = drive('oauth');
    const grants = (): number =>
      vertex.requestsTo('POST', /^\/token$/).filter(({ status }) => status === 200).length;
    const before = grants();
    await submit(driver);
    await submit(driver);
    expect(grants()).toBe(before + 1);
    driver.clock = { now: () => Date.now() + 3_400_000 };
    await submit(driver);
    expect(grants()).toBe(before + 2);
  });

  it('a withdrawn token is replaced once', async () => {
    const driver = drive('oauth');
    const handle = await submit(driver);
    withdrawTokens();
    expect((await poll(driver, handle)).state).toMatch(/queued|processing/);
  });

  it('R36: signs with Google’s clock when ours is wrong', async () => {
    const driver = drive('oauth');
    driver.clock = { now: () => Date.now() + 3_600_000 };
    await submit(driver);
    expect(JSON.stringify(driver.logged)).toMatch(/clock of this machine/);
  });

  it('R22: an express key goes without a project, a service account with one', async () => {
    await submit(drive('express'));
    await submit(drive('oauth'));
    const paths = vertex.requestsTo('POST', /predictLongRunning$/).map(({ path }) => path);
    expect(paths.slice(-2)).toEqual([
      '/v1/publishers/google/models/veo-3.1-generate-001:predictLongRunning',
      '/v1/projects/simulated-project/locations/us-central1/publishers/google/models/veo-3.1-generate-001:predictLongRunning',
    ]);
  });

  it('R18: a dead link is asked for again, a second dead one is expired', async () => {
    gemini.setFaults('link-expired-once');
    const driver = drive('gemini');
    const handle = await submit(driver);
    gemini.advance(20);
    expect((await errorOf(firstVideo(driver, handle))).code).toBe('output_expired');
    expect((await firstVideo(driver, handle)).length).toBeGreaterThan(100);
  });

  it('several accounts over several ways', async () => {
    const accounts = [
      { id: 'main', transport: 'vertex', apiKey: 'simulated-key', baseUrl: vertex.url, weight: 3 },
      {
        id: 'spare',
        transport: 'relay-openai',
        apiKey: 'simulated-key',
        baseUrl: relay.url,
        maxConcurrent: 1,
      },
    ];
    const driver = driveVeo({ VEO_CREDENTIALS: JSON.stringify(accounts) });
    drivers.push(driver);
    expect(driver.provider.credentials).toMatchObject([
      { id: 'main', weight: 3, usual: { maxConcurrent: 5, requestsPerMinute: 50 } },
      {
        id: 'spare',
        weight: 1,
        maxConcurrent: 1,
        usual: { poll: { firstSeconds: 5, maxIntervalSeconds: 30 } },
      },
    ]);
    expect(driver.provider.credentials[1].usual?.requestsPerMinute).toBeUndefined();
    driver.credentialId = 'spare';
    const handle = await submit(driver);
    expect(handle).toMatchObject({ transport: 'relay-openai', credentialId: 'spare', model: 'veo_3_1' });
    expect((await errorOf(poll(driver, { ...handle, region: vertex.url }))).code).toBe('credential_gone');
    expect((await errorOf(poll(driver, { ...handle, credentialId: 'gone' }))).code).toBe('credential_gone');
  });
});
