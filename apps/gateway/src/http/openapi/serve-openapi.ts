import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import type { Express } from 'express';
import {
  type OpenApiDocuments,
  type OpenApiInfo,
  type OpenApiSection,
  buildOpenApi,
} from './openapi-documents';

const PAGE_SCRIPT = '/docs/page.js';
/** The page of the library says nothing about phones, which then show it as small as a desk's. */
const AS_WIDE_AS_THE_SCREEN = `document.head.append(
  Object.assign(document.createElement('meta'), { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
);
`;

/** Serves Swagger UI at `/docs` and every document; they are built on first request, so that starting stays fast. */
export function serveOpenApi(
  app: NestExpressApplication,
  sections: readonly OpenApiSection[],
  info: OpenApiInfo,
): void {
  let built: OpenApiDocuments | undefined;
  const log = new Logger('OpenAPI');
  const documents = (): OpenApiDocuments =>
    (built ??= buildOpenApi(app, sections, info, (problem) => log.warn(problem)));
  const server = app.getHttpAdapter().getInstance() as Express;
  server.get('/openapi.json', (_request, response) => {
    response.json(documents().combined);
  });
  for (const { name } of sections) {
    server.get(`/openapi/${name}.json`, (_request, response) => {
      response.json(documents().sections[name]);
    });
  }
  server.get(PAGE_SCRIPT, (_request, response) => {
    response.type('text/javascript').send(AS_WIDE_AS_THE_SCREEN);
  });
  SwaggerModule.setup('docs', app, () => documents().combined, {
    raw: false,
    explorer: true,
    customSiteTitle: 'OneReel API',
    customJs: PAGE_SCRIPT,
    swaggerOptions: {
      urls: [
        { name: 'Everything', url: '/openapi.json' },
        ...sections.map(({ name, title }) => ({ name: title, url: `/openapi/${name}.json` })),
      ],
      persistAuthorization: true,
      displayRequestDuration: true,
      tryItOutEnabled: true,
      // Hundreds of schemas; each operation shows its own.
      defaultModelsExpandDepth: 0,
    },
  });
}
