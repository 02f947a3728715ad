import { join } from 'node:path';
import {
  ENGINE_DEFAULTS,
  type EngineLinks,
  type EngineSettings,
  type WebhookSettings,
} from '../engine/engine-settings';
import type { GatewayConfig } from './gateway-config';

const MB = 1024 * 1024;

/** What the engine needs to know of the configuration. */
export function engineSettingsFrom(
  config: GatewayConfig,
  links: EngineLinks,
  ownerSecret: WebhookSettings['ownerSecret'],
): EngineSettings {
  return {
    ...ENGINE_DEFAULTS,
    sharedStore: config.redisUrl !== undefined,
    workDir: join(config.dataDir, 'work'),
    defaultModel: config.defaultModel,
    modelAliases: modelAliases(config),
    failover: config.failover,
    circuit: { failures: config.circuitFailures, openSeconds: config.circuitOpenSeconds },
    maxConcurrent: config.maxConcurrent,
    retry: {
      maxRetries: config.maxRetries,
      delaySeconds: config.retryDelaySeconds,
      backoff: config.retryBackoff,
    },
    retentionSeconds: config.retentionHours * 3600,
    maxInputBytes: config.maxUploadMb * MB,
    maxOutputBytes: config.maxOutputMb * MB,
    allowPrivateHosts: config.allowPrivateHosts,
    webhooks: { ownerSecret, sharedSecret: config.webhookSecret },
    promptModel: promptModel(config),
    render: {
      maxOpen: config.maxOpenRenders,
      timeLimitMs: config.renderTimeoutMinutes === 0 ? undefined : config.renderTimeoutMinutes * 60_000,
      workers: config.renderWorkers,
      memoryMb: config.renderMemoryMb,
      cacheBytes: config.renderCacheMb * MB,
    },
    shutdownGraceMs: config.shutdownGraceSeconds * 1000,
    links,
  };
}

function modelAliases({ modelAliases: pairs }: GatewayConfig): ReadonlyMap<string, readonly string[]> {
  return new Map(
    pairs
      .map((pair) => pair.split('=').map((name) => name.trim()))
      .map(([name, models]) => [name.toLowerCase(), models.split('|').map((model) => model.trim())]),
  );
}

function promptModel(config: GatewayConfig): EngineSettings['promptModel'] {
  const { promptLlmBaseUrl: baseUrl, promptLlmApiKey: apiKey, promptLlmModel: model } = config;
  return baseUrl === undefined || model === undefined ? undefined : { baseUrl, apiKey, model };
}
