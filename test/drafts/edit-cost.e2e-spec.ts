import { draftWith, middleEdits } from './measure-edits';
import { useDrafts } from './use-drafts';

const drafts = useDrafts(undefined, () => ({}));

describe('the price of an edit', () => {
  it('hardly grows with the draft', async () => {
    const { service } = drafts;
    const both = [await draftWith(service, 0), await draftWith(service, 2_000)];
    await middleEdits(service, [await draftWith(service, 0)]);
    const [small = 0, large = 0] = await middleEdits(service, both);
    expect({ small, large, flat: large < 2 * small + 1 }).toMatchObject({ flat: true });
  });
});
