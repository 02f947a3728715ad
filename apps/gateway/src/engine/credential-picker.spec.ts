import { CredentialPicker } from './credential-picker';

test('gives each credential its share, interleaved', () => {
  const picker = new CredentialPicker();
  const slots = [
    { id: 'big', weight: 3 },
    { id: 'small', weight: 1 },
  ];
  const picks = Array.from({ length: 8 }, () => picker.pick('vendor', slots).id);
  expect(picks).toEqual(['big', 'big', 'small', 'big', 'big', 'big', 'small', 'big']);
  expect(picker.pick('other', slots).id).toBe('big');
});
