/** Names what is nameless as the server would name it. */
import type { Dialect } from "../dialects/index.js";
import { nameText, type Constraint, type Index, type Schema, type Table } from "../model/index.js";

/** Each is named in sight of those named before it. */
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

/** The same where anything in it is nameless; else the table itself. */
export const withWholeNames = (table: Table, dialect: Dialect): Table =>
  table.constraints.some(isNameless) || table.indexes.some(isNameless)
    ? withNamesInTable(table, dialect)
    : table;

/** A declared schema as the server would hold it: where every constraint has a name there, under the one it would give. */
export const withGeneratedNames = (declared: Schema, dialect: Dialect): Schema =>
  dialect.facts.namelessConstraints
    ? declared
    : { ...declared, tables: declared.tables.map((table) => withWholeNames(table, dialect)) };
