import { Logger } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { watchForDuplicates } from './duplicate-schemas';
import { mergeDocuments } from './merge-documents';

const refuse = (problem: string): never => {
  throw new Error(problem);
};
const HEAD = { openapi: '3.0.0', info: { title: 't', version: '1' } };
const document = (
  path: string,
  operationId: string,
  schemas: Record<string, object> = {},
): OpenAPIObject => ({
  ...HEAD,
  paths: { [path]: { get: { operationId, responses: {} } } },
  components: { schemas },
});

describe('mergeDocuments', () => {
  it('puts documents together; a schema they share is one', () => {
    const shared = { Shared: { type: 'object' } };
    const merged = mergeDocuments(
      HEAD,
      [document('/a', 'x.a', shared), document('/b', 'x.b', shared)],
      refuse,
    );
    expect(Object.keys(merged.paths)).toEqual(['/a', '/b']);
    expect(merged.components?.schemas).toEqual(shared);
  });

  it.each<[string, OpenAPIObject[], string]>([
    [
      'two schemas of one name',
      [
        document('/a', 'x.a', { Video: { type: 'object' } }),
        document('/b', 'x.b', { Video: { type: 'string' } }),
      ],
      'Two OpenAPI schemas are called "Video"',
    ],
    ['one route twice', [document('/a', 'x.a'), document('/a', 'y.a')], 'Two dialects document GET /a.'],
    [
      'one operation id twice',
      [document('/a', 'x.a'), document('/b', 'x.a')],
      'Two operations are called "x.a"',
    ],
  ])('complains about %s and keeps the first', (_name, documents, message) => {
    const problems: string[] = [];
    const merged = mergeDocuments(HEAD, documents, (problem) => problems.push(problem));
    expect(problems).toEqual([expect.stringContaining(message)]);
    expect(merged.paths['/a']).toEqual(documents[0].paths['/a']);
  });
});

describe('watchForDuplicates', () => {
  it('turns the builder’s warning into a complaint and restores the logger', () => {
    const { warn } = Logger;
    const build = (): void => Logger.warn('Duplicate DTO detected: "VideoDto" is defined multiple times');
    expect(() => watchForDuplicates(build, refuse)).toThrow('Two OpenAPI schemas are called "VideoDto"');
    expect(Logger.warn).toBe(warn);
    expect(watchForDuplicates(() => 7, refuse)).toBe(7);
  });
});
