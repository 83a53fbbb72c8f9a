/** The JSON of `check` and `diff`: these keys in this order, so that equal findings are equal text. */
import type { Change, Comparison, Sql, Undecided } from "../model/index.js";
import { jsonText } from "./terminalText.js";

export interface Findings extends Comparison {
  readonly dialect: string;
  /** The statements that turn one side into the other; empty where they were not asked for. */
  readonly statements: readonly Sql[];
}

/** The value with its keys in code-unit order. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || value === undefined) return null;
  if (typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, v]) => [key, sorted(v)]),
  );
};

const aspects = (of: Pick<Change, "aspects">): readonly unknown[] =>
  of.aspects.map(({ path, from, to }) => ({ path, from: sorted(from), to: sorted(to) }));

const change = (c: Change): object => ({
  verb: c.verb,
  kind: c.kind,
  schema: c.schema,
  table: c.table,
  name: c.name,
  from: sorted(c.from),
  to: sorted(c.to),
  aspects: aspects(c),
  because: c.because,
  hazards: c.hazards.map(({ code, message }) => ({ code, message })),
});

const undecided = (u: Undecided): object => ({
  kind: u.kind,
  schema: u.schema,
  table: u.table,
  name: u.name,
  aspects: aspects(u),
  because: u.because,
});

/** The findings as plain data, ready for JSON. */
export const findingsData = (findings: Findings): object => ({
  formatVersion: 1,
  dialect: findings.dialect,
  inSync: findings.inSync,
  changes: findings.changes.map(change),
  undecided: findings.undecided.map(undecided),
  skipped: findings.skipped.map(({ kind, schema, table, side, count, because }) => ({
    kind,
    schema,
    table,
    side,
    count,
    because,
  })),
  notCompared: findings.notCompared.map(({ kind, schema, name, table, side, differs }) => ({
    kind,
    schema,
    name,
    table: sorted(table),
    side,
    ...(differs === true && { differs }),
  })),
  statements: findings.statements,
});

/** How far a database has run the scripts. */
interface Progress {
  /** Where it stopped inside a script; null where it did not. */
  readonly halfWay: object | null;
  /** The revisions that have not run. */
  readonly behind: readonly string[];
}

/** The findings as JSON text; `behind` and `halfWay` are left out where they are empty. */
export const findingsJson = (
  findings: Findings,
  { halfWay, behind }: Progress = { halfWay: null, behind: [] },
): string =>
  jsonText({
    ...findingsData(findings),
    ...(behind.length === 0 ? {} : { behind }),
    ...(halfWay === null ? {} : { halfWay }),
  });
