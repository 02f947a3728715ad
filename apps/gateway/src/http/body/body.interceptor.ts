import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  type OnModuleInit,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GatewayError, STREAMED_BODY } from '@onereel/core';
import { Observable, from, lastValueFrom } from 'rxjs';
import { GATEWAY_CONFIG, type GatewayConfig } from '../../config/gateway-config';
import { ACCEPTS_FORM } from './accepts-form.decorator';
import { type FormBody, readForm } from './form-body';
import { setFormFiles } from './form-files';
import type { FormLimits } from './form-reader';
import { parseJsonBody } from './json-body';
import { rawBody, releaseRawBody } from './raw-body';
import { removeStaleUploads } from './stale-uploads';

const MB = 1024 * 1024;
const FORM = /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i;
const JSON_TYPE = /^(application\/([\w.-]+\+)?json|text\/json)\b/i;

type WithBody = IncomingMessage & { body?: unknown };

/**
 * Reads the body after the guards and before the handler: strangers cannot make the gateway read anything. JSON everywhere;
 * forms where the route says `AcceptsForm`. Files of a form live until the handler has returned.
 */
@Injectable()
export class BodyInterceptor implements NestInterceptor, OnModuleInit {
  private readonly maxBodyBytes: number;
  private readonly formLimits: FormLimits;
  private readonly uploads: string;

  constructor(
    @Inject(GATEWAY_CONFIG) config: GatewayConfig,
    private readonly reflector: Reflector,
  ) {
    this.maxBodyBytes = config.maxBodyMb * MB;
    this.formLimits = {
      maxTextBytes: this.maxBodyBytes,
      maxFileBytes: config.maxUploadMb * MB,
      maxFiles: 20,
      maxFields: 200,
    };
    this.uploads = join(config.dataDir, 'uploads');
  }

  onModuleInit(): Promise<void> {
    return removeStaleUploads(this.uploads, Date.now());
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<WithBody>();
    if (!hasBody(request) || this.is(STREAMED_BODY, context)) return next.handle();
    const type = request.headers['content-type'] ?? 'application/json';
    if (FORM.test(type)) return this.withForm(request, context, next);
    if (!JSON_TYPE.test(type)) throw wrongType(type, this.acceptsForm(context));
    request.body = parseJsonBody(await rawBody(request, this.maxBodyBytes));
    releaseRawBody(request);
    return next.handle();
  }

  private async withForm(
    request: WithBody,
    context: ExecutionContext,
    next: CallHandler,
  ): Promise<Observable<unknown>> {
    if (!this.acceptsForm(context)) throw wrongType(request.headers['content-type'] ?? '', false);
    const form: FormBody = await readForm(request, this.formLimits, this.uploads);
    request.body = form.fields;
    setFormFiles(request, form.files);
    // Before the answer goes out: who has it may rely on nothing being left. What cannot be removed now is swept at the next start.
    const answer = lastValueFrom(next.handle(), { defaultValue: undefined });
    return from(answer.finally(() => form.dispose().catch(() => undefined)));
  }

  private acceptsForm(context: ExecutionContext): boolean {
    return this.is(ACCEPTS_FORM, context);
  }

  private is(metadata: string, context: ExecutionContext): boolean {
    const places = [context.getHandler(), context.getClass()];
    return this.reflector.getAllAndOverride<boolean>(metadata, places) === true;
  }
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

function wrongType(type: string, form: boolean): GatewayError {
  const accepted = form ? 'application/json or a form' : 'application/json';
  return new GatewayError('unsupported_media_type', {
    message: `Content-Type "${type.slice(0, 80)}" is not accepted here. Send ${accepted}.`,
  });
}
