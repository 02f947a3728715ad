import { ERROR_TABLE, type ErrorRow } from '@onereel/core';
import { markdownTable } from '../../config/config-reference';

const ORIGINS: readonly [origin: ErrorRow['origin'], title: string][] = [
  ['client', 'The request or its sender'],
  ['provider', 'The vendor'],
  ['network', 'The way to the vendor'],
  ['gateway', 'This gateway or its configuration'],
];

/** `docs/reference/errors.md`. */
export function renderErrorReference(): string {
  const parts = [
    '# Errors',
    'Every error has a code of this table, in answers (`error.code`), on failed tasks and in logs. The message says what is wrong, where, and what to do.',
    '`retry` says whether the same request may succeed later; answers carry it as `x-should-retry`, which stays `false` wherever repeating could start a second paid video. `billed` says whether the vendor charges for the failed attempt. Only errors of the vendor and of the network count against a provider’s health.',
    'This page is generated from the code.',
    ...ORIGINS.map(([origin, title]) => `## ${title}\n\n${rowsOf(origin)}`),
  ];
  return `${parts.join('\n\n')}\n`;
}

function rowsOf(origin: ErrorRow['origin']): string {
  const rows = Object.entries<ErrorRow>(ERROR_TABLE).filter(([, row]) => row.origin === origin);
  return markdownTable(
    ['code', 'HTTP', 'type', 'retry', 'billed', 'meaning'],
    rows.map(([code, row]) => [
      `\`${code}\``,
      String(row.status),
      row.type,
      row.retryable ? 'yes' : 'no',
      row.billed,
      row.sentence,
    ]),
  );
}
