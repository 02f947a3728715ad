import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  serveFiles,
  startDraftService,
  type Answer,
  type Body,
  type DraftServiceUnderTest,
  type FileServer,
} from './draft-service';
import { sampleMedia } from './sample-media';

type ServiceOptions = NonNullable<Parameters<typeof startDraftService>[0]>;

export interface Drafts {
  readonly service: DraftServiceUnderTest;
  /** Serves the media. */
  readonly files: FileServer;
  readonly url: string;
  /** Empty at first, removed at the end. */
  readonly folder: string;
  /** Address of a sample file. */
  at(name: string): string;
  post: DraftServiceUnderTest['post'];
  send: DraftServiceUnderTest['send'];
  /** A new draft, as create_draft answers it. */
  create(body?: object): Promise<Body>;
  /** A further service, gone with the others. */
  another(options: ServiceOptions): Promise<DraftServiceUnderTest>;
}

/** A service, media served over HTTP and a folder for one test file: there before its first test, gone after its last. */
export function useDrafts(
  options: (folder: string) => ServiceOptions | Promise<ServiceOptions> = () => ({}),
  media: () => Promise<Record<string, Buffer>> | Record<string, Buffer> = sampleMedia,
): Drafts {
  let service: DraftServiceUnderTest;
  let files: FileServer;
  let folder: string;
  const further: DraftServiceUnderTest[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'use-drafts-'));
    files = await serveFiles(await media());
    service = await startDraftService(await options(folder));
  }, 60_000);
  afterAll(async () => {
    for (const each of [service, ...further]) await each.close();
    await files.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    get service() {
      return service;
    },
    get files() {
      return files;
    },
    get url() {
      return service.url;
    },
    get folder() {
      return folder;
    },
    at: (name) => `${files.url}/${name}`,
    post: (...call): Promise<Answer> => service.post(...call),
    send: (...call): Promise<Answer> => service.send(...call),
    create: async (body = {}) => (await service.post('create_draft', body)).body,
    another: async (more) => {
      const started = await startDraftService(more);
      further.push(started);
      return started;
    },
  };
}
