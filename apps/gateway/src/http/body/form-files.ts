/** A file of a form, on local disk until the request is answered. */
export interface FormFile {
  /** As the client named it: `input_reference`, `images[]`. */
  readonly field: string;
  /** The name without brackets: `input_reference`, `images`. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** What the client claims; never to be trusted. */
  readonly claimedMediaType: string;
  readonly claimedFilename?: string;
}

const FORM_FILES = Symbol.for('onereel.form-files');

/** Files that came with this request; empty for JSON bodies. Gone once the request is answered. */
export const formFiles = (request: object): readonly FormFile[] =>
  ((request as Record<symbol, unknown>)[FORM_FILES] as readonly FormFile[] | undefined) ?? [];

export function setFormFiles(request: object, files: readonly FormFile[]): void {
  Object.defineProperty(request, FORM_FILES, { value: files, configurable: true });
}
