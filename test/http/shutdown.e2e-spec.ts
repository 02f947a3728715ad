import { connect } from 'node:net';
import { closeGracefully } from '../../apps/gateway/src/http/server/close-gracefully';
import { TEST_KEY, type TestGateway, startTestGateway } from './test-gateway';

const GRACE_MS = 400;

/** A connection with a request whose body is still under way. */
function openRequest(
  gateway: TestGateway,
  body: string,
): Promise<{ finish(): void; answer: Promise<string> }> {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  const answer = new Promise<string>((resolve) => {
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.once('close', () => resolve(text));
    socket.once('error', () => undefined);
  });
  const head = [
    'POST /v1/videos HTTP/1.1',
    'Host: 127.0.0.1',
    `Authorization: Bearer ${TEST_KEY}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  return new Promise((resolve) => {
    socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, 1)}`, () => {
      setTimeout(() => resolve({ finish: () => socket.write(body.slice(1)), answer }), 50);
    });
  });
}

describe('closeGracefully', () => {
  it('takes no new connections and lets a running request finish', async () => {
    const gateway = await startTestGateway();
    const running = await openRequest(gateway, '{"seconds": "many"}');
    const closed = closeGracefully(gateway.app, GRACE_MS);
    await expect(gateway.fetch('/health/live')).rejects.toThrow();
    running.finish();
    expect(await running.answer).toContain('HTTP/1.1 400');
    await closed;
    await gateway.close();
  });

  it('ends event streams at once', async () => {
    const gateway = await startTestGateway();
    const created = await gateway.fetch('/v1/videos', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'sandbox', prompt: 'sea', seconds: '10' }),
    });
    const { id } = (await created.json()) as { id: string };
    const stream = await gateway.fetch(`/api/v1/tasks/${id}/events`);
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    const text = stream.text();
    const started = Date.now();
    const closed = closeGracefully(gateway.app, 20_000);
    expect(await text).toContain('event: task');
    expect(Date.now() - started).toBeLessThan(1_000);
    await closed;
    await gateway.close();
  });

  it('cuts what does not finish in time', async () => {
    const gateway = await startTestGateway();
    const hanging = await openRequest(gateway, '{"never": "ends"}');
    const started = Date.now();
    await closeGracefully(gateway.app, GRACE_MS);
    expect(await hanging.answer).toBe('');
    expect(Date.now() - started).toBeGreaterThanOrEqual(GRACE_MS - 20);
    expect(Date.now() - started).toBeLessThan(GRACE_MS + 3_000);
    await gateway.close();
  });
});
