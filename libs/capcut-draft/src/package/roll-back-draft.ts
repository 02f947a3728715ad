import { readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { GatewayError } from '@onereel/core';
import { isUntouched, readReceipt } from './install-receipt';
import { replaceFile, slashes } from './install-files';
import { ROOT_META, withoutDraftEntry } from './root-meta-info';

/**
 * Takes an installed draft back: its folder and its entry in the index of the start window. The application should be closed.
 * @param force also when the draft was edited since
 * @throws GatewayError `not_found` (not installed by `installDraft`), `conflict` (edited since)
 */
export async function rollBackDraft(folder: string, force = false): Promise<void> {
  const receipt = await readReceipt(folder);
  if (!receipt)
    throw new GatewayError('not_found', {
      message: `${folder} was not installed by onereel draft install; delete it in the application.`,
    });
  if (!force && !(await isUntouched(folder, receipt)))
    throw new GatewayError('conflict', {
      message: `${basename(folder)} was edited since it was installed; --force removes it with these edits.`,
    });
  const index = join(dirname(folder), ROOT_META);
  const before = await readFile(index, 'utf8').catch(() => undefined);
  if (before !== undefined)
    await replaceFile(index, withoutDraftEntry(before, slashes(folder), receipt.draftId));
  await rm(folder, { recursive: true, force: true });
}
