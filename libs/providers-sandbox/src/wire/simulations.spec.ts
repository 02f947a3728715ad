import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_TABLE } from '@onereel/core';
import { type Simulation, SIMULATIONS } from './simulations';

const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
const section = readme.slice(readme.indexOf('## Simulated failures'));

describe('the table of simulations', () => {
  const rows: [string, Simulation][] = Object.entries(SIMULATIONS);

  it('is the one in the README', () => {
    const documented = [...section.matchAll(/^\| `(\w+)` +\|.*\| (?:`(\w+)`|–) +\|$/gm)];
    expect(documented.map(([, name, code]) => [name, code])).toEqual(
      rows.map(([name, { code }]) => [name, code]),
    );
  });

  it.each(rows)('%s names an error of the product where it has one', (_, { code }) => {
    expect(code === undefined || Object.hasOwn(ERROR_TABLE, code)).toBe(true);
  });
});
