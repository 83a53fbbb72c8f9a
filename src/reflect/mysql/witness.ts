/** The witness: temporary tables that the server prints with SHOW CREATE TABLE. */
import {
  messageOf,
  plainColumn,
  type Column,
  type Constraint,
  type Index,
  type Schema,
  type Sql,
  type Table,
} from "../../model/index.js";
import {
  collationClause,
  columnClause,
  constraintClause,
  indexClause,
  quoteTable,
} from "../../dialects/mysql/clauses.js";
import type { Flavour } from "../../dialects/mysql/flavour.js";
import { withoutIdleIntroducersOf } from "../../dialects/mysql/introducers.js";
import { canonical } from "../../dialects/mysql/types.js";
import type { Printed } from "../backend.js";
import type { Row } from "../connection.js";
import { fieldOf, type Session } from "./connection.js";
import { defaultCollations } from "./questions.js";
import { text } from "./rows.js";
import { readShown, type Shown, type ShownColumn } from "./showCreate.js";
import { shownText } from "./showCreateText.js";
import { unqualified } from "./unqualified.js";

const checkText = (i: number): string => `schema_diff_check_${i}`;
const indexText = (i: number): string => `schema_diff_index_${i}`;

const isExpressionIndex = (index: Index): boolean =>
  index.elements.some(({ of }) => "expression" in of);

interface Question {
  /** The temporary table's name in SQL. */
  readonly temporary: Sql;
  readonly create: Sql;
  readonly show: Sql;
}

/** A table with only what the server may print differently: columns, CHECKs, indexes over expressions. AUTO_INCREMENT is left out, because it would need its key. */
const questionOf = (table: Table, name: string, flavour: Flavour): Question => {
  const temporary = quoteTable({ schema: table.schema, name });
  const lines = [
    ...table.columns.map((c) =>
      columnClause({ ...c, type: canonical(c.type), identity: null, comment: null }, flavour),
    ),
    ...table.constraints.flatMap((c, i) =>
      c.kind === "check"
        ? [constraintClause({ ...c, name: { from: "author", text: checkText(i) } }, flavour)]
        : [],
    ),
    ...table.indexes.flatMap((index, i) =>
      isExpressionIndex(index) && index.method === null
        ? [
            indexClause(
              {
                ...index,
                unique: false,
                comment: null,
                name: { from: "author", text: indexText(i) },
              },
              flavour,
            ),
          ]
        : [],
    ),
  ];
  const options = collationClause(table.options);
  return {
    temporary,
    create: `CREATE TEMPORARY TABLE ${temporary} (\n  ${lines.join(",\n  ")}\n) ${options}`,
    show: `SHOW CREATE TABLE ${temporary}`,
  };
};

interface Defaults {
  /** Character set → its default collation. */
  readonly collations: ReadonlyMap<string, string>;
  /** The collation of a database; the key is "" for the current one. */
  readonly databases: ReadonlyMap<string, string>;
}

const collationOf = (
  charset: string | null,
  collation: string | null,
  { collations }: Defaults,
): string | null => collation ?? (charset === null ? null : (collations.get(charset) ?? null));

const without = (options: Column["options"], key: string): Column["options"] =>
  Object.fromEntries(Object.entries(options).filter(([k]) => k !== key));

const columnAnswer = (
  asked: Column,
  shown: ShownColumn,
  tableCollation: string | null,
  defaults: Defaults,
): Column => {
  const own = collationOf(shown.charset, shown.collation, defaults);
  // a declared collation or charset is kept written out, even where it is the table's: the live table may have another one
  const isWritten = asked.collation !== null || asked.options["charset"] !== undefined;
  return {
    ...asked,
    type: shown.type,
    nullable: asked.identity === null && asked.nullable ? shown.nullable : false,
    default: asked.identity === null ? shown.default : null,
    onUpdate: shown.onUpdate,
    generated: shown.generated,
    collation: isWritten ? (own ?? tableCollation) : own === tableCollation ? null : own,
    options: without(asked.options, "charset"),
  };
};

const constraintAnswer = (asked: Constraint, i: number, shown: Shown): Constraint =>
  asked.kind === "check"
    ? { ...asked, expression: shown.checks.get(checkText(i)) ?? asked.expression }
    : asked;

const indexAnswer = (asked: Index, i: number, shown: Shown): Index => {
  const expressions = shown.indexes.get(indexText(i)) ?? [];
  return {
    ...asked,
    elements: asked.elements.map((e, j) => {
      const expression = expressions[j] ?? null;
      return "expression" in e.of && expression !== null ? { ...e, of: { expression } } : e;
    }),
  };
};

const answerOf = (asked: Table, sql: Sql, defaults: Defaults, flavour: Flavour): Printed => {
  const shown = readShown(sql, flavour);
  const byName = new Map(shown.columns.map((c) => [c.name, c]));
  const lost = asked.columns.find((c) => !byName.has(c.name));
  if (lost !== undefined) return { cannot: `SHOW CREATE TABLE did not show column ${lost.name}` };
  const collation = collationOf(shown.charset, shown.collation, defaults);
  const { charset: _, collation: __, ...options } = asked.options;
  return {
    table: withoutIdleIntroducersOf({
      ...asked,
      columns: asked.columns.map((c) => {
        const found = byName.get(c.name);
        return found === undefined ? c : columnAnswer(c, found, collation, defaults);
      }),
      constraints: asked.constraints.map((c, i) => constraintAnswer(c, i, shown)),
      indexes: asked.indexes.map((index, i) => indexAnswer(index, i, shown)),
      options: {
        ...options,
        ...(collation === null || collation === defaults.databases.get(asked.schema ?? "")
          ? {}
          : { collation }),
      },
    }),
  };
};

const readDefaults = async (session: Session): Promise<Defaults> => {
  const collations = await session.query(defaultCollations);
  const databases = await session.query(
    "SELECT if(schema_name = database(), '', schema_name) AS name, default_collation_name AS collation FROM information_schema.schemata",
  );
  const pairs = (rows: readonly Row[], key: string): ReadonlyMap<string, string> =>
    new Map(rows.map((row) => [text(row, key), text(row, "collation")]));
  return { collations: pairs(collations, "charset"), databases: pairs(databases, "name") };
};

/** The question about a table; one that cannot even be written as SQL (a type of another dialect) is answered without asking. */
const question = (
  table: Table,
  i: number,
  flavour: Flavour,
): Question | Extract<Printed, { readonly cannot: string }> => {
  if (table.columns.length === 0) return { cannot: "a table without columns exists nowhere here" };
  try {
    return questionOf(
      { ...table, columns: table.columns.map((c) => ({ ...plainColumn(c.name, c.type), ...c })) },
      `schema_diff_witness_${i}`,
      flavour,
    );
  } catch (thrown) {
    return { cannot: messageOf(thrown), unsure: true };
  }
};

/** Errors that are not about the table: a missing right, or somebody holding a lock. */
const notAbout = /DENIED|LOCK|INTERRUPTED|NO_DB|TIMEOUT/;

/**
 * MariaDB has a code for unknown types (ER_UNKNOWN_DATA_TYPE); on MySQL an unknown type is a syntax error. Character sets and
 * collations have codes of their own on both.
 */
const aboutType: ReadonlySet<unknown> = new Set([1064, 4161, 1115, 1273]);

const askOne = async (
  session: Session,
  table: Table,
  { create, show }: Question,
  defaults: Defaults,
  flavour: Flavour,
): Promise<Printed> => {
  try {
    await session.execute(create);
  } catch (thrown) {
    const code = String(fieldOf(thrown, "code"));
    return {
      cannot: messageOf(thrown),
      ...((!code.startsWith("ER_") || notAbout.test(code)) && { unsure: true }),
      ...(aboutType.has(fieldOf(thrown, "errno")) && { unknownType: true }),
    };
  }
  const sql = unqualified(shownText(await session.query(show)), session.database);
  return answerOf(table, sql, defaults, flavour);
};

/** Zero dates, which an existing table may hold and current SQL modes refuse, are allowed while the questions are asked. */
const withZeroDates = async <T>(session: Session, use: () => Promise<T>): Promise<T> => {
  const [row = {}] = await session.query("SELECT @@SESSION.sql_mode AS mode");
  const mode = text(row, "mode");
  const lenient = mode
    .split(",")
    .filter((m) => !/^(?:NO_ZERO_DATE|NO_ZERO_IN_DATE|TRADITIONAL)$/.test(m))
    .join(",");
  if (lenient === mode) return use();
  await session.execute(`SET SESSION sql_mode = '${lenient}'`);
  try {
    return await use();
  } finally {
    await session.execute(`SET SESSION sql_mode = '${mode}'`);
  }
};

/** Prints all tables. A temporary table belongs to the session, and to drop it commits nothing. */
const printAll = async (
  session: Session,
  tables: readonly Table[],
  flavour: Flavour,
): Promise<readonly Printed[]> => {
  const defaults = await readDefaults(session);
  const asked = tables.map((table, i) => question(table, i, flavour));
  const made = asked.flatMap((q) => ("cannot" in q ? [] : [q.temporary]));
  const printed: Printed[] = [];
  try {
    for (const [i, table] of tables.entries()) {
      const mine = asked[i];
      if (mine === undefined || "cannot" in mine)
        printed.push(mine ?? { cannot: "it was not asked about" });
      else printed.push(await askOne(session, table, mine, defaults, flavour));
    }
  } finally {
    if (made.length > 0) await session.execute(`DROP TEMPORARY TABLE IF EXISTS ${made.join(", ")}`);
  }
  return printed;
};

export const print = async (
  session: Session,
  tables: readonly Table[],
  _context: Schema,
  flavour: Flavour,
): Promise<readonly Printed[]> =>
  tables.length === 0 ? [] : withZeroDates(session, () => printAll(session, tables, flavour));
