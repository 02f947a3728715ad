import { ErrorDetail, GatewayError } from '../errors/gateway-error';
import { RequestWarning } from '../request/request-warning';

/** A dialect's names for fields of VideoRequest: `durationSeconds` → `seconds`, `inputs.first_frame` → `image`. */
export type FieldWords = Readonly<Record<string, string>>;

type Complaint = Pick<ErrorDetail, 'message' | 'param'>;

/**
 * Puts the gateway's complaints into the words the client used. Names that are also plain words (`size`, `count`) are
 * replaced only where a message begins with them.
 */
export class FieldNames {
  private readonly pattern: RegExp;

  constructor(private readonly words: FieldWords) {
    const names = Object.keys(words).sort((a, b) => b.length - a.length);
    const plain = names.filter((name) => /^[a-z]+$/.test(name));
    const telling = names.filter((name) => !plain.includes(name));
    const any = (list: readonly string[]): string =>
      list.map((name) => name.replaceAll('.', '\\.')).join('|');
    this.pattern = new RegExp(`\\b(?:${any(telling) || '(?!)'})\\b|^(?:${any(plain) || '(?!)'})(?= )`, 'g');
  }

  /** `providerOptions.sandbox.x` keeps its tail. */
  name(field: string): string {
    const known = Object.keys(this.words).find((word) => field === word || field.startsWith(`${word}.`));
    return known === undefined ? field : this.words[known] + field.slice(known.length);
  }

  text(message: string): string {
    return message.replace(this.pattern, (word) => this.words[word]);
  }

  complaint<T extends Complaint>(complaint: T): T {
    const { message, param } = complaint;
    return {
      ...complaint,
      message: this.text(message),
      ...(param !== undefined && { param: this.name(param) }),
    };
  }

  warning({ kind, field, message }: RequestWarning): RequestWarning {
    return { kind, ...(field !== undefined && { field: this.name(field) }), message: this.text(message) };
  }

  error(error: GatewayError): GatewayError {
    const { message, param, retryAfterSeconds, retryable, billed, origin, vendorCode } = error;
    const rest = { retryAfterSeconds, retryable, billed, origin, vendorCode, cause: error };
    return new GatewayError(error.code, { ...this.complaint({ message, param }), ...rest });
  }
}
