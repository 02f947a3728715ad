import { printJson } from '../draft/json/print-json';
import type { DraftDocument } from '../draft/model/draft-document';
import { blankDraft } from '../draft/write/blank-draft';
import { DraftRepository } from './draft-repository';
import { MemoryDraftStore } from './memory-draft-store';

const start = Date.UTC(2026, 0, 1, 12, 0, 0);
const setUp = (store = new MemoryDraftStore(), cacheSize?: number) => {
  let hex = 0;
  const repository = new DraftRepository(store, {
    clock: () => new Date(start),
    randomHex: () => (++hex).toString(16).padStart(8, '0'),
    cacheSize,
  });
  return { store, repository };
};
const film = () => blankDraft({ id: 'd', mainTrackId: 't', name: 'film', width: 100, height: 100, fps: 30 });
const addText = (id: string) => (draft: DraftDocument) => ({
  draft: {
    ...draft,
    materials: {
      ...draft.materials,
      texts: [...(draft.materials.texts ?? []), { id, content: 'x'.repeat(500) }],
    },
  },
  result: id,
});
const own = { ownerId: 'me', label: 'add_captions' };

describe('DraftRepository', () => {
  it('names drafts by time and lists them newest first', async () => {
    const { repository } = setUp();
    const first = await repository.create(film(), 'me', 'create');
    const second = await repository.create(film(), 'me', 'create');
    await repository.create(film(), 'you', 'create');
    expect(first.row.id).toBe('2026010112000000000001');
    expect((await repository.list({ ownerId: 'me', limit: 10 })).map((row) => row.id)).toEqual([
      second.row.id,
      first.row.id,
    ]);
  });

  it('loses none of many parallel edits, over two processes', async () => {
    const { store, repository } = setUp();
    const other = setUp(store).repository;
    const { row } = await repository.create(film(), 'me', 'create');
    await Promise.all(
      Array.from({ length: 60 }, (_, i) => (i % 2 ? repository : other).edit(row.id, own, addText(`t${i}`))),
    );
    const { document, row: last } = await other.open(row.id, 'me');
    expect(last.revision).toBe(61);
    expect(new Set(document.materials.texts?.map((text) => text.id)).size).toBe(60);
  });

  it('reads every past revision back from snapshots and patches', async () => {
    const { store, repository } = setUp();
    const { row } = await repository.create(film(), 'me', 'create');
    const printed: string[] = [printJson(film())];
    for (let i = 0; i < 200; i++)
      printed.push(printJson((await repository.edit(row.id, own, addText(`t${i}`))).document));
    const fresh = setUp(store).repository;
    for (const revision of [1, 2, 100, 150, 201]) {
      expect(printJson((await fresh.open(row.id, 'me', revision)).document)).toBe(printed[revision - 1]);
    }
    expect((await repository.rowOf(row.id, 'me')).snapshotRevision).toBeGreaterThan(1);
  });

  it('leaves the draft alone when an editor throws', async () => {
    const { repository } = setUp();
    const { row } = await repository.create(film(), 'me', 'create');
    await expect(
      repository.edit(row.id, own, () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await repository.edit(row.id, own, addText('t'));
    expect((await repository.open(row.id, 'me')).row.revision).toBe(2);
  });

  it('refuses a stale revision', async () => {
    const { repository } = setUp();
    const { row } = await repository.create(film(), 'me', 'create');
    await repository.edit(row.id, { ...own, ifRevision: 1 }, addText('a'));
    await expect(repository.edit(row.id, { ...own, ifRevision: 1 }, addText('b'))).rejects.toMatchObject({
      code: 'revision_conflict',
    });
  });

  it.each(['me2', '../../../etc/passwd00', '20260101120000zzzzzzzz'])(
    'knows no draft for %s',
    async (name) => {
      const { repository } = setUp();
      const { row } = await repository.create(film(), 'me', 'create');
      await repository.edit(row.id, own, addText('a'));
      const [id, owner] = name === 'me2' ? [row.id, 'me2'] : [name, 'me'];
      await expect(repository.open(id, owner)).rejects.toMatchObject({ code: 'not_found' });
      await expect(repository.edit(id, { ownerId: owner, label: 'x' }, addText('b'))).rejects.toMatchObject({
        code: 'not_found',
      });
      await expect(repository.remove(id, owner)).rejects.toMatchObject({ code: 'not_found' });
    },
  );

  it('works with a cache too small for anything', async () => {
    const { repository } = setUp(undefined, 1);
    const drafts = await Promise.all([1, 2, 3].map(() => repository.create(film(), 'me', 'create')));
    for (const { row } of drafts) await repository.edit(row.id, own, addText('a'));
    expect((await repository.open(drafts[0]!.row.id, 'me')).document.materials.texts).toHaveLength(1);
  });
});
