import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { PROFILE_NAMES } from '@onereel/capcut-draft';
import { ZipFile } from 'yazl';
import { DRAFTS, FRESH, MATE, NO_REVISION, row, type RouteRow, STALE, UNKNOWN_DRAFT } from './route-row';

const OWN = `${DRAFTS}/{id}`;
const NONE = `${DRAFTS}/${UNKNOWN_DRAFT}`;
const LONG = 'x'.repeat(201);
const TIMELINE = '{"fps":30.0,"tracks":[],"materials":{}}';
const ENCRYPTED = /JianYing 6.*5\.9.*CapCut.*Combination/;

async function zipped(name: string, text: string): Promise<Pick<RouteRow, 'body' | 'headers'>> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(text), name);
  zip.end();
  const body = await buffer(zip.outputStream as Readable);
  return { body, headers: { 'content-type': 'application/zip' } };
}
const JSON_BODY = { headers: { 'content-type': 'application/json' } };

/** Drafts as resources: made, listed, read, changed as a whole, taken in and given out. */
export async function resourceRows(): Promise<readonly RouteRow[]> {
  return [
    row('create', `POST ${DRAFTS}`, 201, {
      body: { name: 'a', width: 720 },
      answer: { width: 720, revision: 1 },
    }),
    row('create: no pixels', `POST ${DRAFTS}`, 400, { body: { width: 0 }, param: 'width' }),
    row('create: a name too long', `POST ${DRAFTS}`, 400, { body: { name: LONG }, param: 'name' }),
    row('list', `GET ${DRAFTS}?limit=1&search=Tea`, 200, { answer: { drafts: [{ name: 'Tea' }] } }),
    row('list: nothing found', `GET ${DRAFTS}?search=nothing`, 200, { answer: { drafts: [] } }),
    row('list: limit 0', `GET ${DRAFTS}?limit=0`, 400, { param: 'limit' }),
    row('list: limit is text', `GET ${DRAFTS}?limit=many`, 400, { param: 'limit' }),
    row('get', `GET ${OWN}`, 200, {
      answer: {
        revision: 2,
        segments: 3,
        findings: [],
        revisions: [{ label: 'add_captions' }, { revision: 1 }],
      },
    }),
    row('get: unknown', `GET ${NONE}`, 404, { param: 'draft_id' }),
    row('delete', `DELETE ${OWN}`, 204),
    row('delete at its revision', `DELETE ${OWN}`, 204, { headers: FRESH }),
    row('delete: it has moved on', `DELETE ${OWN}`, 412, { headers: STALE, param: 'If-Match' }),
    row('delete: unknown', `DELETE ${NONE}`, 404, { param: 'draft_id' }),
    row('undo', `POST ${OWN}/undo`, 200, { body: { revision: 1 }, answer: { revision: 3, segments: 0 } }),
    row('undo at its revision', `POST ${OWN}/undo`, 200, { body: { revision: 1 }, headers: FRESH }),
    row('undo: it has moved on', `POST ${OWN}/undo`, 412, {
      body: { revision: 1 },
      headers: STALE,
      param: 'If-Match',
    }),
    row('undo: no revision in If-Match', `POST ${OWN}/undo`, 400, {
      body: { revision: 1 },
      headers: NO_REVISION,
      param: 'If-Match',
    }),
    row('undo: to nothing', `POST ${OWN}/undo`, 400, { body: {}, param: 'revision' }),
    row('undo: to the future', `POST ${OWN}/undo`, 404, { body: { revision: 9 }, param: 'revision' }),
    row('undo: unknown', `POST ${NONE}/undo`, 404, { body: { revision: 1 }, param: 'draft_id' }),
    row('duplicate', `POST ${OWN}/duplicate`, 201, {
      body: { name: 'b' },
      answer: { name: 'b', segments: 3, revision: 1 },
    }),
    row('duplicate without a body', `POST ${OWN}/duplicate`, 201, { answer: { name: 'Tea' } }),
    row('duplicate: a name too long', `POST ${OWN}/duplicate`, 400, { body: { name: LONG }, param: 'name' }),
    row('duplicate: unknown', `POST ${NONE}/duplicate`, 404, { body: {}, param: 'draft_id' }),
    row('import JSON', `POST ${DRAFTS}/import?name=c`, 201, {
      ...JSON_BODY,
      body: TIMELINE,
      answer: { name: 'c' },
    }),
    row('import a zip', `POST ${DRAFTS}/import`, 201, {
      ...(await zipped('Film/draft_info.json', TIMELINE)),
      answer: { name: 'Film', warnings: [] },
    }),
    row('import: a name too long', `POST ${DRAFTS}/import?name=${LONG}`, 400, { body: {}, param: 'name' }),
    row('import: an encrypted timeline as JSON', `POST ${DRAFTS}/import`, 400, {
      ...JSON_BODY,
      body: 'k3v9Zp0aQ1==',
      answer: { error: { code: 'draft_encrypted' } },
    }),
    row('import: another JSON', `POST ${DRAFTS}/import`, 400, {
      body: { a: 1 },
      answer: { error: { code: 'draft_invalid' } },
    }),
    row('import: a zip without a timeline', `POST ${DRAFTS}/import`, 400, {
      ...(await zipped('a.txt', 'a')),
      param: 'file',
    }),
    row('import: an encrypted timeline', `POST ${DRAFTS}/import`, 400, {
      ...(await zipped('draft_content.json', 'k3v9Zp0aQ1==')),
      answer: { error: { code: 'draft_encrypted', message: expect.stringMatching(ENCRYPTED) as unknown } },
    }),
    row('import: text', `POST ${DRAFTS}/import`, 400, {
      body: 'a',
      headers: { 'content-type': 'text/plain' },
      param: 'file',
    }),
    row('content', `GET ${OWN}/content`, 200, { answer: { name: 'Tea' } }),
    row('content of a revision', `GET ${OWN}/content?revision=1`, 200, { answer: { duration: 0 } }),
    row('content: revision is text', `GET ${OWN}/content?revision=last`, 400, { param: 'revision' }),
    row('content: no such revision', `GET ${OWN}/content?revision=7`, 404, { param: 'revision' }),
    row('content: unknown', `GET ${NONE}/content`, 404, { param: 'draft_id' }),
    ...PROFILE_NAMES.map((profile) =>
      row(`package: ${profile}`, `GET ${OWN}/package?profile=${profile}`, 200),
    ),
    row('package: another application', `GET ${OWN}/package?profile=vlc`, 400, { param: 'profile' }),
    row('package: another layout', `GET ${OWN}/package?layout=flat`, 400, { param: 'layout' }),
    row('package: unknown', `GET ${NONE}/package`, 404, { param: 'draft_id' }),
    row('files', `GET ${MATE}/get_draft?draft_id={id}`, 200, {
      answer: { files: expect.arrayContaining([expect.stringMatching(/draft_cover\.jpg$/)]) as unknown },
    }),
    row('files: no id', `GET ${MATE}/get_draft`, 400, { param: 'query.draft_id' }),
    row('files: an id too short', `GET ${MATE}/get_draft?draft_id=1`, 400, { param: 'query.draft_id' }),
    row('files: unknown', `GET ${MATE}/get_draft?draft_id=${UNKNOWN_DRAFT}`, 404, { param: 'draft_id' }),
    row('a file that is not of the draft', `GET ${MATE}/draft_files/own/{id}/a.json`, 404, { param: 'path' }),
  ];
}
