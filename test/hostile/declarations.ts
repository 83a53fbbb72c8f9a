/** Every place of a metadata module that takes a text from whoever writes it. */
import {
  boolean,
  check,
  enumeration,
  exclude,
  foreignKey,
  index,
  integer,
  native,
  primaryKey,
  sql,
  unique,
  varchar,
  type ColumnBuilder,
  type Extra,
  type MetaData,
} from "schema-diff";

interface Declaration {
  readonly declare: (metadata: MetaData, text: string) => void;
  /** It names a schema, which on some servers is a database of its own and outlives the test's: it is not run. */
  readonly elsewhere?: true;
}

const column = (make: (text: string) => ColumnBuilder): Declaration => ({
  declare: (metadata, text) =>
    void metadata.table("t", { id: integer().primaryKey(), a: make(text) }),
});

const columns: Readonly<Record<string, ColumnBuilder>> = { id: integer().notNull(), a: integer() };

const extra = (make: (text: string) => Extra): Declaration => ({
  declare: (metadata, text) => void metadata.table("t", columns, [primaryKey(["id"]), make(text)]),
});

const declared = (declare: Declaration["declare"]): Declaration => ({ declare });
const elsewhere = (declare: Declaration["declare"]): Declaration => ({ declare, elsewhere: true });

const id = { id: integer().primaryKey() };

export const declarations: Readonly<Record<string, Declaration>> = {
  "a type": column((text) => native(text)),
  "a default": column((text) => integer().default(text)),
  "the default of a text": column((text) => varchar(99).default(text)),
  "a default as SQL": column((text) => integer().default(sql([text]))),
  "a value in SQL": column((text) => varchar(99).default(sql`(${text})`)),
  "a value of JSON": column((text) => native("json").default({ [text]: text })),
  "a generated column": column((text) => integer().generatedAs(text)),
  "a stored generated column": column((text) => integer().generatedAs(text, { stored: true })),
  "what ON UPDATE sets": column((text) => native("timestamp").onUpdate(text)),
  "a collation": column((text) => varchar(9).collate(text)),
  "the comment of a column": column((text) => integer().comment(text)),
  "the name of a column": column((text) => integer().named(text)),
  "an option's name": column((text) => integer().option(text, "x")),
  "a charset": column((text) => varchar(9).option("charset", text)),
  "how a column is stored": column((text) => varchar(9).option("storage", text)),
  "the CHECK of a column": column((text) => integer().check(text)),
  "the target of a column": column((text) => integer().references(`${text}.id`)),
  "the name of a column's key": column((text) => integer().unique(text)),
  "the name of a column's index": column((text) => integer().index({ name: text })),
  "the values of an enum": column((text) => enumeration("mood", ["sad", text])),
  "the name of an enum": column((text) => enumeration(text, ["sad"])),
  "the name of a boolean's CHECK": column((text) => boolean({ name: text })),
  "the name of a table": declared((metadata, text) => void metadata.table(text, id)),
  "the comment of a table": declared(
    (metadata, text) => void metadata.table("t", id, [], { comment: text }),
  ),
  "an option of a table": declared(
    (metadata, text) => void metadata.table("t", id, [], { options: { [text]: "x" } }),
  ),
  "an engine": declared(
    (metadata, text) => void metadata.table("t", id, [], { options: { engine: text } }),
  ),
  "the schema of a table": elsewhere(
    (metadata, text) => void metadata.table("t", id, [], { schema: text }),
  ),
  "the name of a schema": elsewhere((metadata, text) => {
    metadata.namespace(text);
  }),
  "a CHECK": extra((text) => check(text, { name: "ck" })),
  "the name of a CHECK": extra((text) => check("a > 0", { name: text })),
  "the comment of a key": extra((text) => unique(["a"], { name: "uq", comment: text })),
  "the name of a key": extra((text) => unique(["a"], { name: text })),
  "an option of a key": extra((text) => unique(["a"], { name: "uq", options: { [text]: text } })),
  "the name of a foreign key": extra((text) => foreignKey(["a"], ["t.id"], { name: text })),
  "the target of a foreign key": extra((text) =>
    foreignKey(["a"], { table: text, columns: ["id"] }, { name: "fk", external: true }),
  ),
  "the name of an index": extra((text) => index(text, ["a"])),
  "an index over an expression": extra((text) => index("ix", [sql([text])])),
  "the predicate of an index": extra((text) => index("ix", ["a"], { where: text })),
  "the method of an index": extra((text) => index("ix", ["a"], { method: text })),
  "the comment of an index": extra((text) => index("ix", ["a"], { comment: text })),
  "an option of an index": extra((text) => index("ix", ["a"], { options: { fillfactor: text } })),
  "what an exclusion asks": extra((text) => exclude([["a", text]], { name: "ex" })),
  "an exclusion's method": extra((text) => exclude([["a", "="]], { name: "ex", method: text })),
  "an exclusion's predicate": extra((text) => exclude([["a", "="]], { name: "ex", where: text })),
  "the name of a sequence": declared((metadata, text) => {
    metadata.sequence(text);
  }),
  "the type of a sequence": declared((metadata, text) => {
    metadata.sequence("s", { type: text });
  }),
  "the name of a view": declared((metadata, text) => {
    metadata.view(text, "SELECT 1 AS one");
  }),
  "the query of a view": declared((metadata, text) => {
    metadata.view("v", text);
  }),
};
