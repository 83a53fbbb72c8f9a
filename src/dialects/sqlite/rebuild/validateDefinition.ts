/** Refuses in our words, before anything runs, what SQLite accepts in no CREATE TABLE. */
import type { TableDefinition } from "../grammar/index.js";
import { fold, sameName } from "../lexicon.js";
import { clausesOf, rowidAlias } from "../definition.js";
import { refused } from "./draft.js";

interface Key {
  readonly columns: readonly string[];
  readonly autoincrement: boolean;
}

const keysOf = ({ columns, constraints }: TableDefinition): readonly Key[] => [
  ...columns.flatMap((c) =>
    clausesOf(c, "primaryKey").map(({ autoincrement }) => ({
      columns: [c.name.name],
      autoincrement,
    })),
  ),
  ...constraints.flatMap((c) =>
    c.is === "primaryKey"
      ? [
          {
            columns: c.parts.flatMap((p) => (p.name === null ? [] : [p.name.name])),
            autoincrement: c.autoincrement,
          },
        ]
      : [],
  ),
];

/** https://sqlite.org/stricttables.html; in quotes they are the same types. */
const strictTypes = /^["'`[]?(?:int|integer|real|text|blob|any)["'`\]]?$/i;

type Refuse = (message: string, todo: string) => never;

const refuseColumns = ({ sql, columns, strict }: TableDefinition, no: Refuse): void => {
  const places = new Map(columns.map((c, i) => [fold(c.name.name), i]));
  const twice = columns.find((c, i) => places.get(fold(c.name.name)) !== i);
  if (twice !== undefined)
    no(`column "${twice.name.name}" is there twice`, "give one of them another name");
  if (columns.every((c) => clausesOf(c, "generated").length > 0))
    no(
      "only generated columns are left, and a table keeps one that is stored",
      "add another one, or drop the table",
    );
  const untyped = strict
    ? columns.find((c) => c.type === null || !strictTypes.test(sql.slice(c.type.start, c.type.end)))
    : undefined;
  if (untyped !== undefined) {
    const type =
      untyped.type === null
        ? "no type"
        : `the type ${sql.slice(untyped.type.start, untyped.type.end)}`;
    no(
      `column "${untyped.name.name}" has ${type}, and a STRICT table knows only INT, INTEGER, REAL, TEXT, BLOB and ANY`,
      "give it one of those types in the same batch",
    );
  }
};

const refuseGenerated = (
  { sql, columns }: TableDefinition,
  keys: readonly Key[],
  no: Refuse,
): void => {
  for (const column of columns.filter((c) => clausesOf(c, "generated").length > 0)) {
    const {
      name: { name },
    } = column;
    const value = clausesOf(column, "default")[0]?.value;
    if (value !== undefined)
      no(
        `the generated column "${name}" cannot have the default ${sql.slice(value.start, value.end)}`,
        "take the default away in the same change: default: null",
      );
    if (keys.some((k) => k.columns.some((c) => sameName(c, name))))
      no(
        `the generated column "${name}" cannot be part of the primary key`,
        "make another column the primary key in the same batch",
      );
  }
};

/** @throws SchemaDiffError `batch` */
export const validateDefinition = (definition: TableDefinition): void => {
  const no: Refuse = (message, todo) => refused({ definition }, message, todo);
  const keys = keysOf(definition);
  refuseColumns(definition, no);
  refuseGenerated(definition, keys, no);
  if (keys.length > 1) no("it would have two primary keys", "leave one of them out");
  const [key] = keys;
  if (definition.withoutRowid && key === undefined)
    no("WITHOUT ROWID needs a primary key", "give it one in the same batch");
  if (key?.autoincrement === true && rowidAlias(definition) === null) {
    no(
      `column "${key.columns[0] ?? ""}" cannot be an auto-increment column: AUTOINCREMENT is for one column of type INTEGER that is the primary key of a table with rowids`,
      "give it that type, or take the counting away in the same batch: identity: null",
    );
  }
};
