/** Gives nameless constraints and indexes the name that the server would give them. */
import type { Dialect } from "../dialects/index.js";
import { nameText, type Constraint, type Index, type Schema, type Table } from "../model/index.js";

/** The table with generated names, each made with those before it in place. */
export const withNamesInTable = (table: Table, { withGeneratedName }: Dialect): Table => {
  const named = table.constraints.reduce<Table>(
    (t, c) => ({
      ...t,
      constraints: [
        ...t.constraints,
        withGeneratedName({ ...t, constraints: [...t.constraints, ...table.constraints] }, c),
      ],
    }),
    { ...table, constraints: [] },
  );
  return table.indexes.reduce<Table>(
    (t, i) => ({
      ...t,
      indexes: [
        ...t.indexes,
        withGeneratedName({ ...t, indexes: [...t.indexes, ...table.indexes] }, i),
      ],
    }),
    { ...named, indexes: [] },
  );
};

const isNameless = ({ name }: Constraint | Index): boolean => nameText(name) === null;

/** The same where anything in the table is nameless; else the table itself. */
export const withWholeNames = (table: Table, dialect: Dialect): Table =>
  table.constraints.some(isNameless) || table.indexes.some(isNameless)
    ? withNamesInTable(table, dialect)
    : table;

/** A declared schema with the names that the server would give, where every constraint has a name there. */
export const withGeneratedNames = (declared: Schema, dialect: Dialect): Schema =>
  dialect.facts.namelessConstraints
    ? declared
    : { ...declared, tables: declared.tables.map((table) => withWholeNames(table, dialect)) };
