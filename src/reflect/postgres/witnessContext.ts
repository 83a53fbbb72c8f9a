/** Creates what declared tables refer to and the database does not hold yet, within the witness's transaction. */
import {
  schemaObjectRules,
  type EnumType,
  type Schema,
  type Sql,
  type TableRef,
} from "../../model/index.js";
import { quote, refText } from "../../dialects/postgres/clauses.js";
import { createEnumType } from "../../dialects/postgres/ddlEnum.js";
import { createdObject } from "../../dialects/postgres/ddlObjects.js";
import type { Connection } from "../connection.js";
import * as questions from "./questions.js";
import { objectQuestion } from "./readObjects.js";
import { list, text } from "./rows.js";

const key = ({ schema, name }: TableRef): string => JSON.stringify([schema, name]);

const sequenceNames = `
SELECT n.nspname::text AS schema, c.relname::text AS name
  FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 WHERE c.relkind = 'S' AND n.nspname = ANY ($1::text[])`;

const sameValues = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((v, i) => v === b[i]);

/** Relations with a row type, whose name no other type of the schema can have. */
const rowTypes = `
SELECT n.nspname::text AS schema, c.relname::text AS name, c.relkind::text AS kind
  FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND n.nspname = ANY ($1::text[])`;

/** The kind of a composite type, which is renamed as a type, not as a table. */
const composite = "c";

const aside = (n: number): Sql => quote(`schema_diff_aside_${String(n)}`);

/** Creates an enum type. In the current schema it is temporary, and so hides what still has its name: a table, a view or a composite type. */
const created = (type: EnumType): Sql =>
  createEnumType(type.schema === null ? { ...type, schema: "pg_temp" } : type);

/** The statements for an enum type. A live type with other values is renamed first, because a default may be one of the new values. */
const enumStatements = (
  type: EnumType,
  live: readonly string[] | undefined,
  rowType: string | undefined,
  n: number,
): readonly Sql[] => {
  if (live !== undefined && sameValues(live, type.values)) return [];
  if (live !== undefined)
    return [`ALTER TYPE ${refText(type)} RENAME TO ${aside(n)}`, createEnumType(type)];
  return [...(type.schema === null ? [] : outOfTheWay(type, rowType, n)), created(type)];
};

/** Renames what has the name of a declared type. A table in use is left alone: nobody should have to wait for a comparison. */
const outOfTheWay = (ref: TableRef, kind: string | undefined, n: number): readonly Sql[] => {
  if (kind === undefined) return [];
  if (kind === composite) return [`ALTER TYPE ${refText(ref)} RENAME TO ${aside(n)}`];
  const lock = `LOCK TABLE ${refText(ref)} IN ACCESS EXCLUSIVE MODE NOWAIT`;
  return [
    ...(["r", "p"].includes(kind) ? [lock] : []),
    `ALTER TABLE ${refText(ref)} RENAME TO ${aside(n)}`,
  ];
};

/** @param holder the kind of the object that still has its name */
const sequenceStatements = (
  sequence: TableRef,
  holder: string | undefined,
  n: number,
): readonly Sql[] => {
  const create = `CREATE SEQUENCE ${refText(sequence)}`;
  if (holder === undefined) return [create];
  return sequence.schema === null
    ? [`CREATE TEMPORARY SEQUENCE ${refText(sequence)}`]
    : [...outOfTheWay(sequence, holder, n), create];
};

/**
 * The statements that create the rest of the declared schema; they are rolled back with the witness's transaction.
 * @param keepsEnums enum types that exist keep the values that they have
 */
export const contextStatements = async (
  connection: Connection,
  context: Schema,
  own: string | null,
  keepsEnums = false,
): Promise<readonly Sql[]> => {
  const enums = context.enums;
  const sequences = context.sequences;
  const collations = schemaObjectRules.collation.all(context);
  if (enums.length + sequences.length + collations.length === 0) return [];
  const place = (ref: TableRef): string => ref.schema ?? own ?? "public";
  const schemas = [...new Set([...enums, ...sequences, ...collations].map(place))];
  const existing = new Set(
    (await connection.query(questions.namespaces)).map((row) => text(row, "name")),
  );
  const liveEnums = new Map(
    (await connection.query(questions.enums, [schemas])).map((row) => [
      key({ schema: text(row, "schema"), name: text(row, "name") }),
      list(row, "labels"),
    ]),
  );
  const liveRowTypes = new Map(
    (await connection.query(rowTypes, [schemas])).map((row) => [
      key({ schema: text(row, "schema"), name: text(row, "name") }),
      text(row, "kind"),
    ]),
  );
  const liveSequences = new Set(
    (await connection.query(sequenceNames, [schemas])).map((row) =>
      key({ schema: text(row, "schema"), name: text(row, "name") }),
    ),
  );
  const liveCollations = new Set(
    collations.length === 0
      ? []
      : (await connection.query(objectQuestion("collation"), [schemas])).map((row) =>
          key({ schema: text(row, "schema"), name: text(row, "name") }),
        ),
  );
  const at = (ref: TableRef): string => key({ schema: place(ref), name: ref.name });
  return [
    ...schemas
      .filter((schema) => !existing.has(schema))
      .map((schema) => `CREATE SCHEMA ${quote(schema)}`),
    // A live collation with another definition serves as well: what depends on it is printed the same.
    ...collations
      .filter((collation) => !liveCollations.has(at(collation)))
      .flatMap((collation) => createdObject("collation", collation)),
    ...enums.flatMap((type, n) =>
      keepsEnums && liveEnums.has(at(type))
        ? []
        : enumStatements(type, liveEnums.get(at(type)), liveRowTypes.get(at(type)), n),
    ),
    ...sequences
      .filter((sequence) => !liveSequences.has(at(sequence)))
      .flatMap((sequence, n) =>
        sequenceStatements(
          sequence,
          liveEnums.has(at(sequence)) ? composite : liveRowTypes.get(at(sequence)),
          enums.length + n,
        ),
      ),
  ];
};
