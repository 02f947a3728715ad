import type { MediaProcess } from '@onereel/core/media';

/** What a command talks to; the host provides it, so that commands run in tests as they do in a terminal. */
export interface CommandIo {
  readonly media: MediaProcess;
  /** Folder for temporary files. */
  readonly tempDir: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** True when progress may rewrite its line. */
  readonly interactive: boolean;
  readonly signal?: AbortSignal;
}
