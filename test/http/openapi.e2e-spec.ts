import type { OpenAPIObject } from '@nestjs/swagger';
import { dumpOpenApi } from '../../apps/gateway/src/http/openapi/dump-openapi';

interface Operation {
  operationId?: string;
  summary?: string;
  security?: object[];
  parameters?: { name: string; in: string; description?: string; required?: boolean }[];
  responses: Record<string, { description?: string }>;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head'];

const operations = (document: OpenAPIObject): [name: string, operation: Operation][] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]): [string, Operation] => [`${method.toUpperCase()} ${path}`, operation]),
  );

const references = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === '$ref' && typeof item === 'string' ? [item] : references(item),
  );
};

/** No-code tools name a tool after its operation id, so the drafts keep the names their users know. */
const OPERATION_IDS: Readonly<Record<string, RegExp>> = { drafts: /^[a-z][a-zA-Z_]+$/ };
const operationIdOf = (section: string): RegExp =>
  OPERATION_IDS[section] ?? new RegExp(`^${section}\\.[a-z][A-Za-z0-9]+$`);

describe('OpenAPI', () => {
  let documents: Readonly<Record<string, OpenAPIObject>>;
  beforeAll(async () => {
    documents = await dumpOpenApi();
  });

  it('has one document per dialect and one of everything', () => {
    const names = Object.keys(documents);
    expect(names).toEqual(expect.arrayContaining(['openapi', 'native', 'openai', 'models', 'operations']));
    const { openapi, ...sections } = documents;
    const all = Object.values(sections).flatMap((document) => operations(document).map(([name]) => name));
    expect(
      operations(openapi)
        .map(([name]) => name)
        .sort(),
    ).toEqual(all.sort());
  });

  it('is the same on every run', async () => {
    expect(JSON.stringify(await dumpOpenApi())).toBe(JSON.stringify(documents));
  });

  it('resolves every reference within its document', () => {
    for (const [name, document] of Object.entries(documents)) {
      const schemas = Object.keys(document.components?.schemas ?? {}).map(
        (key) => `#/components/schemas/${key}`,
      );
      const dangling = references(document).filter((reference) => !schemas.includes(reference));
      expect({ name, dangling }).toEqual({ name, dangling: [] });
    }
  });

  it('describes every operation: summary, id of its dialect, success and failure', () => {
    const { openapi: _all, ...sections } = documents;
    for (const [section, document] of Object.entries(sections)) {
      for (const [name, { summary, operationId, responses, parameters = [] }] of operations(document)) {
        expect({ name, summary: summary || 'missing' }).toEqual({
          name,
          summary: expect.stringMatching(/.{5,}/) as unknown,
        });
        expect({ name, operationId }).toEqual({
          name,
          operationId: expect.stringMatching(operationIdOf(section)) as unknown,
        });
        const statuses = Object.keys(responses);
        const succeeds = statuses.some((status) => /^[23]/.test(status));
        const refuses = JSON.stringify(responses).includes('not_supported');
        expect({ name, explained: succeeds || refuses }).toEqual({ name, explained: true });
        const undescribed = parameters
          .filter(({ description }) => !description)
          .map((parameter) => parameter.name);
        expect({ name, undescribed }).toEqual({ name, undescribed: [] });
      }
    }
  });

  it('gives no two operations one id', () => {
    const ids = operations(documents.openapi).map(([, { operationId }]) => operationId);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('asks for a key everywhere but where none is needed', () => {
    const { openapi } = documents;
    expect(openapi.security).toEqual([{ apiKey: [] }]);
    expect(openapi.components?.securitySchemes?.apiKey).toMatchObject({ type: 'http', scheme: 'bearer' });
    const open = operations(openapi).filter(([, { security }]) => security?.length === 0);
    expect(open.map(([name]) => name).filter((name) => name.includes('/health/'))).toEqual([
      'GET /health/live',
      'GET /health/ready',
    ]);
    for (const [name, { security, responses }] of operations(openapi)) {
      if (security?.length === 0) continue;
      expect({ name, documents401: '401' in responses }).toEqual({ name, documents401: true });
    }
  });

  it('shows a file picker in forms, and the call that starts everything first', () => {
    const { openai, native } = documents;
    const body = openai.paths['/v1/videos'].post?.requestBody as { content: Record<string, unknown> };
    expect(Object.keys(body.content)).toEqual([
      'application/json',
      'multipart/form-data',
      'application/x-www-form-urlencoded',
    ]);
    const form = openai.components?.schemas?.OpenAiCreateVideoFormDto;
    expect(form).toMatchObject({ properties: { input_reference: { type: 'string', format: 'binary' } } });
    expect([operations(openai)[0][0], operations(native)[0][0]]).toEqual([
      'POST /v1/videos',
      'POST /api/v1/videos/generate',
    ]);
  });

  it('names a server and a version', () => {
    expect(documents.openapi.servers).toEqual([{ url: '/' }]);
    expect(documents.openapi.info.version).toMatch(/^\d+\.\d+\.\d+/);
  });
});
