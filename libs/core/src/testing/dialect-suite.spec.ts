import { PlainDialect, plainConformance } from './__wrong-providers__/plain-dialect';
import { WRONG_DIALECTS } from './__wrong-providers__/wrong-dialects';
import { DialectConformance } from './dialect/dialect-conformance';
import { describeVideoDialect, videoDialectLines } from './dialect/describe-video-dialect';

const failingLines = async (conformance: DialectConformance): Promise<Record<string, string>> => {
  const failed: Record<string, string> = {};
  for (const { key, run } of videoDialectLines(conformance)) {
    await run().catch((error: Error) => void (failed[key] = error.message));
  }
  return failed;
};

describe('the dialect suite', () => {
  it('passes a right dialect in all nine lines', async () => {
    expect(videoDialectLines(plainConformance(PlainDialect))).toHaveLength(9);
    expect(await failingLines(plainConformance(PlainDialect))).toEqual({});
  });

  it.each(WRONG_DIALECTS)(
    'fails line "%s" and no other when a dialect %s',
    async (line, _mistake, Dialect) => {
      expect(await failingLines(plainConformance(Dialect))).toEqual({ [line]: expect.any(String) as string });
    },
  );

  it('registers its lines with the runner it is given', () => {
    const names: string[] = [];
    const runner = {
      describe: (name: string, body: () => void) => (names.push(name), body()),
      it: (name: string) => names.push(name),
    };
    describeVideoDialect({
      ...plainConformance(PlainDialect),
      runner,
      off: { warnings: 'the body has a fixed shape' },
    });
    expect(names).toHaveLength(10);
    expect(names[5]).toMatch(/warnings.*\[off: the body has a fixed shape\]$/);
  });
});
