import { ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import type { OptionRow } from '@onereel/capcut-draft';

/** Documents a field for every row of an option table. */
export const ApiOptionRows =
  (rows: readonly OptionRow<never>[]): ClassDecorator =>
  (target) => {
    for (const row of rows) ApiPropertyOptional(schemaOf(row))(target.prototype as object, row.field);
  };

function schemaOf(row: OptionRow<never>): ApiPropertyOptions {
  const shared = {
    description: row.about,
    ...(row.default !== undefined && { default: row.default }),
  };
  switch (row.kind) {
    case 'choice':
      return { ...shared, enum: [...row.values] };
    case 'flag':
      return { ...shared, type: Boolean };
    default:
      return {
        ...shared,
        type: row.kind === 'integer' ? 'integer' : Number,
        minimum: row.min,
        maximum: row.max,
      };
  }
}
