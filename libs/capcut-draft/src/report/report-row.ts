/** `exact` a test asserts it tightly · `near` the rule is known up to a constant · `approximate` a look-alike · `skipped` not drawn. */
export type Grade = 'exact' | 'near' | 'approximate' | 'skipped';

export const GRADES: readonly Grade[] = ['exact', 'near', 'approximate', 'skipped'];

/** What became of one construct of one segment. */
export interface ReportRow {
  /** Segment id; empty for the whole film. */
  readonly segment: string;
  /** For example `transition`, `text`, `effect`. */
  readonly construct: string;
  readonly grade: Grade;
  readonly note: string;
  /** Frame of the film where it can be seen. */
  readonly frame?: number;
}
