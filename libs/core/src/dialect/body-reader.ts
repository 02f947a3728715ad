import { GatewayError } from '../errors/gateway-error';
import { JsonObject } from '../json';
import { FrameSize } from '../request/video-request';
import { cleanJsonObject } from './clean-json';

export interface NumberRule {
  /** Inclusive. */
  readonly min: number;
  /** Inclusive. */
  readonly max: number;
  readonly integer?: boolean;
  /** For the error message: `seconds`, `frames per second`. */
  readonly unit?: string;
}

/** `1080p` style name or exact pixels. */
export type Resolution = { readonly size: FrameSize } | { readonly resolution: string };

const NUMERIC = /^-?\d+(\.\d+)?$/;
const PIXELS = /^(\d{2,5})\s*[x*×:]\s*(\d{2,5})$/i;
const NAMED = /^(\d{3,4}p|[248]k)$/i;
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const ASPECT = /^\d{1,3}:\d{1,3}$/;
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const BOOLEANS = new Map<unknown, boolean>([
  [true, true],
  [false, false],
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
  [1, true],
  [0, false],
]);

/** What the client sent, short enough for a message. */
const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 40 ? text : `${text.slice(0, 37)}…`;
};

/**
 * Reads the fields of a JSON or form body: strings stand for numbers and booleans, because forms have nothing else; `null` and
 * empty strings mean absent, because low-code clients send them for fields nobody filled in. Every refusal is an
 * `invalid_parameter` that names field, reason and cure. Remembers what was read, so that the rest can be warned about.
 */
export class BodyReader {
  private readonly body: Readonly<Record<string, unknown>>;
  private readonly seen = new Set<string>();

  /**
   * @param path in front of the field names in refusals, for an object inside the body: `range.`
   * @throws `invalid_request` when the body is not an object.
   */
  constructor(
    body: unknown,
    private readonly path = '',
  ) {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw new GatewayError('invalid_request', {
        message: 'The request body must be an object with named fields. Send for example {"prompt": "…"}.',
      });
    }
    this.body = body as Record<string, unknown>;
  }

  /** The untouched value; `undefined` for absent, `null` and blank. */
  raw(name: string): unknown {
    this.seen.add(name);
    const value = Object.hasOwn(this.body, name) ? this.body[name] : undefined;
    return value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value;
  }

  text(name: string, maxLength = 32_000): string | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') this.refuse(name, 'a string', shown(value));
    if (value.length > maxLength) {
      this.refuse(name, `at most ${maxLength} characters long`, `${value.length}`);
    }
    if (CONTROL.test(value)) this.refuse(name, 'free of control characters', 'one of them');
    return value;
  }

  number(name: string, rule: NumberRule): number | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    const parsed = typeof value === 'string' && NUMERIC.test(value.trim()) ? Number(value) : value;
    const fits = typeof parsed === 'number' && parsed >= rule.min && parsed <= rule.max;
    if (!fits || (rule.integer === true && !Number.isInteger(parsed))) {
      const kind = rule.integer === true ? 'an integer' : 'a number';
      const unit = rule.unit === undefined ? '' : ` ${rule.unit}`;
      this.refuse(name, `${kind} from ${rule.min} to ${rule.max}${unit}`, shown(value));
    }
    return parsed;
  }

  boolean(name: string): boolean | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    const parsed = BOOLEANS.get(typeof value === 'string' ? value.toLowerCase() : value);
    if (parsed === undefined) this.refuse(name, 'true or false', shown(value));
    return parsed;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    const match = allowed.find((item) => item === value);
    if (match === undefined) this.refuse(name, `one of ${allowed.join(', ')}`, shown(value));
    return match;
  }

  /** `1280x720`, `1280*720` or `720p`. */
  resolution(name: string): Resolution | undefined {
    const value = this.text(name, 20)?.trim();
    if (value === undefined) return undefined;
    if (NAMED.test(value)) return { resolution: value.toLowerCase() };
    const [, width, height] = PIXELS.exec(value) ?? [];
    if (width === undefined) {
      return this.refuse(name, 'WIDTHxHEIGHT in pixels or a name such as 720p', shown(value));
    }
    return { size: { width: Number(width), height: Number(height) } };
  }

  /** `16:9`. */
  aspectRatio(name: string): string | undefined {
    const value = this.text(name, 20)?.trim();
    if (value !== undefined && !ASPECT.test(value)) this.refuse(name, 'W:H, for example 16:9', shown(value));
    return value;
  }

  /** A moment as ISO 8601, normalized to UTC. */
  dateTime(name: string): string | undefined {
    const value = this.text(name, 40)?.trim();
    if (value === undefined) return undefined;
    const time = DATE.test(value) ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(time)) this.refuse(name, 'a time such as 2026-01-31T10:30:00Z', shown(value));
    return new Date(time).toISOString();
  }

  /** An object, or a string that holds one as JSON; a copy without dangerous keys, at most 16 KB and 8 levels deep. */
  object(name: string): JsonObject | undefined {
    const value = this.raw(name);
    return value === undefined ? undefined : cleanJsonObject(name, value);
  }

  /** One value or a list of values, as a list. */
  list(name: string, maxItems: number): readonly unknown[] {
    const value = this.raw(name);
    if (value === undefined) return [];
    const items = Array.isArray(value) ? (value as unknown[]) : [value];
    if (items.length > maxItems) this.refuse(name, `a list of at most ${maxItems}`, `${items.length}`);
    return items;
  }

  /** Fields of the body that nobody asked for. */
  unread(): readonly string[] {
    return Object.keys(this.body).filter((name) => !this.seen.has(name));
  }

  /** @throws `invalid_parameter`, always. */
  refuse(name: string, expected: string, found: string): never {
    const param = this.path + name;
    throw new GatewayError('invalid_parameter', {
      param,
      message: `${param} must be ${expected}; found ${found}. Correct the value or leave the field out.`,
    });
  }
}
