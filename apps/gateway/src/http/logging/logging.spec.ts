import { redactUrl } from './redact-url';
import { formatLine } from './text-stream';

describe('redactUrl', () => {
  it.each([
    ['/v1/videos?limit=2', '/v1/videos?limit=2'],
    ['/a?key=hush', '/a?key=[redacted]'],
    ['/a?x=1&api_key=hush&y=2', '/a?x=1&api_key=[redacted]&y=2'],
    [
      '/a?X-Amz-Signature=hush&X-Amz-Credential=hush',
      '/a?X-Amz-Signature=[redacted]&X-Amz-Credential=[redacted]',
    ],
    ['/a?access_token=hush#f', '/a?access_token=[redacted]#f'],
    ['/a?monkey=1', '/a?monkey=[redacted]'],
  ])('%s', (url, expected) => {
    expect(redactUrl(url)).toBe(expected);
  });
});

describe('formatLine', () => {
  const line = (fields: object): string => formatLine(JSON.stringify({ level: 30, time: 0, ...fields }));

  it.each([
    [{ msg: 'hello', context: 'Engine' }, '00:00:00.000 INFO  [Engine] hello'],
    [
      { level: 40, msg: 'request', req: { method: 'GET', url: '/a' }, res: { status: 404 }, ms: 3 },
      '00:00:00.000 WARN  GET /a 404 3 ms',
    ],
    [
      { level: 50, msg: 'broken', err: { stack: 'Error: x\n    at y' } },
      '00:00:00.000 ERROR broken\nError: x\n    at y',
    ],
  ])('%j', (fields, expected) => {
    expect(line(fields)).toBe(expected);
  });
});
