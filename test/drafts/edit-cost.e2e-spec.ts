import { startDraftService, type DraftServiceUnderTest } from './draft-service';
import { draftWith, middleEdit } from './measure-edits';

let service: DraftServiceUnderTest;
beforeAll(async () => {
  service = await startDraftService();
});
afterAll(() => service.close());

describe('the price of an edit', () => {
  it('hardly grows with the draft', async () => {
    const empty = await draftWith(service, 0);
    const full = await draftWith(service, 2_000);
    await middleEdit(service, await draftWith(service, 0));
    const small = await middleEdit(service, empty);
    const large = await middleEdit(service, full);
    expect({ small, large, flat: large < 2 * small + 1 }).toMatchObject({ flat: true });
  });
});
