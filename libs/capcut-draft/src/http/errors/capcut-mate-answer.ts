import type { GatewayError } from '@onereel/core';
import { CAPCUT_MATE_CODES } from './capcut-mate-codes';
import { symbolOf } from './route-errors';
import { detailOf } from './seed-details';

export type AnswerLanguage = 'zh' | 'en';

/** An error for both kinds of client: `detail` as documented, `code` and `message` as the server really answered. */
export interface CapcutMateError {
  readonly code: number;
  readonly message: string;
  readonly detail: string;
  /** This product's own code, e.g. `invalid_parameter`. */
  readonly error: string;
  readonly param?: string;
}

export function capcutMateError(
  route: string,
  error: GatewayError,
  language: AnswerLanguage,
): CapcutMateError {
  const [code, en, zh] = CAPCUT_MATE_CODES[symbolOf(route, error)];
  return {
    code,
    message: `${language === 'zh' ? zh : en}(${error.message})`,
    detail: detailOf(route, error),
    error: error.code,
    ...(error.param !== undefined && { param: error.param }),
  };
}

/** `zh` unless the first choice of `Accept-Language` is English, as capcut-mate decides. */
export function languageOf(header: string | undefined): AnswerLanguage {
  return /^\s*en\b/i.test(header ?? '') ? 'en' : 'zh';
}

export const SUCCESS: Readonly<Record<AnswerLanguage, string>> = { zh: '成功', en: 'Success' };
