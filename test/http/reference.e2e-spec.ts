import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { referencePages } from '../../apps/gateway/src/reference-pages';

const ROOT = join(__dirname, '..', '..');

it('keeps the generated pages current (npm run reference writes them)', async () => {
  const pages = await referencePages(ROOT);
  expect(Object.keys(pages)).toEqual([
    '.env.example',
    'docs/reference/config.md',
    'docs/reference/errors.md',
  ]);
  for (const [path, text] of Object.entries(pages)) {
    expect({ path, text: readFileSync(join(ROOT, path), 'utf8') }).toEqual({ path, text });
  }
});
