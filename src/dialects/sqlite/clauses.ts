/**
 * Columns, constraints, tables and indexes as SQLite's clauses; attributes that SQLite cannot
 * express were refused before (`attributes.ts`).
 */
import {
  nameText,
  ofKind,
  partsOf,
  SchemaDiffError,
  type Action,
  type Column,
  type ConflictAction,
  type Constraint,
  type ConstraintKind,
  type Deferral,
  type Element,
  type Index,
  type KeyPart,
  type Sql,
  type Table,
  type Unmodelled,
} from "../../model/index.js";
import { meaningful, withoutOuterParentheses } from "../../sql/index.js";
import { lexicon, sameName, upper } from "./lexicon.js";
import { standsInline } from "./rowid.js";
import { spells, writtenDefault, writtenType } from "./written.js";

export const refuse = (what: string, because: string, todo: string): never => {
  throw new SchemaDiffError("unsupported", `${what}: ${because}`, todo);
};

const list = (columns: readonly string[]): Sql => `(${columns.map(lexicon.quote).join(", ")})`;

const conflict = (action: ConflictAction): Sql =>
  action === null ? "" : ` ON CONFLICT ${action.toUpperCase()}`;

/** Can DEFAULT take the text without parentheses: one literal or keyword, or a signed number? */
const bareDefault = (sql: Sql): boolean => {
  const tokens = meaningful(sql, lexicon);
  const signed =
    tokens.length === 2 && /^[+-]$/.test(tokens[0]?.text ?? "") && tokens[1]?.kind === "number";
  return signed || (tokens.length === 1 && tokens[0]?.kind !== "symbol");
};

/** Comments at the ends are removed: a line comment would swallow what follows. */
export const defaultClause = (value: Sql): Sql => {
  const bare = withoutOuterParentheses(value, lexicon);
  return `DEFAULT ${bareDefault(value) ? bare : `(${bare})`}`;
};

const enclosed = (expression: Sql): Sql => `(${withoutOuterParentheses(expression, lexicon)})`;

const checkClause = (expression: Sql): Sql => `CHECK ${enclosed(expression)}`;

export const collateClause = (collation: string): Sql => `COLLATE ${lexicon.quote(collation)}`;

export const notNullClause = (column: Pick<Column, "options">): Sql => {
  const action = column.options["notNullOnConflict"];
  return `NOT NULL${action === undefined ? "" : ` ON CONFLICT ${action.toUpperCase()}`}`;
};

export const generatedClause = ({ expression, stored }: NonNullable<Column["generated"]>): Sql =>
  `GENERATED ALWAYS AS ${enclosed(expression)} ${stored ? "STORED" : "VIRTUAL"}`;

/** The primary key as a clause of its column. */
export const inlineKey = (key: Constraint<"primaryKey">): Sql =>
  `${nameClause(key)}PRIMARY KEY${partsOf(key)[0]?.descending === true ? " DESC" : ""}${conflict(key.onConflict)}`;

/** AUTOINCREMENT is possible only after a PRIMARY KEY in the column's own definition. */
const keyClause = (column: Column, key: Constraint<"primaryKey"> | undefined): readonly Sql[] => {
  if (column.identity === null) return key === undefined ? [] : [inlineKey(key)];
  if (column.identity.kind !== "autoIncrement") {
    return refuse(
      `column ${column.name}`,
      `SQLite has no identity "${column.identity.kind}"`,
      "use autoIncrement, or an INTEGER PRIMARY KEY without it",
    );
  }
  if (key === undefined)
    return refuse(
      `column ${column.name}`,
      "AUTOINCREMENT needs a primary key on this column alone",
      "make it the primary key, or take autoIncrement away",
    );
  return [`${inlineKey(key)} AUTOINCREMENT`];
};

export const columnClause = (column: Column, key?: Constraint<"primaryKey">): Sql => {
  if (column.comment !== null)
    refuse(`column ${column.name}`, "SQLite stores no comments", "leave the comment out");
  if (column.onUpdate !== null)
    refuse(`column ${column.name}`, "SQLite has no ON UPDATE of a column", "use a trigger");
  return [
    lexicon.quote(column.name),
    ...(column.type === "" ? [] : [writtenType(column)]),
    ...keyClause(column, key),
    ...(column.nullable ? [] : [notNullClause(column)]),
    ...[writtenDefault(column)].flatMap((value) => (value === null ? [] : [defaultClause(value)])),
    ...(column.collation === null ? [] : [collateClause(column.collation)]),
    ...(column.generated === null ? [] : [generatedClause(column.generated)]),
  ].join(" ");
};

const actions: Readonly<Record<Action, Sql>> = {
  noAction: "NO ACTION",
  restrict: "RESTRICT",
  cascade: "CASCADE",
  setNull: "SET NULL",
  setDefault: "SET DEFAULT",
};
const deferrals: Readonly<Record<Deferral, Sql>> = {
  notDeferrable: "",
  initiallyImmediate: "DEFERRABLE INITIALLY IMMEDIATE",
  initiallyDeferred: "DEFERRABLE INITIALLY DEFERRED",
};

/** The clauses after REFERENCES t (…), each empty where it is the default. */
export const referenceTail = (
  key: Constraint<"foreignKey">,
): Readonly<Record<"onDelete" | "onUpdate" | "match" | "deferral", Sql>> => ({
  onDelete: key.onDelete === "noAction" ? "" : `ON DELETE ${actions[key.onDelete]}`,
  onUpdate: key.onUpdate === "noAction" ? "" : `ON UPDATE ${actions[key.onUpdate]}`,
  match: key.match === "simple" ? "" : `MATCH ${key.match.toUpperCase()}`,
  deferral: deferrals[key.deferral],
});

/** `REFERENCES "t" ("id") ON DELETE CASCADE`: common to inline and table-level foreign keys. */
const referenceClause = (key: Constraint<"foreignKey">): Sql => {
  if (key.target.schema !== null)
    refuse(
      `a foreign key to ${key.target.schema}.${key.target.name}`,
      "SQLite's foreign keys stay in their own database",
      "point it to a table without a schema",
    );
  const { table, columns } =
    key.spelled !== undefined && spells(key.spelled, key)
      ? key.spelled
      : { table: key.target.name, columns: key.targetColumns };
  const target = `REFERENCES ${lexicon.quote(table)}${columns !== null && columns.length > 0 ? ` ${list(columns)}` : ""}`;
  const { onDelete, onUpdate, match, deferral } = referenceTail(key);
  return [target, onDelete, onUpdate, match, deferral].filter((s) => s !== "").join(" ");
};

const partText = (column: Sql, { collation, descending }: KeyPart): Sql =>
  `${column}${collation === null ? "" : ` ${collateClause(collation)}`}${descending ? " DESC" : ""}`;

const keyList = (key: Constraint<"primaryKey"> | Constraint<"unique">): Sql =>
  `(${partsOf(key)
    .map((part, i) => partText(lexicon.quote(key.columns[i] ?? ""), part))
    .join(", ")})`;

type Bodies = { readonly [K in ConstraintKind]: (constraint: Constraint<K>) => Sql };

const bodies: Bodies = {
  primaryKey: (c) => `PRIMARY KEY ${keyList(c)}${conflict(c.onConflict)}`,
  unique: (c) => `UNIQUE ${keyList(c)}${conflict(c.onConflict)}`,
  foreignKey: (c) => `FOREIGN KEY ${list(c.columns)} ${referenceClause(c)}`,
  check: (c) => checkClause(c.expression),
  exclude: () =>
    refuse(
      "EXCLUDE",
      "SQLite has no EXCLUDE constraints",
      "leave it out, and keep the rule by a trigger or in the application",
    ),
};

const bodyOf = <K extends ConstraintKind>(kind: K, constraint: Constraint<K>): Sql => {
  const body: (constraint: Constraint<K>) => Sql = bodies[kind];
  return body(constraint);
};

/** `CONSTRAINT "name" `; empty where the database has no name. */
const nameClause = ({ name }: Constraint): Sql =>
  name.from === "nowhere" ? "" : `CONSTRAINT ${lexicon.quote(name.text)} `;

/** A table-level constraint with its name. */
export const constraintClause = (constraint: Constraint): Sql =>
  nameClause(constraint) + bodyOf(constraint.kind, constraint);

/** A column with the foreign key on it, inline. */
export const referringColumn = (column: Column, key: Constraint<"foreignKey">): Sql =>
  `${columnClause(column)} ${nameClause(key)}${referenceClause(key)}`;

const tableTail = (table: Table): Sql => {
  const words = [
    ...(table.options["withoutRowid"] === "true" ? ["WITHOUT ROWID"] : []),
    ...(table.options["strict"] === "true" ? ["STRICT"] : []),
  ];
  return words.length === 0 ? "" : ` ${words.join(", ")}`;
};

export const createTable = (table: Table): Sql => {
  if (table.schema !== null)
    refuse(`table ${table.schema}.${table.name}`, "SQLite has no schemas", "leave the schema out");
  if (table.comment !== null)
    refuse(`table ${table.name}`, "SQLite stores no comments", "leave the comment out");
  const inline = ofKind(table.constraints, "primaryKey").find((key) => standsInline(key, table));
  const lines = [
    ...table.columns.map((column) =>
      columnClause(column, sameName(column.name, inline?.columns[0] ?? "") ? inline : undefined),
    ),
    ...table.constraints.filter((c) => c !== inline).map(constraintClause),
  ];
  return `CREATE TABLE ${lexicon.quote(table.name)} (\n  ${lines.join(",\n  ")}\n)${tableTail(table)}`;
};

const indexElement = ({ of, descending, collation }: Element): Sql =>
  partText("column" in of ? lexicon.quote(of.column) : enclosed(of.expression), {
    collation,
    descending,
  });

export const createIndex = (table: string, index: Index): Sql => {
  const name = nameText(index.name);
  if (name === null)
    return refuse(
      `an index on ${table}`,
      "an index needs a name",
      "name it, or set a naming convention",
    );
  const where =
    index.where === null ? "" : ` WHERE ${withoutOuterParentheses(index.where, lexicon)}`;
  return `CREATE ${index.unique ? "UNIQUE " : ""}INDEX ${lexicon.quote(name)} ON ${lexicon.quote(table)} (${index.elements.map(indexElement).join(", ")})${where}`;
};

/** The DROP statement of a view or a trigger. */
export const drop = ({ kind, name }: Pick<Unmodelled, "kind" | "name">): Sql =>
  `DROP ${upper(kind)} ${lexicon.quote(name)}`;

/** The same in a script, for messages. */
export const dropInScript = (item: Pick<Unmodelled, "kind" | "name">): string =>
  `await op.execute(${JSON.stringify(drop(item))})`;
