/** Names what a script adds without a name: SQLite itself would leave it nameless, and nothing could drop it by name. */
import { byAuthor, nameText, type Constraint, type Index, type Table } from "../../model/index.js";
import { fold } from "./lexicon.js";

/** The names of SQLAlchemy's documentation; a CHECK is numbered, since it has no columns of its own. */
const stem = (table: Table, item: Constraint | Index): string => {
  if (!("kind" in item))
    return [
      "ix",
      table.name,
      ...item.elements.map(({ of }) => ("column" in of ? of.column : "expr")),
    ].join("_");
  switch (item.kind) {
    case "primaryKey":
      return `pk_${table.name}`;
    case "unique":
      return ["uq", table.name, ...item.columns].join("_");
    case "foreignKey":
      return ["fk", table.name, ...item.columns, item.target.name].join("_");
    case "check":
      return `ck_${table.name}`;
    case "exclude":
      return `xc_${table.name}`;
  }
};

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
