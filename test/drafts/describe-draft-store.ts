import type { DraftRow, DraftStore } from '@onereel/capcut-draft';

const row = (over: Partial<DraftRow> = {}): DraftRow => ({
  id: '2026010112000000000001',
  ownerId: 'me',
  name: 'film',
  revision: 1,
  snapshotRevision: 1,
  snapshotSize: 10,
  patchesSize: 0,
  width: 1,
  height: 1,
  fps: 30,
  duration: 0,
  tracks: 1,
  segments: 0,
  createdAt: '2026-01-01T12:00:00.000Z',
  updatedAt: '2026-01-01T12:00:00.000Z',
  ...over,
});
const next = (revision: number, snapshot?: string) => ({
  row: row({ revision }),
  label: `edit ${revision}`,
  patch: `p${revision}`,
  snapshot,
});

/** What every adapter of the draft store promises. */
export function describeDraftStore(name: string, make: () => Promise<DraftStore>): void {
  describe(name, () => {
    let store: DraftStore;
    beforeEach(async () => {
      store = await make();
      await store.create(row(), 's1', 'create');
    });

    it('finds what was created', async () => {
      expect(await store.find(row().id)).toEqual(row());
      expect(await store.find('2026010112000000000009')).toBeUndefined();
    });

    it('commits one of several appends to one revision', async () => {
      const answers = await Promise.all([2, 2, 2].map((revision) => store.append(next(revision))));
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect((await store.history(row().id, 99)).patches).toEqual([{ revision: 2, body: 'p2' }]);
    });

    it('refuses appends to a revision that is not the stored one, leaving nothing behind', async () => {
      expect(await store.append(next(3))).toBe(false);
      expect(
        await store.append({ ...next(2), row: row({ id: '2026010112000000000009', revision: 2 }) }),
      ).toBe(false);
      expect((await store.find(row().id))?.revision).toBe(1);
      expect((await store.history(row().id, 99)).patches).toEqual([]);
    });

    it('gives the newest snapshot at or before a revision and the patches since', async () => {
      for (const [revision, snapshot] of [
        [2, undefined],
        [3, 's3'],
        [4, undefined],
        [5, undefined],
      ] as const)
        await store.append(next(revision, snapshot));
      expect(await store.history(row().id, 2)).toEqual({
        snapshot: { revision: 1, body: 's1' },
        patches: [{ revision: 2, body: 'p2' }],
      });
      expect(await store.history(row().id, 4)).toEqual({
        snapshot: { revision: 3, body: 's3' },
        patches: [{ revision: 4, body: 'p4' }],
      });
      expect(await store.history(row().id, 5, 2)).toEqual({
        patches: [3, 4, 5].map((revision) => ({ revision, body: `p${revision}` })),
      });
    });

    it('remembers what happened, newest first', async () => {
      await store.append(next(2));
      expect((await store.revisions(row().id, 10)).map((entry) => [entry.revision, entry.label])).toEqual([
        [2, 'edit 2'],
        [1, 'create'],
      ]);
    });

    it('lists the drafts of one owner, newest first, by name and in pages', async () => {
      for (let i = 2; i <= 5; i++)
        await store.create(
          row({
            id: `202601011200000000000${i}`,
            name: i % 2 ? 'odd_1' : 'even',
            ownerId: i === 5 ? 'you' : 'me',
          }),
          's',
          'create',
        );
      const ids = async (query: object) =>
        (await store.list({ ownerId: 'me', limit: 10, ...query })).map((each) => each.id.slice(-1));
      expect(await ids({})).toEqual(['4', '3', '2', '1']);
      expect(await ids({ search: 'odd_' })).toEqual(['3']);
      expect(await ids({ limit: 2 })).toEqual(['4', '3']);
      expect(await ids({ after: '2026010112000000000003' })).toEqual(['2', '1']);
    });

    it('forgets a draft with its history', async () => {
      expect(await store.remove(row().id, 1)).toBe(true);
      expect(await store.remove(row().id, 1)).toBe(false);
      expect(await store.find(row().id)).toBeUndefined();
      expect((await store.history(row().id, 9)).snapshot).toBeUndefined();
      await store.create(row(), 'again', 'create');
      expect((await store.history(row().id, 9)).snapshot?.body).toBe('again');
    });
  });
}
