import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isJsonObject } from '../draft/json/json-value';
import { parseJson } from '../draft/json/parse-json';
import { printJson } from '../draft/json/print-json';
import { stringOr } from '../draft/model/draft-document';

const RECEIPT = 'onereel_install.json';

/** What an installation leaves in the draft folder, so that it can be taken back later. */
export interface InstallReceipt {
  readonly draftId: string;
  /** The timeline as it was installed. */
  readonly timelineFile: string;
  readonly timelineSha256: string;
}

export async function writeReceipt(folder: string, draftId: string, timelineFile: string): Promise<void> {
  const receipt = {
    draft_id: draftId,
    timeline: timelineFile,
    sha256: await hashOf(join(folder, timelineFile)),
  };
  await writeFile(join(folder, RECEIPT), printJson(receipt));
}

/** `undefined` for folders this product did not install. */
export async function readReceipt(folder: string): Promise<InstallReceipt | undefined> {
  const text = await readFile(join(folder, RECEIPT), 'utf8').catch(() => undefined);
  const parsed = text === undefined ? undefined : parseJson(text);
  if (!isJsonObject(parsed)) return undefined;
  return {
    draftId: stringOr(parsed.draft_id, ''),
    timelineFile: stringOr(parsed.timeline, ''),
    timelineSha256: stringOr(parsed.sha256, ''),
  };
}

/** Whether the timeline still is what was installed. */
export async function isUntouched(folder: string, receipt: InstallReceipt): Promise<boolean> {
  const now = await hashOf(join(folder, receipt.timelineFile)).catch(() => undefined);
  return now === receipt.timelineSha256;
}

async function hashOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
