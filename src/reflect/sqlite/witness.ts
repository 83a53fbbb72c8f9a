/** SQLite stores what was written, word for word; what it can say of a declared table is whether it takes it. */
import { createIndex, createTable } from "../../dialects/sqlite/clauses.js";
import { schemaOf } from "../../dialects/sqlite/readSchema.js";
import {
  messageOf,
  nameText,
  type Column,
  type Constraint,
  type Index,
  type Table,
} from "../../model/index.js";
import type { Printed } from "../backend.js";
import type { Connection } from "../connection.js";
import type { Database } from "./database.js";
import { memory } from "./driver.js";
import { entryOf } from "./entry.js";
import * as questions from "./questions.js";

/** AUTOINCREMENT needs its key, which is not asked about. */
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

/** The expressions of the answer, in the order of the question. Only these are taken from it: all else is as it was asked. */
const columnAs = (asked: Column, read: Column | undefined): Column =>
  read === undefined
    ? asked
    : { ...asked, type: read.type, default: read.default, generated: read.generated };

const constraintsAs = (asked: Table, read: Table): readonly Constraint[] => {
  const checks = read.constraints.flatMap((c) => (c.kind === "check" ? [c] : []));
  const place = new Map(asked.constraints.filter((c) => c.kind === "check").map((c, i) => [c, i]));
  // Named checks come back sorted; the nameless keep the order they were asked in.
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

const printOne = (db: Database, table: Table): Printed => {
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
    return { cannot: messageOf(error) };
  } finally {
    if (db.inTransaction()) db.execute("ROLLBACK");
  }
};

export const print = async (
  _connection: Connection,
  tables: readonly Table[],
): Promise<readonly Printed[]> => {
  const db = await memory();
  try {
    return tables.map((table) => printOne(db, table));
  } finally {
    db.close();
  }
};
