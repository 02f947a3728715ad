import { CallContext, ProviderHttpRequest, ProviderHttpResponse } from '@onereel/core';
import { KlingClient } from './kling-client';

const client = new KlingClient({
  baseUrl: 'https://kling.example',
  style: 'legacy',
  credentials: [{ id: 'default', weight: 1, accessKey: 'ak', secretKey: 'sk' }],
});

/** A call against recorded answers, in order; returns what was sent. */
function against(...answers: Partial<ProviderHttpResponse>[]): {
  context: CallContext;
  sent: ProviderHttpRequest[];
} {
  const sent: ProviderHttpRequest[] = [];
  const log = { debug: () => undefined, warn: () => undefined };
  const request = (call: ProviderHttpRequest): Promise<ProviderHttpResponse> => {
    sent.push(call);
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    return Promise.resolve({ status: 200, headers: {}, text: '', json: undefined, ...answer });
  };
  const context = {
    signal: new AbortController().signal,
    http: { request, stream: () => Promise.reject(new Error('no streams')) },
    clock: { now: () => 1_795_161_600_000 },
    log,
    credentialId: 'default',
  };
  return { context, sent };
}

const NO_SUCH_TASK = { status: 404, json: { code: 1203, message: 'no such task' } };
const NOT_YET_VALID = { status: 401, json: { code: 1003, message: 'not yet valid' } };

describe('KlingClient.find', () => {
  it("believes Kling's own no", async () => {
    const { context } = against(NO_SUCH_TASK);
    expect(await client.find({ path: '/x' }, context)).toBeUndefined();
  });

  it.each([
    ['a bare 404', { status: 404, text: '<html>' }],
    ['a refusal', { status: 401, json: { code: 1002 } }],
    ['trouble', { status: 500, json: { code: 5000 } }],
    ['no data', { json: { code: 0 } }],
  ])('does not take %s for proof', async (_name, answer) => {
    await expect(client.find({ path: '/x' }, against(answer).context)).rejects.toThrow();
  });
});

describe('KlingClient.call', () => {
  it('signs again once with the clock of the vendor, and keeps it', async () => {
    const date = new Date(1_795_161_600_000 - 600_000).toUTCString();
    const { context, sent } = against(
      { ...NOT_YET_VALID, headers: { date } },
      { json: { code: 0, data: {} } },
    );
    await client.call({ method: 'GET', path: '/x' }, context);
    await client.call({ method: 'GET', path: '/x' }, context);
    const [first, second, third] = sent.map(({ headers }) => headers?.authorization);
    expect(sent.length).toBe(3);
    expect(second).not.toBe(first);
    expect(third).toBe(second);
  });

  it.each([
    ['the clock still does not fit', { ...NOT_YET_VALID, headers: { date: new Date(0).toUTCString() } }, 2],
    ['the vendor does not tell its time', NOT_YET_VALID, 1],
  ])('gives up when %s', async (_name, answer, calls) => {
    const { context, sent } = against(answer);
    expect((await client.call({ method: 'POST', path: '/x' }, context)).status).toBe(401);
    expect(sent.length).toBe(calls);
  });
});
