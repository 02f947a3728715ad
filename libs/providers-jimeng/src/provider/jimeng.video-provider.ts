import {
  CallContext,
  CancelResult,
  CheckResult,
  CredentialSlot,
  GatewayError,
  PollResult,
  ProviderDescriptor,
  ProviderHandle,
  rejectedBy,
  ResolvedVideoRequest,
  SubmitContext,
  SubmitResult,
  VideoProvider,
} from '@onereel/core';
import { JimengCredential, modelsOf } from '../jimeng-credentials';
import { ARK_HOSTS, JimengOptions, VISUAL_HOST } from '../jimeng.options';
import { JIMENG_DESCRIPTOR } from '../wire/jimeng-descriptor';
import { findJimengModel } from '../wire/jimeng-models';
import { ArkTransport } from './ark-transport';
import type { JimengTransport } from './jimeng-transport';
import { VisualTransport } from './visual-transport';

/** Jimeng over the visual API or a relay, and Seedance over Ark: the credential of a task says which way it goes. */
export class JimengVideoProvider implements VideoProvider {
  readonly descriptor: ProviderDescriptor;
  readonly credentials: readonly CredentialSlot[];
  readonly trustedOrigins: readonly string[];
  private readonly visual: JimengTransport;
  private readonly ark: JimengTransport;

  constructor(private readonly options: JimengOptions) {
    this.descriptor = polledEvery(options.pollSeconds);
    this.credentials = options.credentials.map((credential) => slotOf(credential));
    this.visual = new VisualTransport(options.baseUrl);
    this.ark = new ArkTransport(options);
    const addresses = [options.baseUrl, options.arkBaseUrl, VISUAL_HOST, ...ARK_HOSTS];
    this.trustedOrigins = [...new Set(addresses.map((address) => new URL(address).origin))];
  }

  async submit(request: ResolvedVideoRequest, context: SubmitContext): Promise<SubmitResult> {
    try {
      const model = findJimengModel(request.resolvedModel.id);
      if (!model) throw new GatewayError('model_not_found', { param: 'model' });
      const credential = this.credential(context.credentialId);
      if (!modelsOf(credential).includes(model.descriptor.id)) throw cannotServe(model.descriptor.id);
      return await this.transportOf(credential).submit({ request, model, credential }, context);
    } catch (error) {
      return rejectedBy(error, context);
    }
  }

  async poll(handle: ProviderHandle, context: CallContext): Promise<PollResult> {
    const credential = this.credential(context.credentialId);
    return this.transportOf(credential).poll(handle, credential, context);
  }

  async cancel(handle: ProviderHandle, context: CallContext): Promise<CancelResult> {
    const credential = this.credential(context.credentialId);
    return this.transportOf(credential).cancel(handle, credential, context);
  }

  async check(context: CallContext): Promise<CheckResult> {
    try {
      const credential = this.credential(context.credentialId);
      await this.transportOf(credential).check(credential, context);
      return { ok: true };
    } catch (error) {
      if (!GatewayError.isInstance(error)) throw error;
      return { ok: false, message: error.message };
    }
  }

  private transportOf({ proof }: JimengCredential): JimengTransport {
    return proof.way === 'ark' ? this.ark : this.visual;
  }

  private credential(id: string): JimengCredential {
    const found = this.options.credentials.find((credential) => credential.id === id);
    if (found) return found;
    throw new GatewayError('credential_gone', {
      message: `The Jimeng credential ${id} is no longer configured. Add it to JIMENG_CREDENTIALS again.`,
    });
  }
}

/** Tasks that an Ark account runs at once, unless the operator knows better. */
const ARK_SLOTS = 5;

function slotOf(credential: JimengCredential): CredentialSlot {
  const { id, weight, maxConcurrent, proof } = credential;
  return {
    id,
    weight,
    models: modelsOf(credential),
    ...(maxConcurrent !== undefined && { maxConcurrent }),
    ...(proof.way === 'ark' && { usual: { maxConcurrent: ARK_SLOTS } }),
  };
}

function polledEvery(seconds: number | undefined): ProviderDescriptor {
  if (seconds === undefined) return JIMENG_DESCRIPTOR;
  return { ...JIMENG_DESCRIPTOR, poll: { firstSeconds: seconds, intervalSeconds: seconds } };
}

const cannotServe = (model: string): GatewayError =>
  new GatewayError('not_supported', {
    param: 'model',
    message: `${model} needs another credential: Seedance models take ARK_API_KEY, Jimeng models JIMENG_ACCESS_KEY and JIMENG_SECRET_KEY.`,
  });
