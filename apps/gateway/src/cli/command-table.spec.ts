import { COMMANDS, runCommand } from './command-table';
import { type Command, UsageError } from './command';

describe('runCommand', () => {
  let out: string;
  let err: string;
  beforeEach(() => {
    [out, err] = ['', ''];
    jest.spyOn(console, 'log').mockImplementation((line) => void (out += `${line}\n`));
    jest.spyOn(console, 'error').mockImplementation((line) => void (err += `${line}\n`));
  });
  afterEach(() => jest.restoreAllMocks());

  const given: string[][] = [];
  const command = (name: string, run?: Command['run']): Command => ({
    name,
    usage: '[x]',
    summary: `Does ${name}.`,
    run: run ?? ((args) => (given.push([...args]), Promise.resolve(7))),
  });

  it('gives a command what follows its name', async () => {
    expect(await runCommand([command('a'), command('b c')], ['b', 'c', 'd', 'e'])).toBe(7);
    expect(given.at(-1)).toEqual(['d', 'e']);
  });

  it.each([[[]], [['help']], [['--help']]])('lists every command for %j', async (words) => {
    await runCommand(COMMANDS, words);
    for (const { name, summary } of COMMANDS)
      expect(out).toMatch(new RegExp(`onereel ${name}.*  ${summary}`));
  });

  it.each([['version'], ['--version'], ['-v']])('answers %s', async (word) => {
    expect(await runCommand(COMMANDS, [word])).toBe(0);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each<[string, string[], number, RegExp]>([
    ['an unknown command', ['fly', 'away', 'now'], 2, /There is no command "fly away"\.\n\n.*onereel a/s],
    ['half a command', ['b'], 2, /There is no command "b"/],
    ['wrong words after it', ['wrong'], 2, /^Name one\.\nUsage: onereel wrong \[x\]\n$/],
    ['a failure', ['fails'], 1, /^No luck\.\n$/],
  ])('explains %s without a stack', async (_name, words, code, message) => {
    const commands = [
      command('a'),
      command('b c'),
      command('wrong', () => Promise.reject(new UsageError('Name one.'))),
      command('fails', () => Promise.reject(new Error('No luck.'))),
    ];
    expect(await runCommand(commands, words)).toBe(code);
    expect(err).toMatch(message);
  });

  it.each(['@nestjs/common', '@nestjs/core'])('is there before %s is loaded', (framework) => {
    jest.isolateModules(() => {
      jest.doMock(framework, () => {
        throw new Error(`${framework} was loaded`);
      });
      expect(jest.requireActual<object>('./command-table')).toHaveProperty('COMMANDS');
    });
    jest.dontMock(framework);
  });
});
