import { GatewayError } from '@onereel/core';
import type { KlingCredential } from '../kling-credentials';
import type { KlingStyle } from '../kling.options';
import { KLING_MODELS, KlingModel } from '../wire/kling-models';
import type { KlingTransport } from './option-rules';

type Account = Pick<KlingCredential, 'apiKey'>;

/** The API that serves a model: the configured one, or the other one where only that has the model and the key fits. */
export function chooseTransport(model: KlingModel, style: KlingStyle, account: Account): KlingTransport {
  const transport = transportOf(model, style, account);
  if (transport !== undefined) return transport;
  throw new GatewayError('not_supported', {
    param: 'model',
    message:
      style === 'relay'
        ? `${model.descriptor.id} exists in Kling's newer API only, which relays do not serve. Use kling-v3.`
        : `${model.descriptor.id} exists in Kling's newer API only, which takes API keys. Set KLING_API_KEY.`,
  });
}

/** Ids of the models an account can be asked for; `undefined` = all. */
export function servableModels(style: KlingStyle, account: Account): readonly string[] | undefined {
  const served = KLING_MODELS.filter((model) => transportOf(model, style, account) !== undefined);
  return served.length === KLING_MODELS.length ? undefined : served.map(({ descriptor }) => descriptor.id);
}

function transportOf(model: KlingModel, style: KlingStyle, { apiKey }: Account): KlingTransport | undefined {
  const legacy = model.legacy && (style === 'relay' ? 'relay' : 'legacy');
  const current = model.current && apiKey !== undefined && style !== 'relay' ? 'current' : undefined;
  return style === 'current' ? (current ?? legacy) : (legacy ?? current);
}
