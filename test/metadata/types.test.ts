/** A column that does not exist is an error of the type checker: this file is part of the project's type check. */
import {
  check,
  exclude,
  foreignKey,
  index,
  integer,
  MetaData,
  primaryKey,
  sql,
  table,
  text,
  unique,
} from "../../src/metadata/index.js";

const metadata = new MetaData();
const user = metadata.table("user", { id: integer().primaryKey(), name: text() }, (t) => [
  unique([t.name]),
  index(null, [t.id, t.name.desc(), sql`lower(${t.name})`]),
  exclude([[t.id, "="]]),
  check(sql`${t.id} > 0`),
]);
const item = table("item", metadata, { user_id: integer(), "odd name": text() }, [
  foreignKey(["user_id"], () => [user.c.id]),
  unique(["user_id", "odd name"]),
  primaryKey(["user_id"]),
]);

export const wrong = (): unknown => [
  // @ts-expect-error no such column in the callback
  metadata.table("a", { id: integer() }, (t) => [unique([t.nope])]),
  // @ts-expect-error no such column by text
  metadata.table("b", { id: integer() }, [unique(["nope"])]),
  // @ts-expect-error no such column by text, in an index
  metadata.table("c", { id: integer() }, () => [index("i", ["id", "nope"])]),
  // @ts-expect-error no such column by text, added later
  item.add(foreignKey(["nope"], ["user.id"])),
  // @ts-expect-error no such column of the table
  user.c.nope,
  // @ts-expect-error an action that does not exist
  integer().references("user.id", { onDelete: "CASCADE" }),
  // @ts-expect-error not a column type
  metadata.table("d", { id: 5 }),
];

it("has completion for the columns that exist", () => {
  expect([user.c.id.name, item.c["odd name"].name]).toEqual(["id", "odd name"]);
});
