/** Column, constraint, index and table clauses as SQL. */
import {
  nameText,
  SchemaDiffError,
  type Column,
  type Constraint,
  type ConstraintKind,
  type Element,
  type Index,
  type Name,
  type Options,
  type Sql,
  type Table,
  type TableRef,
  lookupTable,
} from "../../model/index.js";
import { withoutOuterParentheses } from "../../sql/index.js";
import { charsetOf } from "./collation.js";
import { canonicalDefault } from "./defaults.js";
import type { Flavour, MemberName } from "./flavour.js";
import { lexicon, literal } from "./lexicon.js";
import { baseOf, canonical } from "./types.js";

export const { quote } = lexicon;

export const unsupported = (message: string, todo: string): never => {
  throw new SchemaDiffError("unsupported", message, todo);
};

export const quoteTable = ({ schema, name }: TableRef): Sql =>
  schema === null ? quote(name) : `${quote(schema)}.${quote(name)}`;

const quoteAll = (names: readonly string[]): Sql => names.map(quote).join(", ");

export const words = (...parts: readonly (Sql | false | null)[]): Sql =>
  parts.filter((p): p is Sql => p !== false && p !== null && p !== "").join(" ");

const inParentheses = (sql: Sql): Sql => `(${withoutOuterParentheses(sql, lexicon)})`;

export const plainWord = (word: string): Sql => (/^\w+$/.test(word) ? word : quote(word));

export const collationClause = ({
  charset,
  collation,
}: {
  readonly charset?: string | undefined;
  readonly collation?: string | null | undefined;
}): Sql => {
  const of = collation ? charsetOf(collation) : null;
  const set = charset ?? of;
  // a collation that was taken from the live column may not belong to the declared character set
  const fits = of === null || of === set;
  return words(
    set ? `CHARACTER SET ${plainWord(set)}` : null,
    collation && fits ? `COLLATE ${plainWord(collation)}` : null,
  );
};

const nullClause = (column: Column, flavour: Flavour): Sql => {
  if (column.generated !== null && (!flavour.generatedTakesNull || column.nullable)) return "";
  return column.nullable ? "NULL" : "NOT NULL";
};

/** Options that only one of the two servers has. */
const ofOneFlavour: Readonly<
  Record<"column" | "table", readonly (readonly [option: string, only: MemberName])[]>
> = {
  column: [
    ["compressed", "mariadb"],
    ["versioned", "mariadb"],
    ["columnFormat", "mysql"],
    ["storage", "mysql"],
  ],
  table: [
    ["systemVersioned", "mariadb"],
    ["tablespace", "mysql"],
    ["autoextendSize", "mysql"],
  ],
};

/** Throws `unsupported` for an option of a column or table that the other server has. */
export const refuseOtherFlavours = (
  kind: keyof typeof ofOneFlavour,
  name: string,
  options: Options,
  flavour: Flavour,
): void => {
  for (const [option, only] of ofOneFlavour[kind])
    if (options[option] !== undefined && only !== flavour.name)
      unsupported(
        `${kind} ${name}: ${flavour.title} knows no option ${option}`,
        `leave ${option} out`,
      );
};

const refuseMissing = (column: Column, flavour: Flavour): void => {
  refuseOtherFlavours("column", column.name, column.options, flavour);
  const base = baseOf(column.type);
  const why = Object.hasOwn(flavour.missingTypes, base) ? flavour.missingTypes[base] : undefined;
  if (why !== undefined)
    unsupported(`column ${column.name}: ${why}`, "give the column another type");
  if (column.identity !== null && column.identity.kind !== "autoIncrement") {
    unsupported(
      `column ${column.name}: ${flavour.title} has no identity of kind ${column.identity.kind}`,
      "use autoIncrement",
    );
  }
};

/** A column's definition after its name. `check` is MariaDB's column-level CHECK. */
const columnDefinition = (column: Column, flavour: Flavour, check: Sql | null = null): Sql => {
  refuseMissing(column, flavour);
  const { generated } = column;
  const srid = /^\d+$/.exec(column.options["srid"] ?? "")?.[0];
  const fallback =
    generated === null ? canonicalDefault(canonical(column.type), column.default, flavour) : null;
  return words(
    column.type,
    flavour.name === "mariadb" && srid !== undefined && `REF_SYSTEM_ID=${srid}`,
    column.options["compressed"] === "yes" && "COMPRESSED",
    collationClause({ charset: column.options["charset"], collation: column.collation }),
    generated !== null &&
      `GENERATED ALWAYS AS ${inParentheses(generated.expression)} ${generated.stored ? "STORED" : "VIRTUAL"}`,
    nullClause(column, flavour),
    fallback !== null && `DEFAULT ${fallback}`,
    column.onUpdate !== null && `ON UPDATE ${column.onUpdate}`,
    column.options["invisible"] === "yes" && "INVISIBLE",
    column.identity !== null && "AUTO_INCREMENT",
    column.comment !== null && `COMMENT ${literal(column.comment)}`,
    flavour.name === "mysql" && srid !== undefined && `SRID ${srid}`,
    column.options["storage"] !== undefined && `STORAGE ${plainWord(column.options["storage"])}`,
    column.options["columnFormat"] !== undefined &&
      `COLUMN_FORMAT ${plainWord(column.options["columnFormat"])}`,
    column.options["versioned"] === "no" && "WITHOUT SYSTEM VERSIONING",
    check !== null && `CHECK ${inParentheses(check)}`,
  );
};

export const columnClause = (column: Column, flavour: Flavour, check: Sql | null = null): Sql =>
  `${quote(column.name)} ${columnDefinition(column, flavour, check)}`;

const actionWords = {
  noAction: "NO ACTION",
  restrict: "RESTRICT",
  cascade: "CASCADE",
  setNull: "SET NULL",
  setDefault: "SET DEFAULT",
} as const;

const named = (name: Name): Sql => {
  const text = nameText(name);
  return text === null ? "" : quote(text);
};

const blockSizeClause = ({ keyBlockSize }: Options): Sql | false =>
  keyBlockSize !== undefined && /^\d+$/.test(keyBlockSize) && `KEY_BLOCK_SIZE=${keyBlockSize}`;

/** The options of a key's backing index. */
const ownIndexClause = (what: string, options: Options = {}): Sql | false => {
  const other = Object.keys(options).find((key) => key !== "keyBlockSize");
  return other === undefined
    ? blockSizeClause(options)
    : unsupported(`${what}: the index of a key takes no option ${other}`, "use a unique index");
};

type Printers = {
  readonly [K in ConstraintKind]: (
    constraint: Extract<Constraint, { readonly kind: K }>,
    flavour: Flavour,
  ) => Sql;
};

const printers: Printers = {
  primaryKey: (key) => primaryKeyClause(key, {}),
  unique: ({ name, columns, comment, options }) =>
    words(
      "UNIQUE KEY",
      named(name),
      `(${quoteAll(columns)})`,
      ownIndexClause(`unique ${nameText(name) ?? ""}`, options),
      comment !== null && `COMMENT ${literal(comment)}`,
    ),
  foreignKey: (key, { unwrittenAction }) =>
    words(
      nameText(key.name) !== null && `CONSTRAINT ${named(key.name)}`,
      `FOREIGN KEY (${quoteAll(key.columns)}) REFERENCES ${quoteTable(key.target)} (${quoteAll(key.targetColumns)})`,
      key.onDelete !== unwrittenAction && `ON DELETE ${actionWords[key.onDelete]}`,
      key.onUpdate !== unwrittenAction && `ON UPDATE ${actionWords[key.onUpdate]}`,
    ),
  check: ({ name, expression, enforced }) =>
    words(
      nameText(name) !== null && `CONSTRAINT ${named(name)}`,
      `CHECK ${inParentheses(expression)}`,
      !enforced && "NOT ENFORCED",
    ),
  exclude: ({ name }, { title }) =>
    unsupported(
      `exclude ${nameText(name) ?? ""}: ${title} has no EXCLUDE constraints`,
      "leave it out, and keep the rule by a trigger or in the application",
    ),
};

const printOf = <K extends ConstraintKind>(
  kind: K,
  constraint: Extract<Constraint, { readonly kind: K }>,
  flavour: Flavour,
): Sql => printers[kind](constraint, flavour);

/** A constraint as a clause of CREATE TABLE or after ADD. */
export const constraintClause = (constraint: Constraint, flavour: Flavour): Sql =>
  printOf(constraint.kind, constraint, flavour);

/** The primary key with those of its table's options that belong to it. */
export const primaryKeyClause = (
  { columns, comment, options }: Pick<Constraint<"primaryKey">, "columns" | "comment" | "options">,
  { primaryKeyParts, primaryKeyUsing }: Options,
): Sql =>
  words(
    `PRIMARY KEY (${primaryKeyParts ?? columns.map(quote).join(", ")})`,
    primaryKeyUsing !== undefined && `USING ${plainWord(primaryKeyUsing.toUpperCase())}`,
    ownIndexClause("primary key", options),
    comment !== null && `COMMENT ${literal(comment)}`,
  );

const elementText = ({ of, prefix, descending }: Element): Sql =>
  ("column" in of
    ? quote(of.column) + (prefix === null ? "" : `(${prefix})`)
    : inParentheses(of.expression)) + (descending ? " DESC" : "");

/** The elements of an index, without the parentheses around them. */
export const elementsText = (elements: readonly Element[]): Sql =>
  elements.map(elementText).join(", ");

const indexKinds: Readonly<Record<string, Sql>> = lookupTable({
  fulltext: "FULLTEXT",
  spatial: "SPATIAL",
});

const refuseIndex = (index: Index, flavour: Flavour): void => {
  if (!flavour.expressionIndexes && index.elements.some(({ of }) => "expression" in of))
    unsupported(
      `index ${nameText(index.name) ?? ""}: MariaDB has no indexes on expressions`,
      "index a generated column",
    );
};

/** The parts of an index's definition before INDEX, and after the table. */
export const indexParts = (
  index: Index,
  flavour: Flavour,
): { readonly kind: Sql; readonly using: Sql; readonly rest: Sql } => {
  refuseIndex(index, flavour);
  const method = index.method ?? "";
  const kind = Object.hasOwn(indexKinds, method)
    ? (indexKinds[method] ?? "")
    : index.unique
      ? "UNIQUE"
      : "";
  const { parser, invisible, using: written } = index.options;
  const algorithm = method === "" || Object.hasOwn(indexKinds, method) ? (written ?? "") : method;
  const using = algorithm === "" ? "" : `USING ${plainWord(algorithm.toUpperCase())}`;
  return {
    kind,
    using,
    rest: words(
      `(${elementsText(index.elements)})`,
      parser !== undefined && `WITH PARSER ${plainWord(parser)}`,
      blockSizeClause(index.options),
      index.comment !== null && `COMMENT ${literal(index.comment)}`,
      invisible === "yes" && flavour.hiddenIndex,
    ),
  };
};

/** An index as a clause of CREATE TABLE or after ADD. */
export const indexClause = (index: Index, flavour: Flavour): Sql => {
  const { kind, using, rest } = indexParts(index, flavour);
  return words(kind, "INDEX", named(index.name), using, rest);
};

/** MariaDB's column-level CHECKs: column → expression. */
export const columnChecks = (table: Pick<Table, "constraints">): ReadonlyMap<string, Sql> =>
  new Map(
    table.constraints.flatMap((c) =>
      c.kind === "check" && c.ofColumn !== null ? [[c.ofColumn, c.expression] as const] : [],
    ),
  );
