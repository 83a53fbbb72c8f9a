/** What becomes of a pair in the long run of a law: it holds, is refused by name, or fails, with what to say to see it again. */
import fc from "fast-check";

/** Null where the law holds; otherwise why the pair was refused by name, before anything ran. */
export type Outcome = string | null;

/** How far the long run goes; null where only the sample is asked for. */
export interface LongRun {
  readonly seed: number;
  readonly from: number;
  readonly pairs: number;
  /** For how many milliseconds a failure is shrunk. */
  readonly shrinking: number;
}

const numberOf = (name: string, otherwise: number): number => {
  const text = process.env[name];
  return text === undefined ? otherwise : Number(text);
};

export const longRun: LongRun | null =
  process.env["SCHEMA_DIFF_LAW_PAIRS"] === undefined
    ? null
    : {
        seed: numberOf("SCHEMA_DIFF_SEED", 1),
        from: numberOf("SCHEMA_DIFF_LAW_FROM", 0),
        pairs: numberOf("SCHEMA_DIFF_LAW_PAIRS", 0),
        shrinking: numberOf("SCHEMA_DIFF_LAW_LIMIT", 60_000),
      };

/** A message without the names and numbers in it, so that those of one reason are counted together. */
const reasonOf = (message: string): string =>
  message
    .split("\n")[0]
    ?.replace(/"[^"]*"|`[^`]*`|'[^']*'/g, "…")
    .replace(/\d+/g, "n") ?? "";

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/**
 * Every pair of the run by itself, so that one that fails ends nothing: it is shrunk for a while and told.
 * The numbers of those that failed.
 */
export const eachPair = async <T>(
  title: string,
  pairs: fc.Arbitrary<T>,
  holds: (pair: T) => Promise<Outcome>,
  { seed, from, pairs: until, shrinking }: LongRun,
): Promise<readonly number[]> => {
  const refusals = new Map<string, number>();
  const failed: number[] = [];
  const running: { now: Promise<Outcome> } = { now: Promise.resolve(null) };
  const started = Date.now();
  for (let i = from; i < until; i++) {
    const property = fc.asyncProperty(pairs, async (pair) => {
      running.now = holds(pair);
      await running.now;
    });
    const details = await fc.check(property, {
      seed,
      path: String(i),
      numRuns: 1,
      interruptAfterTimeLimit: Math.max(shrinking, 60_000),
      endOnFailure: shrinking === 0,
      includeErrorInReport: true,
    });
    const outcome = await running.now.catch(() => null);
    if (details.failed) {
      failed.push(i);
      say(`${title}: pair ${String(i)} of seed ${String(seed)} FAILS`);
      say((await fc.asyncDefaultReportMessage(details)) ?? "");
    } else if (outcome !== null) {
      const reason = reasonOf(outcome);
      refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
    }
    if ((i + 1) % 100 === 0 || i + 1 === until)
      say(
        `${title}: pairs ${String(from)} to ${String(i + 1)} of seed ${String(seed)}, ${String(failed.length)} failed, ${String([...refusals.values()].reduce((a, b) => a + b, 0))} refused, ${String(Math.round((Date.now() - started) / 1000))} s`,
      );
  }
  for (const [reason, count] of refusals) say(`${title}: ${String(count)} refused: ${reason}`);
  return failed;
};
