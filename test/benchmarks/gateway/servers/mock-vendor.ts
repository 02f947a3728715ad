import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The cheapest vendor possible: takes every task, keeps it running until told otherwise. Speaks what the benchmark's provider asks
 * (`/tasks`) and what Portkey forwards (`/v1/videos`).
 */
let serial = 0;
let finished = false;

const server = createServer((request, response) => {
  request.resume();
  request.once('end', () => {
    const created = request.method === 'POST';
    const id = created ? `v${(serial += 1)}` : (request.url ?? '').split('/').pop();
    const state = finished ? { state: 'failed' } : { state: 'running' };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(created ? { id, object: 'video', status: 'queued' } : { id, ...state }));
  });
});

process.on('message', (message) => {
  if (message !== 'finish') return;
  finished = true;
  process.send?.({ finishedAt: Date.now() });
});

server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
