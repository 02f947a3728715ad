import {
  AppliedParameters,
  CallContext,
  CheckResult,
  CredentialSlot,
  GatewayError,
  OutputStream,
  PollResult,
  ProviderDescriptor,
  ProviderHandle,
  ProviderOutput,
  rejectedBy,
  RequestWarning,
  ResolvedVideoRequest,
  SubmitContext,
  SubmitResult,
  VideoProvider,
} from '@onereel/core';
import type { VeoAccount } from '../veo-account';
import type { VeoOptions } from '../veo.options';
import { findVeoModel, servedBy } from '../wire/veo-models';
import { HABITS } from '../wire/veo-transports';
import { describeFor } from './describe-for';
import { openTransport } from './open-transport';
import { Transport } from './transport';

const HANDLE_VERSION = 1;

/** Google Veo over any of its transports; every account has its own. */
export class VeoVideoProvider implements VideoProvider {
  readonly descriptor: ProviderDescriptor;
  readonly credentials: readonly CredentialSlot[];
  readonly trustedOrigins: readonly string[];
  private readonly open = new Map<string, { readonly account: VeoAccount; readonly transport: Transport }>();

  constructor(options: VeoOptions) {
    this.descriptor = describeFor(options);
    this.credentials = options.accounts.map((account) => slotOf(account, options));
    for (const account of options.accounts) {
      this.open.set(account.id, { account, transport: openTransport(account, options) });
    }
    const origins = [...this.open.values()].flatMap(({ transport }) => transport.origins);
    this.trustedOrigins = [...new Set(origins)];
  }

  validate(
    request: ResolvedVideoRequest,
    { credentialId }: Pick<CallContext, 'credentialId'>,
  ): readonly RequestWarning[] {
    const { account, transport } = this.account(credentialId);
    return transport.foresee(request, nameOf(request, account));
  }

  async submit(request: ResolvedVideoRequest, context: SubmitContext): Promise<SubmitResult> {
    try {
      const { account, transport } = this.account(context.credentialId);
      const vendorModel = nameOf(request, account);
      const { id, warnings, data, applied } = await transport.submit(request, vendorModel, context);
      const handle: ProviderHandle = {
        v: HANDLE_VERSION,
        id,
        transport: account.transport,
        credentialId: account.id,
        region: account.baseUrl,
        model: vendorModel,
        ...(data && { data }),
      };
      return { outcome: 'accepted', handle, warnings, applied: { ...soundOf(request, account), ...applied } };
    } catch (error) {
      return rejectedBy(error, context);
    }
  }

  poll(handle: ProviderHandle, context: CallContext): Promise<PollResult> {
    return this.ownerOf(handle).then((transport) => transport.poll(handle, context));
  }

  /** Videos inside answers, in Google's storage, and files behind a key. */
  openOutput(output: ProviderOutput, handle: ProviderHandle, context: CallContext): Promise<OutputStream> {
    const ref = output.source.kind === 'provider' ? output.source.ref : output.source.url;
    return this.ownerOf(handle).then((transport) => transport.open(ref, handle, context));
  }

  async check(context: CallContext): Promise<CheckResult> {
    try {
      await this.account(context.credentialId).transport.check(context);
      return { ok: true };
    } catch (error) {
      if (!GatewayError.isInstance(error)) throw error;
      return { ok: false, message: error.message };
    }
  }

  private account(id: string): { readonly account: VeoAccount; readonly transport: Transport } {
    const found = this.open.get(id);
    if (found) return found;
    throw new GatewayError('credential_gone', {
      message: `The Veo account ${id} is no longer configured. Set its keys again.`,
    });
  }

  /** Keys go to the configured address only, tasks stay where they were made. */
  private async ownerOf(handle: ProviderHandle): Promise<Transport> {
    const { account, transport } = this.account(handle.credentialId);
    if (account.transport === handle.transport && account.baseUrl === handle.region) return transport;
    throw new GatewayError('credential_gone', {
      message: `The task was made by ${handle.transport} at ${handle.region}, but the account ${account.id} is now ${account.transport} at ${account.baseUrl}. Set it back.`,
    });
  }
}

/** A pace that the operator set goes for all ways. */
function slotOf(
  { id, weight, maxConcurrent, transport }: VeoAccount,
  { pollSeconds }: VeoOptions,
): CredentialSlot {
  const { poll, ...usual } = HABITS[transport];
  return {
    id,
    weight,
    ...(maxConcurrent !== undefined && { maxConcurrent }),
    usual: pollSeconds === undefined && poll ? { ...usual, poll } : usual,
    models: servedBy(transport),
  };
}

/** Only Vertex AI can leave the sound out. */
const soundOf = ({ audio }: ResolvedVideoRequest, { transport }: VeoAccount): AppliedParameters =>
  audio === false && transport !== 'vertex' ? { audio: true } : {};

function nameOf({ resolvedModel: { id } }: ResolvedVideoRequest, { transport }: VeoAccount): string {
  const name = findVeoModel(id)?.names[transport];
  if (name !== undefined) return name;
  throw new GatewayError('not_supported', {
    param: 'model',
    message: `${id} is not served over ${transport}. Choose another model or configure another account.`,
  });
}
