import { ErrorCode } from '../../errors/error-table';
import { GatewayError, GatewayErrorOptions, toErrorDetail } from '../../errors/gateway-error';
import { ProviderHttpRequest, ProviderHttpResponse } from '../../http/provider-http';
import { CallContext, SubmitContext } from '../../provider/call-context';
import {
  CancelResult,
  PollResult,
  ProviderHandle,
  ProviderOutput,
  ReconcileResult,
  ResolvedVideoRequest,
  SubmitResult,
} from '../../provider/video-provider';
import { RequestWarning } from '../../request/request-warning';
import { ProviderLine } from '../provider/provider-conformance';
import { ACME_DESCRIPTOR, AcmeJob, AcmeOptions, AcmeProvider } from './acme-provider';

type WrongProvider = readonly [
  line: ProviderLine,
  mistake: string,
  Provider: new (options: AcmeOptions) => AcmeProvider,
];

let keyOfTheModule = '';

/** Each is the right provider with one mistake that people really make; it must fail exactly its own line. */
export const WRONG_PROVIDERS: readonly WrongProvider[] = [
  [
    'descriptor',
    'an id that is not kebab-case',
    class extends AcmeProvider {
      override readonly descriptor = { ...ACME_DESCRIPTOR, id: 'Acme_Video' };
    },
  ],
  [
    'descriptor',
    'a default duration the model does not offer',
    class extends AcmeProvider {
      override readonly descriptor = {
        ...ACME_DESCRIPTOR,
        models: [{ ...ACME_DESCRIPTOR.models[0], durations: { min: 1, max: 4 }, defaultDuration: 5 }],
      };
    },
  ],
  [
    'submit',
    'polls before it returns',
    class extends AcmeProvider {
      override async submit(request: ResolvedVideoRequest, context: SubmitContext): Promise<SubmitResult> {
        const result = await super.submit(request, context);
        if (result.outcome === 'accepted') await this.poll(result.handle, context).catch(() => undefined);
        return result;
      }
    },
  ],
  [
    'submit',
    'creates twice',
    class extends AcmeProvider {
      override async submit(request: ResolvedVideoRequest, context: SubmitContext): Promise<SubmitResult> {
        await super.submit(request, context);
        return super.submit(request, context);
      }
    },
  ],
  [
    'handle',
    'keeps its jobs in memory',
    class extends AcmeProvider {
      private readonly jobs = new Set<string>();
      override handleOf(id: string, context: CallContext): ProviderHandle {
        this.jobs.add(id);
        return super.handleOf(id, context);
      }
      override poll(handle: ProviderHandle, context: CallContext): Promise<PollResult> {
        if (!this.jobs.has(handle.id)) throw new GatewayError('provider_task_lost');
        return super.poll(handle, context);
      }
    },
  ],
  [
    'handle',
    'stores whole requests',
    class extends AcmeProvider {
      override handleOf(id: string, context: CallContext): ProviderHandle {
        return { ...super.handleOf(id, context), data: { image: 'x'.repeat(5000) } };
      }
    },
  ],
  [
    'states',
    'takes an unknown state for a failure',
    class extends AcmeProvider {
      override stateOf(job: AcmeJob): PollResult {
        if (job.state !== 'simmering') return super.stateOf(job);
        return { state: 'failed', error: toErrorDetail(new GatewayError('provider_failed')) };
      }
    },
  ],
  [
    'states',
    'says nothing about an unknown state',
    class extends AcmeProvider {
      override stateOf(job: AcmeJob): PollResult {
        return job.state === 'simmering' ? { state: 'processing' } : super.stateOf(job);
      }
    },
  ],
  [
    'repeatable',
    'makes up output ids',
    class extends AcmeProvider {
      override outputOf(ref: string): ProviderOutput {
        return { ...super.outputOf(ref), id: `${ref}-${Math.random()}` };
      }
    },
  ],
  [
    'failures',
    'takes an empty account for a wrong key',
    class extends AcmeProvider {
      override codeOf(vendorCode: string): ErrorCode {
        return vendorCode === 'no_credit' ? 'provider_authentication' : super.codeOf(vendorCode);
      }
    },
  ],
  [
    'failures',
    'does not read retry-after',
    class extends AcmeProvider {
      override vendorError(error: AcmeJob['error'], _options: GatewayErrorOptions): GatewayError {
        return super.vendorError(error, {});
      }
    },
  ],
  [
    'failures',
    'takes a lost answer for a refusal',
    class extends AcmeProvider {
      override async submit(request: ResolvedVideoRequest, context: SubmitContext): Promise<SubmitResult> {
        try {
          return await super.submit(request, context);
        } catch (error) {
          context.signal.throwIfAborted();
          return { outcome: 'rejected', error: toErrorDetail(error) };
        }
      }
    },
  ],
  [
    'failures',
    'sends questions as if they were orders',
    class extends AcmeProvider {
      override call(context: CallContext, request: ProviderHttpRequest): Promise<ProviderHttpResponse> {
        return super.call(context, { ...request, idempotent: false });
      }
    },
  ],
  [
    'retryable',
    'tries again with a wrong key',
    class extends AcmeProvider {
      override vendorError(error: AcmeJob['error'], options: GatewayErrorOptions): GatewayError {
        return super.vendorError(error, {
          ...options,
          ...(error?.code === 'bad_key' && { retryable: true }),
        });
      }
    },
  ],
  [
    'fields',
    'drops an option in silence',
    class extends AcmeProvider {
      override warningsOf(): [] {
        return [];
      }
    },
  ],
  [
    'fields',
    'sends what the vendor will refuse',
    class extends AcmeProvider {
      override problemOf(): undefined {
        return undefined;
      }
    },
  ],
  [
    'fields',
    'warns only when it is too late',
    class extends AcmeProvider {
      override validate(): [] {
        return [];
      }
    },
  ],
  [
    'fields',
    'refuses early what it would send',
    class extends AcmeProvider {
      override validate(request: ResolvedVideoRequest): readonly RequestWarning[] {
        if (request.seed === undefined) {
          throw new GatewayError('missing_required_parameter', { param: 'seed' });
        }
        return super.validate(request);
      }
    },
  ],
  [
    'abort',
    'leaves a timer behind',
    class extends AcmeProvider {
      override call(context: CallContext, request: ProviderHttpRequest): Promise<ProviderHttpResponse> {
        setTimeout(() => undefined, 8000);
        return super.call(context, request);
      }
    },
  ],
  [
    'abort',
    'turns the abort into an answer',
    class extends AcmeProvider {
      override async poll(handle: ProviderHandle, context: CallContext): Promise<PollResult> {
        try {
          return await super.poll(handle, context);
        } catch (error) {
          if (!context.signal.aborted) throw error;
          return { state: 'processing' };
        }
      }
    },
  ],
  [
    'abort',
    'takes every error but a lost answer for a refusal',
    class extends AcmeProvider {
      override async submit(request: ResolvedVideoRequest, context: SubmitContext): Promise<SubmitResult> {
        try {
          return await super.submit(request, context);
        } catch (error) {
          if (!GatewayError.isInstance(error) || error.code === 'submit_unknown') throw error;
          return { outcome: 'rejected', error: toErrorDetail(error) };
        }
      }
    },
  ],
  [
    'abort',
    'does not listen to the signal',
    class extends AcmeProvider {
      override async poll(handle: ProviderHandle, context: CallContext): Promise<PollResult> {
        const answer = super.poll(handle, context);
        await Promise.race([
          answer.catch(() => undefined),
          new Promise((resolve) => setTimeout(resolve, 600)),
        ]);
        if (context.signal.aborted) await new Promise((resolve) => setTimeout(resolve, 600));
        return answer;
      }
    },
  ],
  [
    'reference',
    'does not send the client reference',
    class extends AcmeProvider {
      override bodyOf(request: ResolvedVideoRequest, context: SubmitContext) {
        return { ...super.bodyOf(request, context), ref: 'always the same' };
      }
    },
  ],
  [
    'reference',
    'finds a task that is not there',
    class extends AcmeProvider {
      override async reconcile(clientReference: string, context: SubmitContext): Promise<ReconcileResult> {
        await super.reconcile(clientReference, context);
        return { outcome: 'found', handle: this.handleOf('job-1', context) };
      }
    },
  ],
  [
    'secrets',
    'repeats what the vendor repeats',
    class extends AcmeProvider {
      override messageOf(text: string): string {
        return text;
      }
    },
  ],
  [
    'secrets',
    'puts the key into the URL',
    class extends AcmeProvider {
      override call(context: CallContext, request: ProviderHttpRequest): Promise<ProviderHttpResponse> {
        return super.call(context, { ...request, query: { ...request.query, key: this.options.key } });
      }
    },
  ],
  [
    'secrets',
    'logs its headers',
    class extends AcmeProvider {
      override call(context: CallContext, request: ProviderHttpRequest): Promise<ProviderHttpResponse> {
        context.log.debug('calling the vendor', { headers: this.headers() });
        return super.call(context, request);
      }
    },
  ],
  [
    'secrets',
    'keeps the key in the handle',
    class extends AcmeProvider {
      override handleOf(id: string, context: CallContext): ProviderHandle {
        return {
          ...super.handleOf(id, context),
          data: { auth: Buffer.from(this.options.key).toString('base64') },
        };
      }
    },
  ],
  [
    'origins',
    'follows redirects with its key',
    class extends AcmeProvider {
      override async call(context: CallContext, request: ProviderHttpRequest): Promise<ProviderHttpResponse> {
        const response = await super.call(context, request);
        const { location } = response.headers;
        return location === undefined ? response : super.call(context, { ...request, url: location });
      }
    },
  ],
  [
    'origins',
    'follows the redirect of a file with its key',
    class extends AcmeProvider {
      override async openOutput(...[output, handle, context]: Parameters<AcmeProvider['openOutput']>) {
        const http: CallContext['http'] = {
          request: (request) => context.http.request(request),
          stream: async (request) => {
            const first = await context.http.stream({ ...request, followRedirects: false });
            const { location } = first.headers;
            return location === undefined ? first : context.http.stream({ ...request, url: location });
          },
        };
        return super.openOutput(output, handle, { ...context, http });
      }
    },
  ],
  [
    'isolation',
    'keeps its key in a variable of the module',
    class extends AcmeProvider {
      constructor(options: AcmeOptions) {
        super(options);
        keyOfTheModule = options.key;
      }
      override headers(): Record<string, string> {
        return { authorization: `Bearer ${keyOfTheModule}` };
      }
      override messageOf(text: string): string {
        return text.replaceAll(keyOfTheModule, '').replace(/sentinel-\S+/g, '');
      }
    },
  ],
  [
    'isolation',
    'reads the environment',
    class extends AcmeProvider {
      override headers(): Record<string, string> {
        // eslint-disable-next-line no-restricted-properties -- the mistake under test
        return { authorization: `Bearer ${process.env.ACME_KEY ?? this.options.key}` };
      }
    },
  ],
  [
    'capabilities',
    'has a method the descriptor does not know',
    class extends AcmeProvider {
      override readonly descriptor = {
        ...ACME_DESCRIPTOR,
        features: { ...ACME_DESCRIPTOR.features, cancel: false },
      };
    },
  ],
  [
    'capabilities',
    'cannot cancel twice',
    class extends AcmeProvider {
      override async cancel(handle: ProviderHandle, context: CallContext): Promise<CancelResult> {
        const result = await super.cancel(handle, context);
        if (result.outcome === 'too_late') throw new GatewayError('conflict');
        return result;
      }
    },
  ],
];
