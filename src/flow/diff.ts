/** The whole way from two sources to a plan: read both sides, normalize them, compare, plan. */
import { fingerprintOf } from "../codec/fingerprint.js";
import type { PlanSide } from "../codec/plan.js";
import { reversed } from "../compare/index.js";
import { dialectNamed } from "../dialects/index.js";
import { freeze, type Comparison, type Schema, SchemaDiffError } from "../model/index.js";
import { normalizeAlone, written, type Side } from "../normalize/index.js";
import { lackingRefusals, planOf, type Plan } from "../plan/index.js";
import type { Refused } from "../reflect/index.js";
import { compareSides, isDeclaring, type SideRead } from "./compareSides.js";
import { dialectHint } from "./dialectHint.js";
import {
  closeSource,
  dialectOf,
  openSource,
  withOpaque,
  type LoadOptions,
  type Opened,
} from "./load.js";
import { readDiffOptions, type DiffOptions } from "./options.js";
import { outsideTables } from "./outside.js";
import { loaded } from "./scratch.js";
import { databaseOf, type Sides } from "./sides.js";

const dialectWritten = (opened: Opened): string | null =>
  opened.is === "snapshot" ? opened.read().dialect : null;

const dialectOfSides = ({ from, to }: Sides, options: LoadOptions): string => {
  const dialect =
    dialectOf(from) ??
    dialectOf(to) ??
    dialectWritten(from) ??
    dialectWritten(to) ??
    options.dialect ??
    null;
  if (dialect === null) {
    throw new SchemaDiffError("usage", "nothing says which dialect this is", dialectHint());
  }
  return dialect;
};

/** What a plan records of a side: its schema as `reflect` shows it, so that it can be read again. */
const remembered = (
  { schema, origin }: Side,
  schemas: readonly string[],
  opaque: boolean,
  { include = [], exclude = [] }: LoadOptions,
): PlanSide => ({
  fingerprint: fingerprintOf(
    normalizeAlone(
      { schema, origin, convention: null },
      {
        dialect: dialectNamed(schema.dialect),
        include,
        exclude,
        unspecified: "noOpinion",
        print: null,
      },
    ),
  ),
  origin,
  schemas,
  ...(include.length > 0 && { include: written(include) }),
  exclude: written(exclude),
  opaque,
});

/** What the plan cannot make, in the words of the server to be changed; where none can be asked, by what needs what. */
const refusedOf = (
  { from }: Sides,
  refused: readonly Refused[],
  comparison: Comparison,
): readonly string[] =>
  databaseOf(from) === null
    ? lackingRefusals(comparison)
    : refused.map(({ what, because }) => `${what}: ${because}`);

const withOpaqueOf = (schema: Schema, { opaque }: Schema): Schema =>
  opaque === undefined ? schema : { ...schema, opaque };

/** Does the side include its opaque objects? A live one does only if they were asked for, or are always read. */
const hasOpaque = (opened: Opened, asked: boolean): boolean =>
  asked || opened.is !== "live" || opened.database.backend.readOpaque === undefined;

/** The plan that turns one source into the other, once both can be read. */
const betweenLoaded = async (
  sides: Sides,
  dialect: string,
  options: DiffOptions,
  complete: boolean,
): Promise<Plan> => {
  const { from, to, normal, comparison, turned } = await compareSides(
    sides,
    dialect,
    options,
    complete,
  );
  const { live, declared, refused, leftAlone } = normal;
  const declaring = isDeclaring(sides);
  const schemasOf = ({ live: read }: SideRead): readonly string[] => read?.schemas ?? [];
  const asked = sides.from.is === "live" && comparison.changes.length > 0 ? sides.from : null;
  const standing = asked === null ? live : await withOpaque(asked.database, live, schemasOf(from));
  const outside =
    asked === null || from.live === null
      ? []
      : await outsideTables(asked.database, from.live, live, comparison.changes);
  const impossible =
    asked === null || turned
      ? []
      : await asked.database.backend.impossible?.(asked.database.connection, comparison.changes);
  const warnings = [...from.declared.warnings, ...to.declared.warnings, ...normal.warnings];
  const planOptions = {
    explicitNames: declaring,
    placesColumns: options.columnOrder === "compare",
    outside,
    leftAlone: turned ? [] : leftAlone,
    refused: declaring ? [] : refusedOf(sides, refused, comparison),
    ...(impossible === undefined ? {} : { impossible }),
    ...(options.onDependents === undefined ? {} : { onDependents: options.onDependents }),
    useAlter: [...from.declared.useAlter, ...to.declared.useAlter],
    sides: {
      from: () =>
        remembered(
          asked === null
            ? from.side
            : { ...from.side, schema: withOpaqueOf(from.side.schema, standing) },
          schemasOf(from),
          hasOpaque(sides.from, asked !== null),
          options,
        ),
      to: () => remembered(to.side, schemasOf(to), hasOpaque(sides.to, false), options),
    },
  };
  if (turned) return planOf(reversed(comparison), declared, live, planOptions, warnings);
  const toIsDeclared = sides.to.is === "metadata" && sides.from.is !== "metadata";
  return planOf(comparison, standing, declared, { ...planOptions, toIsDeclared }, warnings);
};

/**
 * The plan that turns one open source into the other.
 * @param complete reads both completely, also where there is no difference: see `compareSides`
 */
export const between = async (
  { from, to }: Sides,
  options: DiffOptions,
  complete = false,
): Promise<Plan> => {
  const dialect = dialectOfSides({ from, to }, options);
  return loaded(from, dialect, options, (before) =>
    loaded(to, dialect, options, (after) =>
      betweenLoaded({ from: before, to: after }, dialect, options, complete),
    ),
  );
};

/** Opens both sources, and closes them when `use` has ended. */
export const withSides = async <T>(
  options: DiffOptions,
  use: (sides: Sides) => Promise<T>,
): Promise<T> => {
  const outcomes = await Promise.allSettled([
    openSource(options.from, options),
    openSource(options.to, options),
  ]);
  try {
    const [from, to] = outcomes.map(opened);
    if (from === undefined || to === undefined)
      throw new SchemaDiffError("internal", "a diff has two sides");
    return await use({ from, to });
  } finally {
    for (const outcome of outcomes)
      if (outcome.status === "fulfilled") await closeSource(outcome.value);
  }
};

/**
 * The plan that turns `from` into `to`. It only reads; to run the statements is up to the caller.
 * @throws SchemaDiffError whose code names the cause: source, connection, permission, metadata, naming, usage
 */
export const diff = async (asked: DiffOptions): Promise<Plan> => {
  const options = readDiffOptions(asked);
  return withSides(options, async (sides) => freezeData(await between(sides, options)));
};

const opened = (outcome: PromiseSettledResult<Opened>): Opened => {
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
};

/** Freezes the findings; operations and statements are only made when they are asked for. */
const freezeData = (plan: Plan): Plan => {
  freeze(plan.changes);
  return plan;
};
