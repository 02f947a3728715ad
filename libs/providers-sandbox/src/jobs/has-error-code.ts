/** Is this a system error of the given code? Never by `instanceof`: such errors may come from another realm. */
export const hasErrorCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && (error as { code?: unknown }).code === code;
