import { basename } from 'node:path';

const URL_FORM = /^[a-z][a-z0-9+.-]+:\/\//i;

export const isUrl = (path: string): boolean => URL_FORM.test(path);

/** Name of the file that a draft means, on whatever system or server it was. */
export function mediaName(path: string): string {
  return basename(isUrl(path) ? path.replace(/[?#].*$/, '') : path.replaceAll('\\', '/'));
}
