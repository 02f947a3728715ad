import { startTestGateway, type TestGateway } from '../http/test-gateway';
import { type Answered, callGateway } from './call-gateway';
import { PREFIX } from './draft-service';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ draftsAlwaysHttp200: true });
}, 60_000);
afterAll(() => gateway.close());

interface Sent {
  readonly method?: string;
  readonly route: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}
const send = ({ method = 'POST', route, body, headers }: Sent): Promise<Answered> =>
  callGateway(gateway, method, `${PREFIX}/${route}`, body, headers);

/** Whatever goes wrong, and wherever: in a route, before one, or without one. */
const FAULTS: readonly [what: string, sent: Sent, code: number][] = [
  ['a missing field', { route: 'save_draft', body: '{}' }, 2001],
  ['an unknown draft', { route: 'save_draft', body: '{"draft_url":"20260101120000ab12cd34"}' }, 2001],
  ['a field out of its range', { route: 'create_draft', body: '{"width":0}' }, 1001],
  ['a body that is no JSON', { route: 'add_captions', body: '{"captions":' }, 1001],
  ['a body too large', { route: 'add_captions', body: `{"captions":"${'x'.repeat(60_000_000)}"}` }, 2004],
  [
    'a body of another kind',
    { route: 'create_draft', body: 'a', headers: { 'content-type': 'text/plain' } },
    1001,
  ],
  ['no key', { route: 'create_draft', body: '{}', headers: { authorization: '' } }, 1004],
  ['a wrong key', { route: 'create_draft', body: '{}', headers: { authorization: 'Bearer sk-no' } }, 1004],
  ['a missing query', { method: 'GET', route: 'get_draft' }, 1001],
  ['no such route', { route: 'add_nothing', body: '{}' }, 1002],
  ['another method', { method: 'GET', route: 'create_draft' }, 1002],
];

describe('the switch for clients that expect HTTP 200 always', () => {
  it.each(FAULTS)('%s', async (_, sent, code) => {
    const answer = await send(sent);
    expect(answer).toMatchObject({ status: 200, body: { code } });
    expect(answer.body.message).toMatch(/\(.+\)$/);
  });

  it('changes nothing for the routes of drafts as resources', async () => {
    expect((await gateway.fetch('/api/v1/drafts/20260101120000ab12cd34')).status).toBe(404);
  });
});
