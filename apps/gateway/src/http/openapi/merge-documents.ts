import { isDeepStrictEqual } from 'node:util';
import type { OpenAPIObject } from '@nestjs/swagger';

/** One document out of several. Throws when two define a path's method, an operation id or a schema differently. */
export function mergeDocuments(
  head: Omit<OpenAPIObject, 'paths'>,
  documents: readonly OpenAPIObject[],
): OpenAPIObject {
  const merged: OpenAPIObject = { ...head, paths: {}, components: { ...head.components, schemas: {} } };
  const schemas = merged.components?.schemas ?? {};
  for (const document of documents) {
    for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
      if (Object.hasOwn(schemas, name) && !isDeepStrictEqual(schemas[name], schema)) {
        throw new Error(
          `Two OpenAPI schemas are called "${name}". Put the dialect's name into the class name.`,
        );
      }
      schemas[name] = schema;
    }
    for (const [path, item] of Object.entries(document.paths)) {
      merged.paths[path] = mergePath(path, merged.paths[path], item);
    }
  }
  refuseRepeatedIds(merged);
  return merged;
}

function mergePath(
  path: string,
  known: OpenAPIObject['paths'][string] | undefined,
  item: OpenAPIObject['paths'][string],
): OpenAPIObject['paths'][string] {
  const repeated = Object.keys(item).find((method) => known !== undefined && Object.hasOwn(known, method));
  if (repeated !== undefined) throw new Error(`Two dialects document ${repeated.toUpperCase()} ${path}.`);
  return { ...known, ...item };
}

function refuseRepeatedIds(document: OpenAPIObject): void {
  const seen = new Set<string>();
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item) as { operationId?: string }[]) {
      const { operationId } = operation;
      if (operationId === undefined) continue;
      if (seen.has(operationId))
        throw new Error(`Two operations are called "${operationId}". Rename a handler.`);
      seen.add(operationId);
    }
  }
}
