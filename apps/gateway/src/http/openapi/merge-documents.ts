import { isDeepStrictEqual } from 'node:util';
import type { OpenAPIObject } from '@nestjs/swagger';
import { type Complain, duplicateSchema } from './duplicate-schemas';

/**
 * One document out of several; the first wins. Complains when two define a path's method, an operation id or a schema
 * differently.
 */
export function mergeDocuments(
  head: Omit<OpenAPIObject, 'paths'>,
  documents: readonly OpenAPIObject[],
  complain: Complain,
): OpenAPIObject {
  const merged: OpenAPIObject = { ...head, paths: {}, components: { ...head.components, schemas: {} } };
  const schemas = merged.components?.schemas ?? {};
  for (const document of documents) {
    for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
      if (!Object.hasOwn(schemas, name)) schemas[name] = schema;
      else if (!isDeepStrictEqual(schemas[name], schema)) complain(duplicateSchema(name));
    }
    for (const [path, item] of Object.entries(document.paths)) {
      const known = merged.paths[path] ?? {};
      const repeated = Object.keys(item).filter((method) => Object.hasOwn(known, method));
      repeated.forEach((method) => complain(`Two dialects document ${method.toUpperCase()} ${path}.`));
      merged.paths[path] = { ...item, ...known };
    }
  }
  complainAboutRepeatedIds(merged, complain);
  return merged;
}

function complainAboutRepeatedIds(document: OpenAPIObject, complain: Complain): void {
  const seen = new Set<string>();
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item) as { operationId?: string }[]) {
      const { operationId } = operation;
      if (operationId === undefined) continue;
      if (seen.has(operationId)) complain(`Two operations are called "${operationId}". Rename a handler.`);
      seen.add(operationId);
    }
  }
}
