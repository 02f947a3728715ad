import { TaskIds } from './task-ids';

test('ids sort in the order they were made, also within a millisecond and when the clock steps back', () => {
  let now = 1_700_000_000_000;
  const ids = new TaskIds({ now: () => now });
  const made = Array.from({ length: 2_000 }, (_, index) => {
    if (index === 1_000) now -= 5;
    return ids.next('vid');
  });
  now += 60_000;
  made.push(ids.next('vid'));
  expect([...made].sort()).toEqual(made);
  expect(new Set(made.map((id) => id.slice(-15))).size).toBe(made.length);
  for (const id of made) expect(id).toMatch(/^vid_[0-9a-hjkmnp-tv-z]{26}$/);
  expect(ids.clientReference()).toMatch(/^[a-z0-9]{32}$/);
});
