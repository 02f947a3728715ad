import { createRedactor } from './redact';

describe('redactor', () => {
  const redact = createRedactor(['top/secret+1', 'top/secret+1+longer', undefined, 'abc']);

  it.each([
    ['key top/secret+1 refused', 'key [redacted] refused'],
    ['key top/secret+1+longer refused twice: top/secret+1', 'key [redacted] refused twice: [redacted]'],
    [`?key=${encodeURIComponent('top/secret+1')}&a=1`, '?key=[redacted]&a=1'],
    [`Basic ${Buffer.from('top/secret+1').toString('base64')}`, 'Basic [redacted]'],
    ['abc is too short to be a secret', 'abc is too short to be a secret'],
    ['nothing to hide', 'nothing to hide'],
  ])('%s', (text, expected) => expect(redact(text)).toBe(expected));
});
