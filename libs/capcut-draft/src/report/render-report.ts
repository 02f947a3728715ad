import { type Grade, GRADES, type ReportRow } from './report-row';

/** What was drawn how true, for a whole render. */
export interface RenderReport {
  readonly counts: Readonly<Record<Grade, number>>;
  /** Worst first, then by time. */
  readonly rows: readonly ReportRow[];
}

export function buildReport(rows: readonly ReportRow[]): RenderReport {
  const unique = [
    ...new Map(
      rows.map((row) => [JSON.stringify([row.segment, row.construct, row.grade, row.note]), row]),
    ).values(),
  ];
  const counts = Object.fromEntries(
    GRADES.map((grade) => [grade, unique.filter((row) => row.grade === grade).length]),
  ) as Record<Grade, number>;
  const severity = (row: ReportRow): number => GRADES.indexOf(row.grade);
  return {
    counts,
    rows: unique.sort((a, b) => severity(b) - severity(a) || (a.frame ?? 0) - (b.frame ?? 0)),
  };
}
