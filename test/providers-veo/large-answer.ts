import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { driveVeo, poll } from './veo-driver';

/* A child process: Vertex AI answers with a video of so many megabytes inside the JSON. Prints what was read and the peak of memory. */

const MEGABYTES = Number(process.argv[2]);
const PIECE = Buffer.alloc(768 * 1024, 'video').toString('base64');

async function main(): Promise<void> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"name":"o","done":true,"response":{"videos":[{"bytesBase64Encoded":"');
    let left = MEGABYTES;
    const send = (): void => {
      while (left > 0) {
        left -= 1;
        if (!response.write(PIECE)) return void response.once('drain', send);
      }
      response.end('","mimeType":"video/mp4"}]}}');
    };
    send();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const driver = driveVeo({ VEO_VERTEX_BASE_URL: url, VEO_VERTEX_API_KEY: 'a-key' });
  const handle = {
    v: 1,
    id: 'projects/p/locations/l/publishers/google/models/m/operations/o',
    transport: 'vertex',
    credentialId: 'vertex',
    region: url,
  };
  global.gc?.();
  const before = process.memoryUsage();
  let peak = 0;
  const measure = (): void => {
    const { heapUsed, external } = process.memoryUsage();
    peak = Math.max(peak, heapUsed + external - before.heapUsed - before.external);
  };
  const timer = setInterval(measure, 5);
  const result = await poll(driver, handle);
  if (result.state !== 'completed') throw new Error(JSON.stringify(result));
  const opened = await driver.provider.openOutput?.(result.outputs[0], handle, driver.context());
  let bytes = 0;
  for await (const chunk of opened?.stream ?? []) {
    bytes += (chunk as Buffer).length;
    measure();
  }
  clearInterval(timer);
  process.stdout.write(JSON.stringify({ bytes, peakMegabytes: Math.round(peak / 1024 / 1024) }));
  driver.close();
  server.close();
  server.closeAllConnections();
}

void main();
