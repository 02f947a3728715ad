import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';

interface Timeline {
  tracks: { segments: object[] }[];
  materials: Record<string, object[]>;
}

export interface WholeDraftServer {
  /** Adds one caption, as a client would. */
  edit(): Promise<void>;
  close(): Promise<void>;
}

/**
 * capcut-mate's cost model: the draft lives in memory, and every edit prints the whole of it twice, indented by 4, into two
 * files before it answers. Everything else costs nothing here: no checks, no catalogue, no flush.
 */
export async function startWholeDraftServer(timeline: string): Promise<WholeDraftServer> {
  const draft = JSON.parse(timeline) as Timeline;
  const last = draft.tracks.at(-1);
  const track = { ...last, segments: last?.segments.slice(0, 1) ?? [] };
  const text = draft.materials.texts?.at(-1) ?? { id: 't', content: '{}' };
  const folder = await mkdtemp(join(tmpdir(), 'whole-draft-'));
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      await json(request);
      draft.tracks.push(structuredClone(track));
      (draft.materials.texts ??= []).push(structuredClone(text));
      for (const name of ['draft_content.json', 'draft_info.json'])
        await writeFile(join(folder, name), JSON.stringify(draft, null, 4));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"code":0}');
    };
    void answer();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const body = JSON.stringify({ captions: [{ start: 0, end: 1e6, text: 'one more' }] });
  return {
    edit: async () => {
      await (await fetch(url, { method: 'POST', body })).json();
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
