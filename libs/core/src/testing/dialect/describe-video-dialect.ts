import { registerLines, SuiteLine } from '../test-runner';
import { DIALECT_LINES, DialectConformance } from './dialect-conformance';
import { DIALECT_CHECKS, runDialectLine } from './dialect-lines';

/** The lines without a runner, e.g. to test the suite itself. */
export const videoDialectLines = (conformance: DialectConformance): readonly SuiteLine[] =>
  DIALECT_LINES.map((key, index) => ({
    key,
    title: `${index + 1}. ${DIALECT_CHECKS[key].title}`,
    run: () => runDialectLine(conformance, key),
  }));

/** Registers the conformance suite of a dialect: nine tests through HTTP against a scripted VideoGateway. */
export function describeVideoDialect(conformance: DialectConformance): void {
  registerLines(
    `${conformance.name} keeps the dialect contract`,
    videoDialectLines(conformance),
    conformance.off ?? {},
    conformance.runner,
  );
}
