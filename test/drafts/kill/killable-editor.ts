import { randomBytes } from 'node:crypto';
import { findEntry } from '../../../libs/capcut-draft/src/catalogues/effect-catalogue';
import { applyCommand } from '../../../libs/capcut-draft/src/draft/commands/apply-command';
import type { EditContext } from '../../../libs/capcut-draft/src/draft/write/edit-context';
// The parts alone: the whole package takes a second to load, and this process is started hundreds of times.
import { DraftRepository } from '../../../libs/capcut-draft/src/store/draft-repository';
import { SqliteDatabase } from '../../../apps/gateway/src/infrastructure/embedded/sqlite-database';
import { SqliteDraftStore } from '../../../apps/gateway/src/infrastructure/embedded/sqlite-draft-store';

export interface EditOrder {
  readonly database: string;
  readonly draftId: string;
}

const newId = (): string => randomBytes(16).toString('hex');
const context: EditContext = { newId, find: findEntry };
const placement = { alpha: 1, scaleX: 1, scaleY: 1, x: 0, y: 0 };
const style = {
  textColor: '#ffffff',
  alignment: 1,
  alpha: 1,
  fontSize: 15,
  letterSpacing: 0,
  lineSpacing: 0,
  bold: false,
  italic: false,
  underline: false,
};

/** Adds one caption after the other until it is killed, and says which revisions were confirmed. */
async function edit({ database, draftId }: EditOrder): Promise<void> {
  const opened = await SqliteDatabase.open(database);
  const repository = new DraftRepository(new SqliteDraftStore(opened), {
    clock: () => new Date(),
    randomHex: () => newId().slice(0, 8),
  });
  for (;;) {
    const items = [{ start: 0, end: 1_000_000, text: 'x'.repeat(2_000) }];
    const { row } = await repository.edit(draftId, { ownerId: 'me', label: 'add_captions' }, (draft) =>
      applyCommand(draft, { kind: 'add_captions', field: 'captions', items, style, placement }, context),
    );
    process.send?.(row.revision);
  }
}

process.once('message', (order) => void edit(order as EditOrder));
