import type { INestApplication, Type } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { mergeDocuments } from './merge-documents';
import { type Complain, watchForDuplicates } from './duplicate-schemas';

/** One document: what a dialect's users need and nothing else. */
export interface OpenApiSection {
  /** Part of the URL and of every operation id: `openai` → `/openapi/openai.json`, `openai.createVideo`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly modules: readonly Type[];
}

export const OPENAPI_SECTIONS = Symbol.for('onereel.openapi-sections');

export interface OpenApiDocuments {
  readonly combined: OpenAPIObject;
  readonly sections: Readonly<Record<string, OpenAPIObject>>;
}

export interface OpenApiInfo {
  readonly version: string;
  readonly serverUrl: string;
}

const COMBINED = {
  title: 'OneReel',
  description:
    'One API over every video model, and the edit after it. Every dialect of this gateway in one document.',
};

/** Builds every document. Complains when two schemas share a name: one of them silently replaces the other. */
export function buildOpenApi(
  app: INestApplication,
  sections: readonly OpenApiSection[],
  info: OpenApiInfo,
  complain: Complain,
): OpenApiDocuments {
  const built = sections.map(
    (section) => [section.name, buildSection(app, section, info, complain)] as const,
  );
  const combined = mergeDocuments(
    head(COMBINED, info),
    built.map(([, document]) => document),
    complain,
  );
  return { combined, sections: Object.fromEntries(built) };
}

function buildSection(
  app: INestApplication,
  section: OpenApiSection,
  info: OpenApiInfo,
  complain: Complain,
): OpenAPIObject {
  return watchForDuplicates(
    () =>
      SwaggerModule.createDocument(app, head(section, info), {
        include: [...section.modules],
        deepScanRoutes: false,
        operationIdFactory: (_controller, method) => `${section.name}.${method}`,
      }),
    complain,
  );
}

function head(
  { title, description }: { title: string; description: string },
  { version, serverUrl }: OpenApiInfo,
): Omit<OpenAPIObject, 'paths'> {
  return new DocumentBuilder()
    .setTitle(title)
    .setDescription(description)
    .setVersion(version)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer(serverUrl)
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'sk-…',
        description: 'An API key of this gateway: onereel keys create',
      },
      'apiKey',
    )
    .addSecurityRequirements('apiKey')
    .build();
}
