/** Reads both sides of a comparison, as far as is needed, and compares them. */
import { compareNormalized } from "../compare/index.js";
import { dialectNamed } from "../dialects/index.js";
import {
  emptySchema,
  same,
  SchemaDiffError,
  unmodelledKey,
  type Comparison,
  type NotCompared,
  type Schema,
} from "../model/index.js";
import {
  normalize,
  selectsSchema,
  type Normalized,
  type Settings,
  type Side,
} from "../normalize/index.js";
import type { OpenDatabase, PrintObjects, Refused } from "../reflect/index.js";
import {
  declaredSchema,
  needsDetails,
  sideOf,
  type Declared,
  type LoadOptions,
  type Opened,
  type ReadSide,
} from "./load.js";
import type { DiffOptions } from "./options.js";
import { databaseOf, readLive, sharedDefault, type Sides } from "./sides.js";
import { withWrittenWords } from "./writtenWords.js";

const ofOneDialect = (read: readonly (Schema | null)[], dialect: string): void => {
  const other = read.find((schema) => schema !== null && schema.dialect !== dialect);
  if (other === undefined || other === null) return;
  throw new SchemaDiffError(
    "usage",
    `the one side is ${dialect}, the other ${other.dialect}`,
    "give two sources of one dialect",
  );
};

const none = { convention: null, warnings: [], useAlter: [], placeOf: () => null };

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

const declareOr = async (
  schema: Schema | null,
  opened: Opened,
  dialect: string,
  other: Schema | null,
  options: LoadOptions,
): Promise<Declared> =>
  schema === null && opened.is === "metadata"
    ? declaredSchema(await opened.load(), dialect, other, options)
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

const liveOf = ({ is }: Opened, { schema }: Declared): Schema | null =>
  is === "live" ? schema : null;

/** A side of a comparison, as it was read. */
export interface SideRead {
  /** What was read of a database; null for metadata and for a snapshot. */
  readonly live: ReadSide | null;
  /** The schema, and what a declaration says besides. */
  readonly declared: Declared;
  readonly side: Side;
}

interface BothRead {
  readonly from: SideRead;
  readonly to: SideRead;
}

interface ComparedSides extends BothRead {
  readonly normal: Normalized;
  readonly comparison: Comparison;
  /** A declaration is always compared as the declared side, even where it is `from`: what it leaves unspecified is no opinion. Then the comparison is turned round. */
  readonly turned: boolean;
}

/** Is a side a declaration? */
export const isDeclaring = ({ from, to }: Sides): boolean =>
  from.is === "metadata" || to.is === "metadata";

/** @param onlyCompared leaves out what makes no difference to a declaration */
const readSides = async (
  { from, to }: Sides,
  dialect: string,
  options: DiffOptions,
  onlyCompared: boolean,
): Promise<BothRead> => {
  const sameHandle = from.is === "live" && to.is === "live" && options.from === options.to;
  const defaultSchema = await sharedDefault({ from, to });
  const read = (opened: Opened, other: Opened): Promise<ReadSide | null> =>
    readLive(opened, { other, defaultSchema, onlyCompared }, options);
  const reading = [read(from, to), ...(sameHandle ? [] : [read(to, from)])];
  const [fromLive = null, toLive = fromLive] = await Promise.all(reading);
  const fromRead = from.is === "snapshot" ? from.read() : (fromLive?.schema ?? null);
  const toRead = to.is === "snapshot" ? to.read() : (toLive?.schema ?? null);
  ofOneDialect([fromRead, toRead], dialect);
  const before = await declareOr(fromRead, from, dialect, toRead, options);
  const after = await declareOr(toRead, to, dialect, fromRead, options);
  return {
    from: {
      live: fromLive,
      declared: before,
      side: sideOf(from, before, options, liveOf(to, after)),
    },
    to: { live: toLive, declared: after, side: sideOf(to, after, options, liveOf(from, before)) },
  };
};

const normalizeSides = (
  sides: Sides,
  { from, to }: BothRead,
  turned: boolean,
  options: DiffOptions,
): Promise<Normalized> => {
  const declaring = isDeclaring(sides);
  const bothDeclared = sides.from.is === "metadata" && sides.to.is === "metadata";
  const dialect = dialectNamed(from.side.schema.dialect);
  const [before, after] = withWrittenWords(from.side, to.side, dialect);
  return normalize(turned ? { live: after, declared: before } : { live: before, declared: after }, {
    dialect,
    include: options.include ?? [],
    exclude: options.exclude ?? [],
    unspecified: declaring ? "noOpinion" : "absent",
    everyPiece:
      declaring || (databaseOf(sides.from) !== null && mayLack(before.schema, after.schema)),
    undeclaredObjects:
      options.undeclaredObjects ?? (declaring && !bothDeclared ? "skip" : "compare"),
    print: printerOf(sides),
    printObjects: objectPrinterOf(sides),
  });
};

const compareOnce = async (
  sides: Sides,
  dialect: string,
  options: DiffOptions,
  onlyCompared: boolean,
): Promise<ComparedSides> => {
  const { from, to } = await readSides(sides, dialect, options, onlyCompared);
  const declaring = isDeclaring(sides);
  const turned = sides.from.is === "metadata" && sides.to.is !== "metadata";
  options.progress?.("comparing");
  const normal = await normalizeSides(sides, { from, to }, turned, options);
  if (sides.to.is === "metadata") refuse(normal.refused, to.declared);
  const compared = compareNormalized(normal.live, normal.declared, {
    unnamedChecks: options.unnamedChecks ?? (declaring ? "skip" : "compare"),
    unspecified: declaring ? "noOpinion" : "absent",
    doubts: normal.doubts,
    ...(options.names === undefined ? {} : { names: options.names }),
    ...(options.columnOrder === undefined ? {} : { columnOrder: options.columnOrder }),
  });
  const unread = turned
    ? unreadOf(to.live, "from", options)
    : [...unreadOf(from.live, "from", options), ...unreadOf(to.live, "to", options)];
  const comparison = { ...compared, notCompared: [...compared.notCompared, ...unread] };
  return { from, to, normal, comparison, turned };
};

/** Could a database be read with less than everything: beside a declaration, in a dialect that has details which take a question per table? */
const canLeaveOut = (sides: Sides, dialect: string): boolean =>
  isDeclaring(sides) &&
  witnessOf(sides) !== null &&
  dialectNamed(dialect).facts.readApart !== undefined;

/** Were the details read all the same, since the declaration uses some of them? */
const usesDetails = async ({ from, to }: Sides, dialect: string): Promise<boolean> => {
  const declared = [from, to].filter((opened) => opened.is === "metadata");
  const needed = await Promise.all(declared.map((opened) => needsDetails(opened, dialect)));
  return needed.includes(true);
};

/**
 * Where a dialect has details that take a question per table, they are read only where there is a difference to a declaration:
 * no comparison with one depends on details that it does not use, and a plan restores them.
 * @param complete reads them in any case
 */
export const compareSides = async (
  sides: Sides,
  dialect: string,
  options: DiffOptions,
  complete: boolean,
): Promise<ComparedSides> => {
  const leaveOut = !complete && canLeaveOut(sides, dialect);
  const compared = await compareOnce(sides, dialect, options, leaveOut);
  return leaveOut && compared.comparison.changes.length > 0 && !(await usesDetails(sides, dialect))
    ? compareOnce(sides, dialect, options, false)
    : compared;
};
