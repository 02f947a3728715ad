import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy, { type Busboy, type FileInfo } from 'busboy';
import { GatewayError } from '@onereel/core';
import { BracketFields, parseFieldPath } from './bracket-fields';
import type { FormFile } from './form-files';

export interface FormLimits {
  /** All text fields together, in bytes. */
  readonly maxTextBytes: number;
  /** One file, in bytes. */
  readonly maxFileBytes: number;
  readonly maxFiles: number;
  readonly maxFields: number;
}

/** Takes one form apart: fields into one object, files into a folder. Throws what went wrong first. */
export class FormReader {
  readonly fields = new BracketFields();
  /** In the order in which the client sent them, however long each took to write. */
  files: readonly FormFile[] = [];
  private readonly writes: Promise<FormFile>[] = [];
  private textBytes = 0;
  private failure: unknown;

  constructor(
    private readonly limits: FormLimits,
    private readonly folder: string,
  ) {}

  async read(request: IncomingMessage): Promise<void> {
    const parser = this.createParser(request);
    parser.on('field', (name, value, info) => {
      if (info.nameTruncated || info.valueTruncated) return this.fail(parser, this.tooMuchText());
      this.guard(parser, () => this.takeField(name, value));
    });
    parser.on('file', (name, stream, info) => {
      // The parser tears its files down with an error event, perhaps before anybody reads them.
      stream.on('error', (error) => this.fail(parser, error));
      this.guard(parser, () => {
        parseFieldPath(name);
        const write = this.takeFile(name, stream, info);
        write.catch((error: unknown) => this.fail(parser, error));
        this.writes.push(write);
      });
    });
    parser.on('filesLimit', () => this.fail(parser, tooMany('files', this.limits.maxFiles)));
    parser.on('fieldsLimit', () => this.fail(parser, tooMany('fields', this.limits.maxFields)));
    await this.feed(request, parser);
    await Promise.allSettled(this.writes);
    if (this.failure !== undefined) throw this.failure;
    this.files = await Promise.all(this.writes);
  }

  /** Not `pipeline`: it would destroy the connection on failure, and with it the error answer. */
  private async feed(request: IncomingMessage, parser: Busboy): Promise<void> {
    await new Promise<void>((resolve) => {
      parser.once('close', resolve);
      parser.on('error', (error) => {
        this.failure ??= error;
        resolve();
      });
      request.once('close', () => {
        if (!request.complete) this.fail(parser, new Error('the connection closed before its end'));
      });
      request.pipe(parser);
    });
    request.unpipe(parser);
    request.resume();
  }

  private fail(parser: Busboy, error: unknown): void {
    this.failure ??= error;
    parser.destroy(error as Error);
  }

  private createParser(request: IncomingMessage): Busboy {
    const { maxTextBytes, maxFileBytes, maxFiles, maxFields } = this.limits;
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: {
        fieldNameSize: 200,
        fieldSize: maxTextBytes,
        fields: maxFields,
        fileSize: maxFileBytes,
        files: maxFiles,
        headerPairs: 50,
      },
    });
  }

  private guard(parser: Busboy, take: () => void): void {
    if (this.failure !== undefined) return;
    try {
      take();
    } catch (error) {
      this.fail(parser, error);
    }
  }

  private takeField(name: string, value: string): void {
    this.textBytes += name.length + Buffer.byteLength(value);
    if (this.textBytes > this.limits.maxTextBytes) throw this.tooMuchText();
    this.fields.add(name, value);
  }

  private async takeFile(field: string, stream: Readable, info: FileInfo): Promise<FormFile> {
    await mkdir(this.folder, { recursive: true });
    const path = join(this.folder, randomUUID());
    const target = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    await pipeline(stream, target);
    if ((stream as Readable & { truncated?: boolean }).truncated === true) {
      throw tooLarge(
        `File "${field}" is larger than ${inMegabytes(this.limits.maxFileBytes)} MB. Send a smaller file or raise ONEREEL_MAX_UPLOAD_MB.`,
        field,
      );
    }
    return {
      field,
      name: parseFieldPath(field)[0],
      path,
      bytes: target.bytesWritten,
      claimedMediaType: info.mimeType,
      ...(info.filename !== undefined && { claimedFilename: info.filename }),
    };
  }

  private tooMuchText(): GatewayError {
    return tooLarge(
      `The text fields of the form are larger than ${inMegabytes(this.limits.maxTextBytes)} MB. Send large media as files or URLs.`,
    );
  }
}

const inMegabytes = (bytes: number): number => Math.floor(bytes / 1_048_576);

const tooMany = (what: string, limit: number): GatewayError =>
  tooLarge(`A form may hold at most ${limit} ${what}.`);

const tooLarge = (message: string, param?: string): GatewayError =>
  new GatewayError('payload_too_large', { message, param });
