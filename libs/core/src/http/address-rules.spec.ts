import fc from 'fast-check';
import { GatewayError } from '../errors/gateway-error';
import { createAddressRules, invalidHostRules } from './address-rules';

const refuses = (url: string, allowPrivateHosts: string[] = []): boolean => {
  try {
    createAddressRules({ allowPrivateHosts }).checkUrl(url, 'image');
    return false;
  } catch (error) {
    expect(GatewayError.isInstance(error) && error.code).toBe('url_not_allowed');
    expect((error as GatewayError).param).toBe('image');
    return true;
  }
};

describe('address rules', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://0/',
    'http://0.0.0.0:8080/',
    'http://[::]/',
    'http://[::1]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::10.0.0.1]/',
    'http://[64:ff9b:1::1]/',
    'http://[2002:7f00:1::]/',
    'http://[fe80::1]/',
    'http://[fc00::1]/',
    'http://[fd00:ec2::254]/',
    'http://[ff02::1]/',
    'http://[2001:db8::1]/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://172.31.255.255/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://100.100.100.200/',
    'http://169.254.169.254/latest/meta-data/',
    'http://192.0.0.192/',
    'http://198.18.0.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://127.0.0.1./',
    'http://①②⑦.0.0.1/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://app.localhost/',
    'http://redis:6379/',
    'http://printer.local/',
    'http://metadata.google.internal/',
    'http://nas.lan/',
    'https://user:secret@example.com/',
    'https://user@example.com/',
    'ftp://example.com/a.png',
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
    'javascript:alert(1)',
    '//example.com/a.png',
    '/etc/passwd',
    'example.com/a.png',
    '',
    `https://example.com/${'a'.repeat(9000)}`,
  ])('refuses %.60s', (url) => expect(refuses(url)).toBe(true));

  it.each([
    'https://example.com/a.png?sig=1#x',
    'http://8.8.8.8/',
    'http://[2606:4700::1111]/',
    'http://[64:ff9b::8.8.8.8]/',
    'http://[::ffff:8.8.8.8]/',
    'http://172.32.0.1/',
    'http://100.128.0.1/',
    'https://localhost.example.com/',
    'https://EXAMPLE.com:8443/',
    'https://例え.jp/動画.mp4',
  ])('passes %s', (url) => expect(refuses(url)).toBe(false));

  it.each<[url: string, allow: string[], refused: boolean]>([
    ['http://10.1.2.3/', ['10.0.0.0/8'], false],
    ['http://11.1.2.3/', ['10.0.0.0/8'], false],
    ['http://192.168.0.9/', ['10.0.0.0/8'], true],
    ['http://127.0.0.1:9000/', ['127.0.0.1'], false],
    ['http://[::ffff:127.0.0.1]/', ['127.0.0.1'], false],
    ['http://[::1]/', ['::1'], false],
    ['http://[::1]/', ['[::1]'], false],
    ['http://[fd12::9]/', ['fd00::/8'], false],
    ['http://localhost/', ['localhost'], false],
    ['http://localhost:9000/', ['localhost:9000'], false],
    ['http://localhost:9001/', ['localhost:9000'], true],
    ['https://localhost/', ['localhost:443'], false],
    ['http://minio.corp.lan/', ['*.corp.lan'], false],
    ['http://corp.lan/', ['*.corp.lan'], true],
    ['http://evilcorp.lan/', ['corp.lan'], true],
    ['http://169.254.169.254/', ['0.0.0.0/0'], true],
    ['http://169.254.169.254/', ['169.254.0.0/16'], true],
    ['http://169.254.169.254/', ['169.254.169.254'], false],
    ['http://10.0.0.1/', ['0.0.0.0/0'], false],
  ])('%s with %j: refused = %s', (url, allow, refused) => expect(refuses(url, allow)).toBe(refused));

  it('lets an allowed name resolve to a private address, other names not, and none to a metadata service', () => {
    const rules = createAddressRules({ allowPrivateHosts: ['minio.lan'] });
    expect(rules.allowsAddress('10.0.0.5', 'minio.lan')).toBe(true);
    expect(rules.allowsAddress('10.0.0.5', 'evil.example')).toBe(false);
    expect(rules.allowsAddress('169.254.169.254', 'minio.lan')).toBe(false);
    expect(rules.allowsAddress('fe80::1%eth0', 'evil.example')).toBe(false);
    expect(rules.allowsAddress('not an address', 'minio.lan')).toBe(false);
  });

  it('names the entries of a configuration that mean nothing', () => {
    expect(
      invalidHostRules(['10.0.0.0/8', 'a.b', '*.c:80', '10.0.0.0/99', '1.2.3', 'http://x', '', 'a b']),
    ).toEqual(['10.0.0.0/99', '1.2.3', 'http://x', '', 'a b']);
    expect(() => createAddressRules({ allowPrivateHosts: ['http://x'] })).toThrow(/http:\/\/x/);
  });

  it('refuses every notation of a loopback or private address', () => {
    const notations = (n: number): string[] => [
      String(n),
      `0x${n.toString(16)}`,
      `0${n.toString(8)}`,
      `[::ffff:${(n >>> 16).toString(16)}:${(n & 0xffff).toString(16)}]`,
      `[64:ff9b::${(n >>> 16).toString(16)}:${(n & 0xffff).toString(16)}]`,
      `${n >>> 24}.${n & 0xffffff}`,
      `0x${(n >>> 24).toString(16)}.${(n >>> 16) & 255}.${n & 0xffff}`,
    ];
    const inside = (base: number, bits: number) =>
      fc.integer({ min: 0, max: 2 ** (32 - bits) - 1 }).map((offset) => base + offset);
    const privateAddress = fc.oneof(
      inside(0x7f000000, 8),
      inside(0x0a000000, 8),
      inside(0xac100000, 12),
      inside(0xc0a80000, 16),
      inside(0xa9fe0000, 16),
      inside(0x64400000, 10),
    );
    fc.assert(
      fc.property(privateAddress, (address) =>
        notations(address).every((host) => refuses(`http://${host}/`)),
      ),
    );
  });
});
