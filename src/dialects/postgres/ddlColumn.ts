/** ALTER COLUMN: the statements for a change of a column, in an order that works. */
import {
  isInherited,
  atLeast,
  plainNumbers,
  type Column,
  type ColumnChange,
  type Identity,
  type Options,
  type Operation,
  type Schema,
  type Sql,
  type Statement,
  type TableRef,
} from "../../model/index.js";
import { sameTable } from "../../model/index.js";
import type { Printed } from "../printed.js";
import { usingFor } from "./casts.js";
import {
  beside,
  collate,
  identityClause,
  identityWord,
  quote,
  refText,
  sequenceNumbers,
  words,
} from "./clauses.js";
import { setColumnOptions } from "./ddlColumnOptions.js";
import { columnComment } from "./ddlComments.js";
import { alterNumbers, moveIntoRange } from "./ddlSequence.js";
import { alterNotNull, dropNotNull, setNotNull } from "./ddlNotNull.js";
import { addColumn, isUnlogged, renameColumn } from "./ddlTable.js";
import { lexicon } from "./lexicon.js";
import { sequenceName } from "./names.js";
import { ownSequenceName, setOwnSequence } from "./ownSequenceOptions.js";
import { locking, setsValue } from "./statement.js";

/** A column before and after a change, and its table. */
interface Alteration {
  readonly table: TableRef;
  readonly name: string;
  readonly change: ColumnChange;
  /**
   * Null where a script written by hand has no existing column, and where `before` does not have
   * it.
   */
  readonly was: Column | null;
  readonly version: readonly number[];
  readonly before: Schema;
  /** Its options before and after. */
  readonly had: Options;
  readonly has: Options;
  /** `ALTER TABLE t ALTER COLUMN c` */
  readonly alter: Sql;
}

const isSerial = (identity: Identity | null | undefined): boolean => identity?.kind === "serial";

const sequenceOf = ({ table, name }: Alteration): Sql =>
  beside(table, sequenceName(table.name, name));

/** nextval continues after the values of existing rows. */
const goOn = (sequence: Sql, { table, name }: Alteration): Statement =>
  setsValue(
    `SELECT pg_catalog.setval(${sequence}, (SELECT COALESCE(max(${quote(name)}), 0) + 1 FROM ${refText(table)}), false)`,
  );

const ascends = (identity: Identity): boolean =>
  !(identity.numbers.increment?.startsWith("-") ?? false) && identity.numbers.start === null;

const widths = ["smallint", "integer", "bigint"];

/**
 * Is the type of an identity column narrowed? Its sequence gets the type too, so its bounds must be
 * changed before, in order to fit.
 */
const narrowsIdentity = ({ change, was }: Alteration): boolean =>
  was?.identity !== null &&
  was?.identity !== undefined &&
  !isSerial(was.identity) &&
  change.identity !== undefined &&
  identityWord(change.identity) !== null &&
  widths.indexOf(change.type ?? was.type) < widths.indexOf(was.type);

const typeAfter = ({ change, was }: Alteration): Sql => change.type ?? was?.type ?? "bigint";

/**
 * Drops the identity's or the serial's own sequence; an identity that the change does not mention
 * stays.
 */
const dropIdentity = (a: Alteration): readonly Sql[] => {
  const from = a.was?.identity ?? null;
  const to = a.change.identity;
  if (to === undefined || from === null) return [];
  if (isSerial(from))
    return isSerial(to) ? [] : [`${a.alter} DROP DEFAULT`, `DROP SEQUENCE ${sequenceOf(a)}`];
  return identityWord(to) === null ? [`${a.alter} DROP IDENTITY`] : [];
};

const addSerial = (a: Alteration, to: Identity): readonly Printed[] => {
  const sequence = sequenceOf(a);
  return [
    locking(
      null,
      words(
        "CREATE SEQUENCE",
        sequence,
        `AS ${typeAfter(a)}`,
        sequenceNumbers(to.numbers),
        `OWNED BY ${refText(a.table)}.${quote(a.name)}`,
      ),
    ),
    `${a.alter} SET DEFAULT nextval(${lexicon.literal(sequence)})`,
    ...(ascends(to) ? [goOn(lexicon.literal(sequence), a)] : []),
  ];
};

const identitySequence = ({ table, name }: Alteration): Sql =>
  `pg_catalog.pg_get_serial_sequence(${lexicon.literal(refText(table))}, ${lexicon.literal(name)})`;

const addIdentity = (a: Alteration): readonly Printed[] => {
  const from = a.was?.identity ?? null;
  const to = a.change.identity;
  if (to === undefined || to === null) return [];
  if (isSerial(to)) {
    const clauses = isSerial(from) ? alterNumbers(from?.numbers ?? plainNumbers, to.numbers) : "";
    return isSerial(from)
      ? clauses === ""
        ? []
        : [locking("SHARE ROW EXCLUSIVE", `ALTER SEQUENCE ${sequenceOf(a)} ${clauses}`)]
      : addSerial(a, to);
  }
  if (from === null || isSerial(from)) {
    return [
      `${a.alter} ADD ${identityClause(to, a.has)}`,
      ...(ascends(to) ? [goOn(identitySequence(a), a)] : []),
    ];
  }
  const kind = from.kind === to.kind ? "" : `SET GENERATED ${identityWord(to) ?? ""}`;
  const clauses = words(kind, alterNumbers(from.numbers, to.numbers, "SET "));
  return clauses === ""
    ? []
    : [...moveIntoRange(identitySequence(a), from.numbers, to.numbers), `${a.alter} ${clauses}`];
};

const changesType = ({ change, was }: Alteration): boolean =>
  (change.type !== undefined && change.type !== was?.type) ||
  (change.collation !== undefined && change.collation !== (was?.collation ?? null));

/**
 * Does the default have to be dropped before the type changes and set again after? The server casts
 * a default with its column where it can; this way it need not.
 */
const parksDefault = (a: Alteration): boolean =>
  changesType(a) && (a.was?.default ?? null) !== null && a.was?.generated === null;

/**
 * An inherited column may have got the default that was set in its parent, so it is dropped in any
 * case.
 */
const dropDefault = (a: Alteration): readonly Sql[] => {
  const had =
    a.was === null ||
    isInherited(a.was) ||
    (a.was.default !== null && a.was.generated === null) ||
    (isSerial(a.was.identity) && a.change.identity === undefined);
  const goes = a.change.default === null && a.change.generated === undefined && had;
  return goes || parksDefault(a) ? [`${a.alter} DROP DEFAULT`] : [];
};

const setDefault = (a: Alteration): readonly Sql[] => {
  const to = a.change.default === undefined && parksDefault(a) ? a.was?.default : a.change.default;
  return to === undefined || to === null || isSerial(a.change.identity)
    ? []
    : [`${a.alter} SET DEFAULT ${to}`];
};

/** A column without a collation gets its type's own. */
const setType = (a: Alteration): readonly Printed[] => {
  if (!changesType(a)) return [];
  const type = typeAfter(a);
  const using = a.change.using ?? usingFor(quote(a.name), a.was?.type ?? null, type);
  const keepsSerial =
    isSerial(a.was?.identity) &&
    a.change.default === undefined &&
    (a.change.identity === undefined || isSerial(a.change.identity));
  return [
    words(
      `${a.alter} TYPE ${type}`,
      collate(a.change.collation === undefined ? (a.was?.collation ?? null) : a.change.collation),
      using === null ? "" : `USING ${using}`,
    ),
    ...(keepsSerial && a.change.type !== undefined && a.change.type !== a.was?.type
      ? [locking("SHARE ROW EXCLUSIVE", `ALTER SEQUENCE ${sequenceOf(a)} AS ${type}`)]
      : []),
  ];
};

const setNullable = ({ table, name, change, was, had, has }: Alteration): readonly Statement[] => {
  const nullable = change.nullable ?? was?.nullable ?? true;
  if (change.nullable === undefined || change.nullable === was?.nullable)
    return nullable ? [] : alterNotNull(table, name, had, has);
  return [nullable ? dropNotNull(table, name) : setNotNull(table, name, has)];
};

/** Changes the sequence of a column that is an identity column before and after. */
const setSequence = (a: Alteration): readonly Statement[] => {
  const { table, name, was, change, had, before } = a;
  const identity = change.identity === undefined ? (was?.identity ?? null) : change.identity;
  if (was === null || identityWord(identity) === null) return [];
  const after: Column = { ...was, ...change, name };
  const stays = identityWord(was.identity) !== null;
  return setOwnSequence(
    { table, column: after, isUnlogged: isUnlogged(table, before) },
    stays ? had : {},
    ownSequenceName(table, stays ? was : after),
  );
};

const setOptions = (a: Alteration): readonly Statement[] =>
  setColumnOptions(a.alter, typeAfter(a), a.had, a.has);

const setComment = ({ table, name, change }: Alteration): readonly Statement[] =>
  change.comment === undefined ? [] : [columnComment(table, name, change.comment)];

const rename = ({ table, name, change, was }: Alteration): readonly Sql[] => {
  const serial =
    change.identity === undefined ? isSerial(was?.identity) : isSerial(change.identity);
  return change.name === undefined || change.name === name
    ? []
    : renameColumn(table, name, change.name, serial);
};

/**
 * The column dropped and added: no statement turns a plain column into a generated one, or a stored
 * one into a virtual one.
 */
const remade = (a: Alteration, was: Column): readonly Printed[] => {
  const { name: _, using: __, ...change } = a.change;
  return [
    `ALTER TABLE ${refText(a.table)} DROP COLUMN ${quote(a.name)}`,
    ...addColumn(a.table, { ...was, ...change, name: a.name }, a.before),
    ...rename(a),
  ];
};

/**
 * PostgreSQL has SET EXPRESSION from 17 on; a virtual column's expression cannot be dropped. Null
 * where the column has to be dropped and added.
 */
const generatedInPlace = (a: Alteration, was: Column): readonly Sql[] | null => {
  const to = a.change.generated;
  if (to === undefined) return [];
  if (to === null)
    return was.generated === null
      ? []
      : was.generated.stored
        ? [`${a.alter} DROP EXPRESSION`]
        : null;
  if (was.generated?.stored !== to.stored) return null;
  if (was.generated.expression === to.expression) return [];
  return atLeast(a.version, 17) ? [`${a.alter} SET EXPRESSION AS (${to.expression})`] : null;
};

const known = (schema: Schema, table: TableRef, name: string): Column | null =>
  schema.tables.find((t) => sameTable(t, table))?.columns.find((c) => c.name === name) ?? null;

export const alterColumn = (
  { table, name, change, existing }: Operation<"alterColumn">,
  before: Schema,
): readonly Printed[] => {
  const was = existing ?? known(before, table, name);
  const a: Alteration = {
    table,
    name,
    change,
    was,
    version: before.version,
    before,
    had: was?.options ?? {},
    has: change.options ?? was?.options ?? {},
    alter: `ALTER TABLE ${refText(table)} ALTER COLUMN ${quote(name)}`,
  };
  const generated = was === null ? [] : generatedInPlace(a, was);
  if (was !== null && generated === null) return remade(a, was);
  return [
    ...(generated ?? []),
    ...dropIdentity(a),
    ...dropDefault(a),
    ...(narrowsIdentity(a) ? addIdentity(a) : []),
    ...setType(a),
    ...setDefault(a),
    ...setNullable(a),
    ...(narrowsIdentity(a) ? [] : addIdentity(a)),
    ...setSequence(a),
    ...setOptions(a),
    ...setComment(a),
    ...rename(a),
  ];
};
