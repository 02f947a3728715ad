import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import {
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  type OnModuleInit,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GatewayError, STREAMED_BODY } from '@onereel/core';
import { GATEWAY_CONFIG, type GatewayConfig } from '../../config/gateway-config';
import { ACCEPTS_FORM } from './accepts-form.decorator';
import { beforeEnd } from './before-end';
import { readForm } from './form-body';
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
 * Reads the body after the other guards and before the handler: strangers cannot make the gateway read anything. JSON everywhere;
 * forms where the route says `AcceptsForm`. Files of a form live until the answer ends. A guard and not an interceptor, because
 * the framework's chain of interceptors costs every request about as much as reading its body.
 */
@Injectable()
export class BodyGuard implements CanActivate, OnModuleInit {
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

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<WithBody>();
    if (!hasBody(request) || this.is(STREAMED_BODY, context)) return true;
    const type = request.headers['content-type'] ?? 'application/json';
    if (FORM.test(type)) {
      if (!this.acceptsForm(context)) throw wrongType(type, false);
      await this.readForm(request, http.getResponse<ServerResponse>());
      return true;
    }
    if (!JSON_TYPE.test(type)) throw wrongType(type, this.acceptsForm(context));
    request.body = parseJsonBody(await rawBody(request, this.maxBodyBytes));
    releaseRawBody(request);
    return true;
  }

  /** Who has the whole answer may rely on nothing being left. What cannot be removed is swept at the next start. */
  private async readForm(request: WithBody, response: ServerResponse): Promise<void> {
    const form = await readForm(request, this.formLimits, this.uploads);
    request.body = form.fields;
    setFormFiles(request, form.files);
    beforeEnd(response, () => form.dispose().catch(() => undefined));
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
