import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { InputReader, LocalInput, VideoInput } from '@onereel/core';
import type { ArtifactStore } from '@onereel/core/engine';
import type { SafeFetch } from '@onereel/core/http';

export interface TaskInputsOptions {
  readonly artifacts: ArtifactStore;
  readonly fetch: SafeFetch;
  /** Created on first use, removed by `dispose`. */
  readonly folder: string;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** A URL of a stored file that a vendor can fetch. */
  readonly publicUrl?: (artifactKey: string) => string;
}

/** The inputs of one submission; remote ones are fetched once. */
export class TaskInputs implements InputReader {
  private readonly opened = new Map<VideoInput['source'], Promise<LocalInput>>();
  private readonly releases: (() => Promise<void>)[] = [];
  private hasFolder = false;

  constructor(private readonly options: TaskInputsOptions) {}

  file(input: VideoInput): Promise<LocalInput> {
    const known = this.opened.get(input.source);
    if (known !== undefined) return known;
    const opening = this.open(input);
    this.opened.set(input.source, opening);
    return opening;
  }

  async base64(input: VideoInput): Promise<{ readonly data: string; readonly mediaType: string }> {
    const { path, mediaType } = await this.file(input);
    return { data: await readFile(path, 'base64'), mediaType };
  }

  url({ source }: VideoInput): Promise<string | undefined> {
    return Promise.resolve(source.kind === 'url' ? source.url : this.options.publicUrl?.(source.key));
  }

  async dispose(): Promise<void> {
    await Promise.all(this.releases.map((release) => release()));
    if (this.hasFolder) await rm(this.options.folder, { recursive: true, force: true });
  }

  private async open({ role, source }: VideoInput): Promise<LocalInput> {
    const { artifacts, fetch, folder, maxBytes, signal } = this.options;
    if (source.kind === 'stored') {
      const { path, release } = await artifacts.local(source.key);
      this.releases.push(release);
      return { path, mediaType: source.mediaType, bytes: source.bytes };
    }
    this.hasFolder = true;
    await mkdir(folder, { recursive: true });
    const path = join(folder, `input-${this.opened.size}`);
    const accept = [role === 'source_video' ? 'video' : 'image'] as const;
    const { bytes, mediaType } = await fetch.toFile(
      { url: source.url, maxBytes, accept, signal, purpose: 'input', field: role },
      path,
    );
    return { path, bytes, mediaType };
  }
}
