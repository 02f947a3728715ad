import { type DynamicModule, Module, type Type } from '@nestjs/common';
import type { PluginHost } from '@onereel/core';
import { LoggerModule } from 'nestjs-pino';
import type { Logger } from 'pino';
import { ModelsModule } from './dialects/models/models.module';
import { NativeModule } from './dialects/native/native.module';
import { NativeWebhooksModule } from './dialects/native/native-webhooks.module';
import { OpenAiModule } from './dialects/openai/openai.module';
import { VideoCreateModule } from './dialects/video-create/video-create.module';
import { VideoGenerationsModule } from './dialects/video-generations/video-generations.module';
import { CapcutDraftModule } from '@onereel/capcut-draft';
import { DraftsModule, type DraftsOptions } from './drafts/drafts.module';
import { EngineModule } from './engine/engine.module';
import type { EngineSettings } from './engine/engine-settings';
import { HttpModule, type HttpModuleOptions } from './http/http.module';
import { MediaModule, type MediaPaths } from './http/media/media.module';
import { OPENAPI_SECTIONS, type OpenApiSection } from './http/openapi/openapi-documents';
import { InfrastructureModule, type InfrastructureOptions } from './infrastructure/infrastructure.module';
import type { LoadedPlugin } from './plugins/load-plugins';
import { RendersModule } from './renders/renders.module';
import { PluginsModule, type VendorDialect } from './plugins/plugins.module';

export interface GatewayModuleOptions {
  readonly http: HttpModuleOptions;
  readonly logger: Logger;
  readonly infrastructure: InfrastructureOptions;
  readonly media: MediaPaths;
  readonly engine: EngineSettings;
  readonly drafts: DraftsOptions;
  readonly plugins: readonly LoadedPlugin[];
  /** `dataDir` is the folder of all providers. */
  readonly pluginHost: PluginHost;
  readonly vendorDialects: readonly VendorDialect[];
}

/** The dialects of no vendor; vendors bring theirs in their packages. One OpenAPI document each. */
const DIALECTS: readonly (OpenApiSection & { readonly modules: readonly Type[] })[] = [
  {
    name: 'native',
    title: 'Native API',
    description: 'Generate, follow and manage tasks under `/api/v1`.',
    modules: [NativeModule, NativeWebhooksModule],
  },
  {
    name: 'openai',
    title: 'OpenAI-compatible API',
    description: '`/v1/videos` as the official OpenAI SDKs call it.',
    modules: [OpenAiModule],
  },
  {
    name: 'video-create',
    title: 'Video create API',
    description: '`/v1/video/create` and `/v1/video/query` as Veo resellers offer them.',
    modules: [VideoCreateModule],
  },
  {
    name: 'video-generations',
    title: 'Video generations API',
    description: '`/v1/video/generations`: flat fields, and the envelope of older clients at once.',
    modules: [VideoGenerationsModule],
  },
  {
    name: 'models',
    title: 'Models',
    description: 'What can be generated, with limits and prices.',
    modules: [ModelsModule],
  },
];

const DRAFTS: OpenApiSection = {
  name: 'drafts',
  title: 'Drafts',
  description: 'CapCut and JianYing drafts: the capcut-mate API and native routes.',
  modules: [CapcutDraftModule],
};

const RENDERS: OpenApiSection = {
  name: 'renders',
  title: 'Renders',
  description: 'Films of drafts: formats, progress, reports.',
  modules: [RendersModule],
};

const OPERATIONS: OpenApiSection = {
  name: 'operations',
  title: 'Operations',
  description: 'Health and metrics.',
  modules: [HttpModule],
};

/** One document per dialect, bundled or a vendor's, and one for operators. */
const openApiSections = (vendors: readonly VendorDialect[]): readonly OpenApiSection[] => [
  ...DIALECTS,
  ...vendors.map(({ id, title, module }) => ({
    name: id,
    title: `${title} API`,
    description: `The API of ${title}, served by this gateway for every model.`,
    modules: [module.module],
  })),
  DRAFTS,
  RENDERS,
  OPERATIONS,
];

/** Composition root: what exists and what it is given. */
@Module({})
export class GatewayModule {
  static register(options: GatewayModuleOptions): DynamicModule {
    return {
      module: GatewayModule,
      imports: [
        // Requests are logged by the server itself.
        LoggerModule.forRoot({ pinoHttp: { logger: options.logger }, forRoutes: [] }),
        InfrastructureModule.register(options.infrastructure),
        MediaModule.register(options.media),
        PluginsModule.register(options.plugins, options.pluginHost),
        EngineModule.register({ settings: options.engine, imports: [] }),
        HttpModule.register(options.http),
        DraftsModule.register(options.drafts),
        RendersModule,
        ...DIALECTS.flatMap(({ modules }) => modules),
        ...options.vendorDialects.map(({ module }) => module),
      ],
      providers: [{ provide: OPENAPI_SECTIONS, useValue: openApiSections(options.vendorDialects) }],
    };
  }
}
