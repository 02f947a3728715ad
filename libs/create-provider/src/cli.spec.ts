import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCreateProvider } from './cli';

describe('create-provider', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'onereel-create-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const files = (): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  it('writes a package that knows nothing of the example it came from', () => {
    const { code, text } = runCreateProvider(['acme-video'], folder);
    expect({ code, text }).toEqual({
      code: 0,
      text: expect.stringContaining('cd onereel-provider-acme-video'),
    });
    expect(files().length).toBeGreaterThan(8);
    for (const file of files()) expect(`${file}\n${readFileSync(file, 'utf8')}`).not.toMatch(/echo/i);
    const manifest = JSON.parse(
      readFileSync(join(folder, 'onereel-provider-acme-video', 'package.json'), 'utf8'),
    ) as unknown;
    expect(manifest).toMatchObject({
      name: 'onereel-provider-acme-video',
      scripts: { test: expect.stringContaining('acme-video.conformance.test.js') },
    });
  });

  it('writes into an empty folder of the reader', () => {
    mkdirSync(join(folder, 'mine'));
    expect(runCreateProvider(['acme', 'mine'], folder).code).toBe(0);
    expect(existsSync(join(folder, 'mine', '.gitignore'))).toBe(true);
  });

  it.each<[string, string[], RegExp]>([
    ['no name', [], /^Usage: create-provider <name>/],
    ['too many words', ['a', 'b', 'c'], /^Usage/],
    ['an unknown flag', ['acme', '--force'], /^Usage/],
    ['a bad name', ['Acme!'], /small letters.*create-provider acme$/],
    ['a folder in use', ['acme', 'full'], /^full exists and is not empty\. Name another folder/],
    ['a file in the way', ['acme', 'full/file'], /^full\/file is a file/],
    ['a folder that cannot be', ['acme', 'full/file/deeper'], /cannot be written: .*Choose another/],
  ])('refuses %s and writes nothing', (_name, args, message) => {
    mkdirSync(join(folder, 'full'));
    writeFileSync(join(folder, 'full', 'file'), 'kept');
    const { code, text } = runCreateProvider(args, folder);
    expect(code).toBe(1);
    expect(text).toMatch(message);
    expect(files()).toEqual([join(folder, 'full', 'file')]);
  });

  it('explains itself', () => expect(runCreateProvider(['--help'], folder).code).toBe(0));
});
