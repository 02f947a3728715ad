import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { createGatewayApp } from '../../create-gateway-app';
import { VERSION } from '../../version';
import { OPENAPI_SECTIONS, type OpenApiSection, buildOpenApi } from './openapi-documents';

/**
 * Every OpenAPI document of a default installation: `openapi` (all together) and one per dialect, by name. Independent of the
 * environment, so that the result can be kept under version control. Throws when two dialects contradict each other.
 */
export async function dumpOpenApi(): Promise<Readonly<Record<string, OpenAPIObject>>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'onereel-openapi-'));
  const app = await createGatewayApp({ environment: {}, config: { dataDir, logLevel: 'silent' } });
  try {
    await app.init();
    const wanted = app.get<readonly OpenApiSection[]>(OPENAPI_SECTIONS);
    const { combined, sections } = buildOpenApi(app, wanted, { version: VERSION, serverUrl: '/' }, refuse);
    return { openapi: combined, ...sections };
  } finally {
    await app.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function refuse(problem: string): never {
  throw new Error(problem);
}
