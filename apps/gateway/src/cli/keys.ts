import { systemClock } from '../engine/clock';
import { ApiKeyRing } from '../http/auth/api-key-ring';
import { SecretBox } from '../http/auth/secret-box';
import { loadSecretKey } from '../http/auth/secret-key-file';
import { type Command, UsageError } from './command';

/** Loaded when it is needed: the stores bring half of the server along. */
const withStore: typeof import('./key-store').withKeyStore = (work) =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  (require('./key-store') as typeof import('./key-store')).withKeyStore(work);

export const keysCreate: Command = {
  name: 'keys create',
  usage: '[name]',
  summary: 'Make an API key and show it, this once.',
  async run(args) {
    const name = args.join(' ').trim() || 'unnamed';
    if (name.startsWith('-') || name.length > 100) throw new UsageError('A name has at most 100 characters.');
    const key = await withStore((store, config) => {
      const box = new SecretBox(loadSecretKey(config.secretKey, config.dataDir));
      return new ApiKeyRing(store, box, systemClock, []).create(name);
    });
    console.log(`id:     ${key.id}\nsecret: ${key.secret}\n\nThe secret is not shown again.`);
    return 0;
  },
};

export const keysList: Command = {
  name: 'keys list',
  summary: 'List the stored API keys.',
  async run() {
    const rows = await withStore((store) => store.list());
    if (rows.length === 0) console.log('There are no keys. Make one with: onereel keys create');
    for (const { id, name, createdAt, revokedAt } of rows) {
      const state = revokedAt === null ? 'valid' : `revoked ${day(revokedAt)}`;
      console.log(`${id}  ${day(createdAt)}  ${state.padEnd(18)}  ${name}`);
    }
    return 0;
  },
};

export const keysRevoke: Command = {
  name: 'keys revoke',
  usage: '<id>',
  summary: 'Make an API key invalid, within seconds also in a running server.',
  async run([id, ...rest]) {
    if (id === undefined || rest.length > 0) throw new UsageError('Name one key by its id.');
    const revoked = await withStore((store) => store.revoke(id, systemClock.now()));
    if (revoked) console.log(`${id} is revoked.`);
    else console.error(`There is no valid key "${id}". List them with: onereel keys list`);
    return revoked ? 0 : 1;
  },
};

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
