import { randomBytes } from 'node:crypto';
import { findEntry } from '../../../libs/capcut-draft/src/catalogues/effect-catalogue';
import { applyCommand } from '../../../libs/capcut-draft/src/draft/commands/apply-command';
import type { DraftCommand } from '../../../libs/capcut-draft/src/draft/commands/draft-command';
import type { EditContext } from '../../../libs/capcut-draft/src/draft/write/edit-context';
// The parts alone: the whole package takes a second to load, and this process is started hundreds of times.
import { DraftRepository } from '../../../libs/capcut-draft/src/store/draft-repository';
import { SqliteDatabase } from '../../../apps/gateway/src/infrastructure/embedded/sqlite-database';
import { SqliteDraftStore } from '../../../apps/gateway/src/infrastructure/embedded/sqlite-draft-store';

export interface EditOrder {
  readonly database: string;
  readonly draftId: string;
  /** Given again and again. */
  readonly command: DraftCommand;
}

const newId = (): string => randomBytes(16).toString('hex');
const context: EditContext = { newId, find: findEntry };
/** Edits until it is killed, and says which revisions were confirmed. */
async function edit({ database, draftId, command }: EditOrder): Promise<void> {
  const opened = await SqliteDatabase.open(database);
  const repository = new DraftRepository(new SqliteDraftStore(opened), {
    clock: () => new Date(),
    randomHex: () => newId().slice(0, 8),
  });
  for (;;) {
    const { row } = await repository.edit(draftId, { ownerId: 'me', label: command.kind }, (draft) =>
      applyCommand(draft, command, context),
    );
    process.send?.(row.revision);
  }
}

process.once('message', (order) => void edit(order as EditOrder));
