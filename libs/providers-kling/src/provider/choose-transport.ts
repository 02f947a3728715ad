import { GatewayError } from '@onereel/core';
import type { KlingCredential } from '../kling-credentials';
import type { KlingStyle } from '../kling.options';
import type { KlingModel } from '../wire/kling-models';
import type { KlingTransport } from './option-rules';

/** The API that serves a model: the configured one, or the other one where only that has the model and the key fits. */
export function chooseTransport(
  model: KlingModel,
  style: KlingStyle,
  credential: KlingCredential,
): KlingTransport {
  const hasKey = credential.apiKey !== undefined;
  if (style === 'relay' && model.legacy) return 'relay';
  if (style !== 'relay') {
    const wanted = style === 'current' ? current(model, hasKey) : undefined;
    const transport = wanted ?? (model.legacy ? 'legacy' : current(model, hasKey));
    if (transport) return transport;
  }
  throw new GatewayError('not_supported', {
    param: 'model',
    message:
      style === 'relay'
        ? `${model.descriptor.id} exists in Kling's newer API only, which relays do not serve. Use kling-v3.`
        : `${model.descriptor.id} exists in Kling's newer API only, which takes API keys. Set KLING_API_KEY.`,
  });
}

const current = (model: KlingModel, hasKey: boolean): 'current' | undefined =>
  model.current && hasKey ? 'current' : undefined;
