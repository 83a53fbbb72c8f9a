/**
 * Names constraints that a script adds without a name: SQLite itself would leave them nameless, and
 * nothing could drop them by name.
 */
import {
  byAuthor,
  nameText,
  type Constraint,
  type ConstraintKind,
  type Index,
  type Table,
} from "../../model/index.js";
import { fold } from "./lexicon.js";

/**
 * The names of SQLAlchemy's documentation; CHECKs are numbered, since they have no columns of their
 * own.
 */
const stems: { readonly [K in ConstraintKind]: (table: string, c: Constraint<K>) => string } = {
  primaryKey: (table) => `pk_${table}`,
  unique: (table, { columns }) => ["uq", table, ...columns].join("_"),
  foreignKey: (table, { columns, target }) => ["fk", table, ...columns, target.name].join("_"),
  check: (table) => `ck_${table}`,
  exclude: (table) => `xc_${table}`,
};

const constraintStem = <K extends ConstraintKind>(table: Table, c: Constraint<K>): string =>
  stems[c.kind](table.name, c);

const stem = (table: Table, item: Constraint | Index): string =>
  "kind" in item
    ? constraintStem(table, item)
    : [
        "ix",
        table.name,
        ...item.elements.map(({ of }) => ("column" in of ? of.column : "expr")),
      ].join("_");

export const withGeneratedName = <T extends Constraint | Index>(table: Table, item: T): T => {
  if (nameText(item.name) !== null) return item;
  const taken = new Set(
    [...table.constraints, ...table.indexes].map(({ name }) => fold(nameText(name) ?? "")),
  );
  const base = stem(table, item);
  for (let n = 0; ; n++) {
    const text = n === 0 ? base : `${base}_${n}`;
    if (!taken.has(fold(text))) return { ...item, name: byAuthor(text) };
  }
};
