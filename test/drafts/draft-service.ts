import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { CapcutDraftModule, type CapcutDraftDependencies } from '@onereel/capcut-draft';
import { GatewayError, setCaller } from '@onereel/core';
import { createSafeFetch } from '@onereel/core/http';
import { createMediaProcess, type MediaProcess } from '@onereel/core/media';
import { FileArtifactStore } from '../../apps/gateway/src/infrastructure/embedded/file-artifact-store';
import { SqliteDatabase } from '../../apps/gateway/src/infrastructure/embedded/sqlite-database';
import { drafts } from '../../apps/gateway/src/infrastructure/sql/drafts-migration';
import { SqliteMaterialUses } from '../../apps/gateway/src/infrastructure/embedded/sqlite-material-uses';
import { SqliteDraftStore } from '../../apps/gateway/src/infrastructure/embedded/sqlite-draft-store';

export const PREFIX = '/openapi/capcut-mate/v1';

export interface DraftServiceUnderTest {
  readonly url: string;
  readonly folder: string;
  readonly app: NestExpressApplication;
  /** POSTs to a capcut-mate route and gives the answer with its status. */
  post(route: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

// The shapes differ per route; tests look into them freely.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Body = any;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Stands for the filter of the host, which words the errors of the native routes. */
@Catch()
class NativeErrors implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const error = GatewayError.isInstance(thrown)
      ? thrown
      : new GatewayError('internal_error', { cause: thrown });
    const response = http.getResponse<ServerResponse>();
    response.writeHead(error.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ code: error.code, message: error.message }));
  }
}

/** A real service on a free port: SQLite, files, ffprobe; `folder` may be used again to start it anew over the same data. */
export async function startDraftService(
  options: Partial<CapcutDraftDependencies> & {
    folder?: string;
    owner?: (request: IncomingMessage) => string | undefined;
  } = {},
): Promise<DraftServiceUnderTest> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'draft-service-')));
  const database = await SqliteDatabase.open(join(folder, 'onereel.db'));
  await drafts.up(database.query);
  const artifacts = options.artifacts ?? (await FileArtifactStore.open(join(folder, 'artifacts')));
  const fetchFiles = createSafeFetch({ allowPrivateHosts: ['127.0.0.1'] });
  let url = '';
  const module = CapcutDraftModule.register({
    useFactory: (): CapcutDraftDependencies => ({
      store: new SqliteDraftStore(database),
      index: new SqliteMaterialUses(database),
      artifacts,
      fetch: fetchFiles,
      media: mediaProcess(),
      tempDir: join(folder, 'temp'),
      publicUrl: () => url,
      ...options,
    }),
  });
  const app = await NestFactory.create<NestExpressApplication>(module, {
    logger: ['error'],
    bodyParser: false,
  });
  app.useBodyParser('json', { limit: '20mb', type: ['application/json'] });
  app.use((request: IncomingMessage, _: unknown, next: () => void) => {
    const owner = options.owner ? options.owner(request) : 'me';
    if (owner !== undefined) setCaller(request, { ownerId: owner });
    next();
  });
  app.useGlobalFilters(new NativeErrors());
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    call(`${url}${path}`, method, body, headers);
  return {
    url,
    folder,
    app,
    send,
    post: (route, body, headers) => send('POST', `${PREFIX}/${route}`, body, headers),
    close: async () => {
      await app.close();
      fetchFiles.close();
      await database.close();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

export function mediaProcess(): MediaProcess {
  return createMediaProcess({ ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' });
}

async function call(
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answer> {
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(url, {
    method,
    headers: {
      ...(body !== undefined && !raw && { 'content-type': 'application/json' }),
      'accept-language': 'en',
      ...headers,
    },
    ...(body !== undefined && { body: raw ? (body as string) : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
}

export interface FileServer {
  readonly url: string;
  /** How often each path was fetched. */
  readonly hits: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Serves named bytes over real HTTP. */
export async function serveFiles(files: Readonly<Record<string, Buffer>>): Promise<FileServer> {
  const hits = new Map<string, number>();
  const server: Server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    hits.set(path, (hits.get(path) ?? 0) + 1);
    const bytes = files[path.slice(1)];
    response.writeHead(bytes ? 200 : 404, { 'content-length': bytes?.length ?? 0 }).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hits,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
