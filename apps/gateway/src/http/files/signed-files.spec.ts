import { SignedFiles } from './signed-files';

const clock = { time: 1_000_000_000, now: () => clock.time };
const files = new SignedFiles(Buffer.alloc(32, 1), clock);

const parts = (link: string): [key: string, expires: string, signature: string] => {
  const url = new URL(link, 'http://x');
  return [
    decodeURIComponent(url.pathname.replace('/files/', '')),
    url.searchParams.get('expires') ?? '',
    url.searchParams.get('signature') ?? '',
  ];
};

describe('SignedFiles', () => {
  const [key, expires, signature] = parts(files.path('inputs/ab/c.png'));

  it('accepts its own link', () => {
    expect(() => files.verify(key, expires, signature)).not.toThrow();
  });

  it.each([
    ['another file', 'inputs/ab/d.png', expires, signature],
    ['a later end', key, String(Number(expires) + 1), signature],
    ['no end', key, 'NaN', signature],
    ['no signature', key, expires, ''],
    ['a changed signature', key, expires, `A${signature.slice(1)}`],
  ])('refuses %s', (_name, ...link) => {
    expect(() => files.verify(...(link as [string, string, string]))).toThrow('wrong or expired');
  });

  it('refuses a link of another gateway', () => {
    expect(() => new SignedFiles(Buffer.alloc(32, 2), clock).verify(key, expires, signature)).toThrow();
  });

  it('ends after six hours', () => {
    const late = { now: () => clock.time + 6 * 3600 * 1000 };
    expect(() => new SignedFiles(Buffer.alloc(32, 1), late).verify(key, expires, signature)).toThrow(
      'expired',
    );
  });
});
