/** The whole way from two sources to a plan: read both sides, name them, let the server print, compare, plan. */
import {
  compareErased,
  inLiveWords,
  reversed,
  withoutQuirks,
  type CompareOptions,
} from "../compare/index.js";
import { dialects, type Dialect } from "../dialects/index.js";
import {
  type Comparison,
  type DialectName,
  emptySchema,
  freeze,
  type Schema,
  SchemaDiffError,
  tableText,
} from "../model/index.js";
import { lendNames, type NamingConvention } from "../naming/index.js";
import { withGeneratedNames, planOf, type Plan } from "../plan/index.js";
import { respell, type OpenDatabase } from "../reflect/index.js";
import {
  closeSource,
  declaredSchema,
  dialectOf,
  openSource,
  reflectDdl,
  reflectLive,
  type Declared,
  type LoadOptions,
  type Opened,
} from "./load.js";
import { dialectHint } from "./dialectHint.js";
import type { Source } from "./source.js";

export interface DiffOptions extends LoadOptions, Pick<CompareOptions, "unnamedChecks" | "names"> {
  readonly from: Source;
  readonly to: Source;
}

interface Sides {
  readonly from: Opened;
  readonly to: Opened;
}

const written = (opened: Opened): DialectName | null =>
  opened.is === "snapshot" ? opened.read().dialect : null;

const dialectOfSides = ({ from, to }: Sides, options: LoadOptions): DialectName => {
  const dialect =
    dialectOf(from) ?? dialectOf(to) ?? written(from) ?? written(to) ?? options.dialect ?? null;
  if (dialect === null) {
    throw new SchemaDiffError("usage", "nothing says which dialect this is", dialectHint);
  }
  return dialect;
};

const ofOneDialect = (read: readonly (Schema | null)[], dialect: DialectName): void => {
  const other = read.find((schema) => schema !== null && schema.dialect !== dialect);
  if (other === undefined || other === null) return;
  throw new SchemaDiffError(
    "usage",
    `the one side is ${dialect}, the other ${other.dialect}`,
    "give two sources of one dialect",
  );
};

const none = { warnings: [], useAlter: [] };

/** Everything but metadata, which needs to know the other side's default schema, and snapshots, which a server at work leaves time for. */
const readLive = async (
  opened: Opened,
  other: Opened,
  dialect: DialectName,
  options: LoadOptions,
): Promise<Schema | null> => {
  switch (opened.is) {
    case "live":
      return reflectLive(opened.database, options, other);
    case "schema":
      return opened.schema;
    case "ddl":
      return reflectDdl(opened.text, opened.path, dialect, options);
    case "snapshot":
      return null;
    case "metadata":
      return null;
  }
};

/** What nameless constraints are called while they are matched, where the declaration has no convention: the one of SQLAlchemy's documentation. */
const plainConvention: NamingConvention = {
  uq: "uq_%(table_name)s_%(column_0_N_name)s",
  fk: "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
  pk: "pk_%(table_name)s",
};

const conventionOf = (opened: Opened, options: LoadOptions): NamingConvention => ({
  ...plainConvention,
  ...(options.namingConvention ??
    (opened.is === "metadata" ? opened.metadata.namingConvention : null)),
});

const declareOr = (
  schema: Schema | null,
  opened: Opened,
  dialect: DialectName,
  other: Schema | null,
  options: LoadOptions,
): Declared =>
  schema === null && opened.is === "metadata"
    ? declaredSchema(opened.metadata, dialect, other?.defaultSchema ?? null, options)
    : { schema: schema ?? emptySchema(dialect), ...none };

/** The connection whose server can be asked how it prints: that of the database to be changed, else the other. */
const witnessOf = ({ from, to }: Sides): OpenDatabase | null =>
  from.is === "live" ? from.database : to.is === "live" ? to.database : null;

/** Compares `live` with `declared` in the live one's words. */
const judged = async (
  live: Schema,
  declared: Schema,
  dialect: Dialect,
  witness: OpenDatabase | null,
  options: CompareOptions,
): Promise<{ readonly comparison: Comparison; readonly declared: Schema }> => {
  const print =
    witness === null
      ? null
      : (tables: Schema["tables"], context: Schema) =>
          witness.backend.print(witness.connection, tables, context);
  const respelled = await respell(
    live,
    inLiveWords(live, declared, dialect, options),
    dialect,
    print,
  );
  return {
    comparison: compareErased(live, respelled.declared, { ...options, doubts: respelled.doubts }),
    declared: respelled.declared,
  };
};

const between = async (sides: Sides, options: DiffOptions): Promise<Plan> => {
  const dialectName = dialectOfSides(sides, options);
  const dialect = dialects[dialectName];
  const sameHandle =
    sides.from.is === "live" && sides.to.is === "live" && options.from === options.to;
  const reading = [
    readLive(sides.from, sides.to, dialectName, options),
    ...(sameHandle ? [] : [readLive(sides.to, sides.from, dialectName, options)]),
  ];
  const [fromLive = null, toLive = fromLive] = await Promise.all(reading);
  const fromRead = sides.from.is === "snapshot" ? sides.from.read() : fromLive;
  const toRead = sides.to.is === "snapshot" ? sides.to.read() : toLive;
  ofOneDialect([fromRead, toRead], dialectName);
  const fromSide = declareOr(fromRead, sides.from, dialectName, toRead, options);
  const toSide = declareOr(toRead, sides.to, dialectName, fromRead, options);
  const [fromIsDeclared, toIsDeclared] = [sides.from.is === "metadata", sides.to.is === "metadata"];
  const lent = (
    schema: Schema,
    other: Opened,
  ): { readonly schema: Schema; readonly warnings: readonly string[] } => {
    return other.is === "metadata" && dialect.facts.namelessConstraints
      ? lend(schema, conventionOf(other, options), dialect)
      : { schema, warnings: [] };
  };
  const [fromLent, toLent] = [lent(fromSide.schema, sides.to), lent(toSide.schema, sides.from)];
  const [from, to] = withoutQuirks(fromLent.schema, toLent.schema, dialect);
  const declaring = fromIsDeclared || toIsDeclared;
  const compareOptions: CompareOptions = {
    unnamedChecks: options.unnamedChecks ?? (declaring ? "skip" : "compare"),
    unspecified: declaring ? "noOpinion" : "absent",
    ...(options.names === undefined ? {} : { names: options.names }),
  };
  options.progress?.("comparing");
  const warnings = [
    ...fromSide.warnings,
    ...toSide.warnings,
    ...fromLent.warnings,
    ...toLent.warnings,
  ];
  const planOptions = {
    explicitNames: declaring,
    useAlter: [...fromSide.useAlter, ...toSide.useAlter],
  };
  // What a declaration leaves unsaid is no opinion whichever side it stands on: it is always compared as the declared side.
  if (fromIsDeclared && !toIsDeclared) {
    const { comparison, declared } = await judged(
      to,
      from,
      dialect,
      witnessOf(sides),
      compareOptions,
    );
    return planOf(reversed(comparison), declared, to, planOptions, warnings);
  }
  const standing = fromIsDeclared ? withGeneratedNames(from, dialect) : from;
  const { comparison, declared } = await judged(
    standing,
    to,
    dialect,
    witnessOf(sides),
    compareOptions,
  );
  return planOf(
    comparison,
    standing,
    declared,
    { ...planOptions, toIsDeclared: toIsDeclared && !fromIsDeclared },
    warnings,
  );
};

const lend = (
  schema: Schema,
  convention: NamingConvention,
  dialect: Dialect,
): { readonly schema: Schema; readonly warnings: readonly string[] } => {
  const { schema: named, ambiguous } = lendNames(schema, convention, dialect);
  return {
    schema: named,
    warnings: ambiguous.map(
      ({ table, name }) => `two constraints of ${tableText(table)} would both be called ${name}`,
    ),
  };
};

/**
 * What turns `from` into `to`. Reads only; the statements are run by whoever asked.
 * @throws SchemaDiffError whose code says what is wrong: source, connection, permission, metadata, naming, usage
 */
export const diff = async (options: DiffOptions): Promise<Plan> => {
  const outcomes = await Promise.allSettled([
    openSource(options.from, options),
    openSource(options.to, options),
  ]);
  try {
    const [from, to] = outcomes.map(opened);
    if (from === undefined || to === undefined)
      throw new SchemaDiffError("internal", "a diff has two sides");
    return freezeData(await between({ from, to }, options));
  } finally {
    for (const outcome of outcomes)
      if (outcome.status === "fulfilled") await closeSource(outcome.value);
  }
};

const opened = (outcome: PromiseSettledResult<Opened>): Opened => {
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
};

/** Findings are frozen; operations and statements are made when they are asked for. */
const freezeData = (plan: Plan): Plan => {
  freeze(plan.changes);
  return plan;
};
