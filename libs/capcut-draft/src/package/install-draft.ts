import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { GatewayError } from '@onereel/core';
import type { DraftFinding } from '../draft/check/check-draft';
import { isJsonObject, type JsonObject } from '../draft/json/json-value';
import { parseJson } from '../draft/json/parse-json';
import { printJson } from '../draft/json/print-json';
import { stringOr } from '../draft/model/draft-document';
import { commonFolder } from '../draft/read/choose-timeline';
import { diagnoseFolder } from './diagnose-folder';
import { replaceFile, slashes } from './install-files';
import { writeReceipt } from './install-receipt';
import { openArchive, type Archive } from './read-archive';
import { readFolder } from './read-folder';
import { ROOT_META, withDraftEntry } from './root-meta-info';
import { folderName } from './write-archive';

export interface InstallOptions {
  /** The zip of `GET …/package`. */
  readonly archive: string;
  /** The application's folder of all drafts. */
  readonly draftsFolder: string;
}

export interface InstalledDraft {
  readonly folder: string;
  /** What `doctor` says about the folder afterwards. */
  readonly findings: readonly DraftFinding[];
  /** Takes everything back: the folder and the entry in the index. */
  rollBack(): Promise<void>;
}

/**
 * Puts a package where the application finds it and enters it in the index of the start window. The application should be closed.
 * All or nothing: when a step fails or the installed folder has errors, what was done is taken back.
 * @throws GatewayError `draft_invalid` (bad archive, or errors after installing), `conflict` (a draft of that name exists), `not_found` (no such folder)
 */
export async function installDraft({ archive: path, draftsFolder }: InstallOptions): Promise<InstalledDraft> {
  await stat(draftsFolder).catch((cause: unknown) => {
    throw new GatewayError('not_found', {
      message: `There is no folder ${draftsFolder}; start the application once or name its drafts folder.`,
      cause,
    });
  });
  const archive = await openArchive(path);
  try {
    const inside = commonFolder(archive.files.map((file) => file.path));
    const folder = join(draftsFolder, folderName(inside.replace(/\/$/, ''), 'OneReel draft'));
    if (await exists(folder))
      throw new GatewayError('conflict', { message: `${folder} exists already; delete or rename it first.` });
    const rootMeta = join(draftsFolder, ROOT_META);
    const before = await readFile(rootMeta, 'utf8').catch(() => undefined);
    const rollBack = async (): Promise<void> => {
      await rm(folder, { recursive: true, force: true });
      if (before === undefined) await rm(rootMeta, { force: true });
      else await replaceFile(rootMeta, before);
    };
    try {
      await unpack(archive, inside, folder);
      const { meta, timelineFile } = await completeMeta(folder, draftsFolder);
      await writeReceipt(folder, stringOr(meta.draft_id, ''), timelineFile);
      await replaceFile(
        rootMeta,
        withDraftEntry(before, slashes(draftsFolder), slashes(folder), timelineFile, meta),
      );
      return { folder, findings: await verified(folder), rollBack };
    } catch (error) {
      await rollBack();
      throw error;
    }
  } finally {
    archive.close();
  }
}

async function unpack(archive: Archive, inside: string, folder: string): Promise<void> {
  const root = resolve(folder);
  for (const file of archive.files) {
    if (!file.path.startsWith(inside)) continue;
    const target = resolve(root, file.path.slice(inside.length));
    if (!target.startsWith(root + sep))
      throw new GatewayError('draft_invalid', {
        message: 'The archive holds a file that leads out of its folder.',
      });
    await mkdir(dirname(target), { recursive: true });
    await pipeline(await file.open(), createWriteStream(target, { flags: 'wx' }));
  }
}

/** Fills in where the draft lies, which only the machine it is installed on knows. */
async function completeMeta(
  folder: string,
  root: string,
): Promise<{ meta: JsonObject; timelineFile: string }> {
  const path = join(folder, 'draft_meta_info.json');
  const parsed = parseJson(await readFile(path, 'utf8'));
  if (!isJsonObject(parsed))
    throw new GatewayError('draft_invalid', { message: 'draft_meta_info.json is not an object.' });
  const meta: JsonObject = { ...parsed, draft_fold_path: slashes(folder), draft_root_path: slashes(root) };
  await replaceFile(path, printJson(meta));
  const timelineFile = (await exists(join(folder, 'draft_content.json')))
    ? 'draft_content.json'
    : 'draft_info.json';
  return { meta: { ...meta, draft_name: stringOr(meta.draft_name, '') }, timelineFile };
}

async function verified(folder: string): Promise<DraftFinding[]> {
  const findings = diagnoseFolder(await readFolder(folder));
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (errors.length === 0) return findings;
  const list = errors.slice(0, 3).map((finding) => `${finding.at}: ${finding.problem}`);
  throw new GatewayError('draft_invalid', {
    message: `The installed draft has ${errors.length} errors (${list.join('; ')}); everything was taken back.`,
  });
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
