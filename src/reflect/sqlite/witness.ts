/** The witness of SQLite, which stores what was written word for word; so it only tells whether it accepts a declared table. */
import { createIndex, createTable } from "../../dialects/sqlite/clauses.js";
import { schemaOf } from "../../dialects/sqlite/readSchema.js";
import {
  messageOf,
  nameText,
  type Column,
  type Constraint,
  type Index,
  type Sql,
  type Table,
} from "../../model/index.js";
import type { Printed } from "../backend.js";
import type { Connection } from "../connection.js";
import type { Database } from "./database.js";
import { memory } from "./driver.js";
import { entryOf } from "./entry.js";
import * as questions from "./questions.js";

/** The table without AUTOINCREMENT, which would need its key, and keys are not asked about. */
const bare = (table: Table): Table => ({
  ...table,
  schema: null,
  comment: null,
  definition: null,
  columns: table.columns.map((c) => ({ ...c, comment: null, identity: null })),
  constraints: table.constraints
    .filter((c) => c.kind !== "foreignKey")
    .map((c) => ({ ...c, comment: null })),
});

/** The column with the expressions of the answer. Only these are taken over; all else is as it was asked. */
const columnAs = (asked: Column, read: Column | undefined): Column =>
  read === undefined
    ? asked
    : { ...asked, type: read.type, default: read.default, generated: read.generated };

const constraintsAs = (asked: Table, read: Table): readonly Constraint[] => {
  const checks = read.constraints.flatMap((c) => (c.kind === "check" ? [c] : []));
  const place = new Map(asked.constraints.filter((c) => c.kind === "check").map((c, i) => [c, i]));
  // Named checks are returned sorted; nameless ones keep the order in which they were asked about.
  return asked.constraints.map((c) => {
    if (c.kind !== "check") return c;
    const name = nameText(c.name);
    const same = checks.filter(
      (r) => (nameText(r.name) ?? null) === (c.name.from === "nowhere" ? null : name),
    );
    const nth = [...place.keys()]
      .filter((o) => o.name.from === c.name.from && nameText(o.name) === name)
      .indexOf(c);
    return { ...c, expression: same[nth]?.expression ?? c.expression };
  });
};

const indexAs = (asked: Index, read: Index | undefined): Index =>
  read === undefined
    ? asked
    : {
        ...asked,
        elements: asked.elements.map((e, i) => ({ ...e, of: read.elements[i]?.of ?? e.of })),
        where: read.where,
      };

/** Functions and collations: a program may have registered its own on its connection, which an empty database lacks. */
const ownKinds: readonly (readonly [RegExp, Sql])[] = [
  [
    /(?:no such function|unknown function): (\w+)/,
    "SELECT 1 FROM pragma_function_list WHERE name = lower(?)",
  ],
  [
    /no such collation sequence: (\w+)/,
    "SELECT 1 FROM pragma_collation_list WHERE name = ? COLLATE nocase",
  ],
];

const isKnownTo = async (connection: Connection, message: string): Promise<boolean> => {
  for (const [pattern, question] of ownKinds) {
    const name = pattern.exec(message)?.[1];
    if (name !== undefined && (await connection.query(question, [name])).length > 0) return true;
  }
  return false;
};

const printOne = async (connection: Connection, db: Database, table: Table): Promise<Printed> => {
  const asked = bare(table);
  db.execute("BEGIN");
  try {
    db.execute(createTable(asked));
    for (const index of asked.indexes) db.execute(createIndex(asked.name, index));
    const read = schemaOf(db.query(questions.entries).flatMap(entryOf), [], []).tables[0];
    if (read === undefined) return { cannot: "SQLite's text of it was not understood" };
    return {
      table: {
        ...table,
        columns: table.columns.map((c, i) => columnAs(c, read.columns[i])),
        constraints: constraintsAs(table, read),
        indexes: table.indexes.map((i) =>
          indexAs(
            i,
            read.indexes.find((r) => nameText(r.name) === nameText(i.name)),
          ),
        ),
      },
    };
  } catch (error) {
    const cannot = messageOf(error);
    return { cannot, ...((await isKnownTo(connection, cannot)) && { unsure: true }) };
  } finally {
    if (db.inTransaction()) db.execute("ROLLBACK");
  }
};

export const print = async (
  connection: Connection,
  tables: readonly Table[],
): Promise<readonly Printed[]> => {
  const db = await memory();
  try {
    const printed: Printed[] = [];
    for (const table of tables) printed.push(await printOne(connection, db, table));
    return printed;
  } finally {
    db.close();
  }
};
