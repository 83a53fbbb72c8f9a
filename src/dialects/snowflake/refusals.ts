/** What Snowflake cannot keep: refused in a declaration, and again in a script. */
import {
  nameText,
  ofKind,
  sameTable,
  SchemaDiffError,
  tableText,
  type Column,
  type Columns,
  type Constraint,
  type Index,
  type Options,
  type Sequence,
  type Sql,
  type Table,
  type TableRef,
} from "../../model/index.js";
import { refuseConstraint, refuseIndex, type Attributes } from "../attributes.js";
import { columnsIn } from "../../sql/index.js";
import { hybrid, standard } from "./attributes.js";
import { lexicon } from "./lexicon.js";
import { support } from "./support.js";

export const unsupported = (message: string, todo: string): never => {
  throw new SchemaDiffError("unsupported", message, todo);
};

/** Hybrid tables enforce their keys, and have indexes. */
export const isHybrid = ({ options }: { readonly options: Options }): boolean =>
  options["kind"] === "hybrid";

type Place = TableRef & { readonly options: Options };

const attributesIn = (table: Place): Attributes => (isHybrid(table) ? hybrid : standard);

const where = (table: TableRef): string => ` of table ${tableText(table)}`;

export const checkConstraint = (table: Place, constraint: Constraint): void => {
  const { kind, name } = constraint;
  if (kind === "exclude")
    unsupported(
      `EXCLUDE ${nameText(name) ?? ""}${where(table)}: ${support.exclude.supported ? "" : support.exclude.because}`,
      "leave it out",
    );
  if (kind === "check" && isHybrid(table))
    unsupported(
      `CHECK ${nameText(name) ?? ""}${where(table)}: hybrid tables have no CHECKs`,
      "leave it out, or make it a standard table",
    );
  refuseConstraint(constraint, attributesIn(table), where(table));
};

export const checkIndex = (table: Place, index: Index): void => {
  const called = `index ${nameText(index.name) ?? ""}${where(table)}`;
  if (!isHybrid(table))
    unsupported(
      `${called}: ${support.index.supported ? "" : support.index.because}`,
      'leave it out, declare it for other dialects only, or make the table a hybrid one (option kind: "hybrid"); a clustering key is the option clusterBy',
    );
  if (index.elements.some(({ of }) => "expression" in of))
    unsupported(`${called}: an index lists columns, and no expressions`, "leave it out");
  refuseIndex(index, attributesIn(table), where(table));
};

export const checkColumn = (table: TableRef, column: Column): void => {
  const refuse = (what: string, todo: string): never =>
    unsupported(`column ${tableText(table)}.${column.name}: ${what}`, todo);
  if (column.generated?.stored === true)
    refuse(
      "a generated column of Snowflake is virtual, and none is stored",
      "leave stored out, or make it a plain column that the application fills",
    );
  if (column.generated !== null && !column.nullable)
    refuse("a virtual column of Snowflake takes no NOT NULL", "leave it nullable");
  if (column.collation !== null)
    refuse(
      "Snowflake's catalogue does not list the collations of columns, so that none can be compared",
      "leave it out, or set the database's DEFAULT_DDL_COLLATION",
    );
  if (column.onUpdate !== null)
    refuse("Snowflake has no ON UPDATE", "set the value in the application");
  if (column.identity === null) return;
  if (column.default !== null)
    refuse("an identity column has no default in Snowflake", "leave out one of them");
  const { min, max, cache, cycle } = column.identity.numbers;
  if (min !== null || max !== null || cache !== null || cycle)
    refuse(
      "an identity of Snowflake has a start and an increment only",
      "leave min, max, cache and cycle out",
    );
};

/**
 * Refuses what virtual columns cannot be, and what their expressions cannot use
 * (https://docs.snowflake.com/en/sql-reference/virtual-columns).
 */
const checkVirtual = (table: Table): void => {
  const virtual = table.columns.filter(({ generated }) => generated !== null);
  const mentioned = (sql: Sql, columns: readonly Column[]): string | undefined =>
    columnsIn(
      sql,
      columns.map(({ name }) => name),
      lexicon,
    )[0];
  for (const { name, expression } of ofKind(table.constraints, "check")) {
    const column = mentioned(expression, virtual);
    if (column !== undefined)
      unsupported(
        `CHECK ${nameText(name) ?? ""}${where(table)}: it reads ${column}, and no CHECK reads a virtual column`,
        "write what the column is computed of, in its place",
      );
  }
  const [keyed] = ofKind(table.constraints, "primaryKey").flatMap(({ columns }) =>
    virtual.filter(({ name }) => columns.includes(name)),
  );
  if (keyed !== undefined)
    unsupported(
      `the primary key${where(table)}: ${keyed.name} is a virtual column, which takes no NOT NULL`,
      "declare a unique constraint",
    );
  for (const { name, generated } of virtual) {
    const column = mentioned(
      generated?.expression ?? "",
      table.columns.filter((one) => one.default !== null),
    );
    if (column !== undefined)
      unsupported(
        `column ${tableText(table)}.${name}: it is computed of ${column}, which has a default, and that cannot be`,
        "leave the default out, or have the application compute the column",
      );
  }
};

const kinds = ["transient", "temporary", "hybrid"];

const checkHybrid = (table: Table): void => {
  if (ofKind(table.constraints, "primaryKey").length === 0)
    unsupported(
      `table ${tableText(table)}: a hybrid table has a primary key from the start`,
      "declare one",
    );
  if (table.options["clusterBy"] !== undefined)
    unsupported(
      `table ${tableText(table)}: a hybrid table has no clustering key, its rows are ordered by its primary key`,
      "leave the option clusterBy out",
    );
};

export const checkTable = (table: Table): void => {
  const { kind } = table.options;
  if (kind !== undefined && !kinds.includes(kind))
    unsupported(
      `table ${tableText(table)}: a table is no ${JSON.stringify(kind)}`,
      'give the option kind as "transient", "temporary" or "hybrid", or leave it out',
    );
  if (isHybrid(table)) checkHybrid(table);
  for (const column of table.columns) checkColumn(table, column);
  checkVirtual(table);
  for (const constraint of table.constraints) checkConstraint(table, constraint);
  for (const index of table.indexes) checkIndex(table, index);
};

const keysOf = ({ constraints }: Table): readonly Columns[] =>
  constraints.flatMap((c) => (c.kind === "primaryKey" || c.kind === "unique" ? [c.columns] : []));

/**
 * A foreign key must list its columns in the order of the key that it references (CREATE | ALTER
 * TABLE … CONSTRAINT, "Usage notes").
 */
const otherOrder = (parent: Table, targets: Columns): Columns | undefined => {
  const over = keysOf(parent).filter(
    (key) => key.length === targets.length && key.every((name) => targets.includes(name)),
  );
  return over.some((key) => key.every((name, i) => name === targets[i])) ? undefined : over[0];
};

/**
 * A foreign key connects two hybrid tables, or two tables that are not hybrid (CREATE HYBRID TABLE,
 * "Constraints for hybrid tables").
 */
export const checkTargets = (tables: readonly Table[]): void => {
  for (const table of tables)
    for (const { name, target, targetColumns } of ofKind(table.constraints, "foreignKey")) {
      const parent = tables.find((other) => sameTable(other, target));
      if (parent !== undefined && isHybrid(parent) !== isHybrid(table))
        unsupported(
          `foreign key ${nameText(name) ?? ""}${where(table)}: one of it and ${tableText(parent)} is a hybrid table, and the other is not`,
          "make both of them hybrid, or leave the foreign key out",
        );
      const key = parent === undefined ? undefined : otherOrder(parent, targetColumns);
      if (key !== undefined)
        unsupported(
          `foreign key ${nameText(name) ?? ""}${where(table)}: it lists the columns of ${tableText(target)} as (${targetColumns.join(", ")}), and the key over them is (${key.join(", ")})`,
          "list them in the order of the key, and its own columns with them",
        );
    }
};

export const checkSequence = (sequence: Sequence): void => {
  const { min, max, cache, cycle, ownedBy } = sequence;
  if (min !== null || max !== null || cache !== null || cycle)
    unsupported(
      `sequence ${tableText(sequence)}: a sequence of Snowflake has a start and an increment only`,
      "leave min, max, cache and cycle out",
    );
  if (ownedBy !== null)
    unsupported(
      `sequence ${tableText(sequence)}: no column owns a sequence in Snowflake`,
      "leave ownedBy out",
    );
};
