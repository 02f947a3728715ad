/** Something the model will not do as asked. `strict` turns warnings into a 400. */
export interface RequestWarning {
  readonly kind: 'unsupported' | 'adjusted' | 'compatibility' | 'deprecated' | 'other';
  /** The field, in VideoRequest's words. */
  readonly field?: string;
  readonly message: string;
}

export const unsupported = (field: string, message?: string): RequestWarning => ({
  kind: 'unsupported',
  field,
  message: message ?? `${field} is not supported by this model and was ignored`,
});

export const adjusted = (field: string, from: unknown, to: unknown, reason: string): RequestWarning => ({
  kind: 'adjusted',
  field,
  message: `${field} was changed from ${String(from)} to ${String(to)}: ${reason}`,
});
