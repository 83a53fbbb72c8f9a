/** The whole way from two sources to a plan: read both sides, normalize them, compare, plan. */
import { fingerprintOf } from "../codec/fingerprint.js";
import type { PlanSide } from "../codec/plan.js";
import { compareNormalized, reversed } from "../compare/index.js";
import { dialectNamed } from "../dialects/index.js";
import {
  emptySchema,
  freeze,
  same,
  type Comparison,
  type NotCompared,
  type Schema,
  SchemaDiffError,
  unmodelledKey,
} from "../model/index.js";
import {
  normalize,
  normalizeAlone,
  selectsSchema,
  written,
  type Settings,
  type Side,
} from "../normalize/index.js";
import { lackingRefusals, planOf, type Plan } from "../plan/index.js";
import type { OpenDatabase, PrintObjects, Refused } from "../reflect/index.js";
import {
  closeSource,
  declaredSchema,
  dialectOf,
  openSource,
  sideOf,
  withOpaque,
  type Declared,
  type LoadOptions,
  type Opened,
  type ReadSide,
} from "./load.js";
import { dialectHint } from "./dialectHint.js";
import { outsideTables } from "./outside.js";
import { readDiffOptions, type DiffOptions } from "./options.js";
import { loaded } from "./scratch.js";
import { databaseOf, readLive, sharedDefault, type Sides } from "./sides.js";
import { withWrittenWords } from "./writtenWords.js";

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

const ofOneDialect = (read: readonly (Schema | null)[], dialect: string): void => {
  const other = read.find((schema) => schema !== null && schema.dialect !== dialect);
  if (other === undefined || other === null) return;
  throw new SchemaDiffError(
    "usage",
    `the one side is ${dialect}, the other ${other.dialect}`,
    "give two sources of one dialect",
  );
};

const none = { warnings: [], useAlter: [], placeOf: () => null };

/** The schemas that were not read, as items that were not compared. */
const unreadOf = (
  side: ReadSide | null,
  which: "from" | "to",
  options: LoadOptions,
): readonly NotCompared[] =>
  (side?.unread ?? [])
    .filter((name) => selectsSchema(name, options))
    .map((name) => ({
      kind: "schema",
      schema: null,
      name,
      table: null,
      definition: null,
      side: which,
    }));

const declareOr = (
  schema: Schema | null,
  opened: Opened,
  dialect: string,
  other: Schema | null,
  options: LoadOptions,
): Declared =>
  schema === null && opened.is === "metadata"
    ? declaredSchema(opened.metadata, dialect, other, options)
    : { schema: schema ?? emptySchema(dialect), ...none };

/** The connection whose server acts as witness: that of the database to be changed, else the other. */
const witnessOf = ({ from, to }: Sides): OpenDatabase | null => databaseOf(from) ?? databaseOf(to);

/** Has the server print tables, without changing any schema; null where there is no server to ask. */
const printerOf = (sides: Sides): Settings["print"] => {
  const witness = witnessOf(sides);
  return witness === null
    ? null
    : (tables, context) => witness.backend.print(witness.connection, tables, context);
};

/** The same for SQL objects. */
const objectPrinterOf = (sides: Sides): PrintObjects | null => {
  const witness = witnessOf(sides);
  const print = witness?.backend.printObjects;
  return witness === null || print === undefined
    ? null
    : (objects, shadows, context) => print(witness.connection, objects, shadows, context);
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

/** What the server refuses would also fail in the script, so it is reported in the server's words before there is a script. */
const refuse = ([first, ...others]: readonly Refused[], { placeOf }: Declared): void => {
  if (first === undefined) return;
  const more =
    others.length === 0
      ? ""
      : `; and ${others.length} more: ${others[0]?.what ?? ""}${others.length > 1 ? ", …" : ""}`;
  throw new SchemaDiffError(
    "metadata",
    `the server refuses ${first.what}: ${first.because}${more}`,
    "correct it in the declaration; what a script has to make before it is needed (a function, an extension) comes in a script of its own",
    { place: placeOf(first.of) },
  );
};

/** Between two databases, may one lack something that is not modelled and that the other holds? Then the server is asked about everything that may need it. */
const mayLack = (from: Schema, to: Schema): boolean => {
  const held = new Set(from.notCompared.map(unmodelledKey));
  return (
    !same(from.version, to.version) || to.notCompared.some((item) => !held.has(unmodelledKey(item)))
  );
};

/** What the plan cannot make, in the words of the server to be changed; where none can be asked, by what needs what. */
const refusedOf = (
  { from }: Sides,
  refused: readonly Refused[],
  comparison: Comparison,
): readonly string[] =>
  databaseOf(from) === null
    ? lackingRefusals(comparison)
    : refused.map(({ what, because }) => `${what}: ${because}`);

const liveOf = ({ is }: Opened, { schema }: Declared): Schema | null =>
  is === "live" ? schema : null;

const withOpaqueOf = (schema: Schema, { opaque }: Schema): Schema =>
  opaque === undefined ? schema : { ...schema, opaque };

/** Does the side include its opaque objects? A live one does only if they were asked for, or are always read. */
const hasOpaque = (opened: Opened, asked: boolean): boolean =>
  asked || opened.is !== "live" || opened.database.backend.readOpaque === undefined;

/** The plan that turns one source into the other, once both can be read. */
const betweenLoaded = async (
  sides: Sides,
  dialectName: string,
  options: DiffOptions,
): Promise<Plan> => {
  const dialect = dialectNamed(dialectName);
  const sameHandle =
    sides.from.is === "live" && sides.to.is === "live" && options.from === options.to;
  const defaultSchema = await sharedDefault(sides);
  const reading = [
    readLive(sides.from, { other: sides.to, defaultSchema }, options),
    ...(sameHandle ? [] : [readLive(sides.to, { other: sides.from, defaultSchema }, options)]),
  ];
  const [fromLive = null, toLive = fromLive] = await Promise.all(reading);
  const fromRead = sides.from.is === "snapshot" ? sides.from.read() : (fromLive?.schema ?? null);
  const toRead = sides.to.is === "snapshot" ? sides.to.read() : (toLive?.schema ?? null);
  ofOneDialect([fromRead, toRead], dialectName);
  const fromSide = declareOr(fromRead, sides.from, dialectName, toRead, options);
  const toSide = declareOr(toRead, sides.to, dialectName, fromRead, options);
  const [fromIsDeclared, toIsDeclared] = [sides.from.is === "metadata", sides.to.is === "metadata"];
  const declaring = fromIsDeclared || toIsDeclared;
  const unspecified = declaring ? "noOpinion" : "absent";
  // A declaration is always compared as the declared side, even where it is `from`: what it leaves unspecified is no opinion.
  const turned = fromIsDeclared && !toIsDeclared;
  const from = sideOf(sides.from, fromSide.schema, options, liveOf(sides.to, toSide));
  const to = sideOf(sides.to, toSide.schema, options, liveOf(sides.from, fromSide));
  options.progress?.("comparing");
  const [before, after] = withWrittenWords(from, to, dialect);
  const { live, declared, doubts, refused, leftAlone, ...normal } = await normalize(
    turned ? { live: after, declared: before } : { live: before, declared: after },
    {
      dialect,
      include: options.include ?? [],
      exclude: options.exclude ?? [],
      unspecified,
      everyPiece:
        declaring || (databaseOf(sides.from) !== null && mayLack(before.schema, after.schema)),
      undeclaredObjects:
        options.undeclaredObjects ?? (fromIsDeclared === toIsDeclared ? "compare" : "skip"),
      print: printerOf(sides),
      printObjects: objectPrinterOf(sides),
    },
  );
  if (toIsDeclared) refuse(refused, toSide);
  const compared = compareNormalized(live, declared, {
    unnamedChecks: options.unnamedChecks ?? (declaring ? "skip" : "compare"),
    unspecified,
    doubts,
    ...(options.names === undefined ? {} : { names: options.names }),
    ...(options.columnOrder === undefined ? {} : { columnOrder: options.columnOrder }),
  });
  // A declaration may be on either side of the comparison.
  const comparison = {
    ...compared,
    notCompared: [
      ...compared.notCompared,
      ...(turned
        ? unreadOf(toLive, "from", options)
        : [...unreadOf(fromLive, "from", options), ...unreadOf(toLive, "to", options)]),
    ],
  };
  const asked = sides.from.is === "live" && comparison.changes.length > 0 ? sides.from : null;
  const standing =
    asked === null ? live : await withOpaque(asked.database, live, fromLive?.schemas ?? []);
  const outside =
    asked === null || fromLive === null
      ? []
      : await outsideTables(asked.database, fromLive, live, comparison.changes);
  const impossible =
    asked === null || turned
      ? []
      : await asked.database.backend.impossible?.(asked.database.connection, comparison.changes);
  const warnings = [...fromSide.warnings, ...toSide.warnings, ...normal.warnings];
  const planOptions = {
    explicitNames: declaring,
    placesColumns: options.columnOrder === "compare",
    outside,
    leftAlone: turned ? [] : leftAlone,
    refused: declaring ? [] : refusedOf(sides, refused, comparison),
    ...(impossible === undefined ? {} : { impossible }),
    ...(options.onDependents === undefined ? {} : { onDependents: options.onDependents }),
    useAlter: [...fromSide.useAlter, ...toSide.useAlter],
    sides: {
      from: () =>
        remembered(
          asked === null ? from : { ...from, schema: withOpaqueOf(from.schema, standing) },
          fromLive?.schemas ?? [],
          hasOpaque(sides.from, asked !== null),
          options,
        ),
      to: () => remembered(to, toLive?.schemas ?? [], hasOpaque(sides.to, false), options),
    },
  };
  return turned
    ? planOf(reversed(comparison), declared, live, planOptions, warnings)
    : planOf(
        comparison,
        standing,
        declared,
        { ...planOptions, toIsDeclared: toIsDeclared && !fromIsDeclared },
        warnings,
      );
};

/** The plan that turns one open source into the other. */
export const between = async ({ from, to }: Sides, options: DiffOptions): Promise<Plan> => {
  const dialect = dialectOfSides({ from, to }, options);
  return loaded(from, dialect, options, (before) =>
    loaded(to, dialect, options, (after) =>
      betweenLoaded({ from: before, to: after }, dialect, options),
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
