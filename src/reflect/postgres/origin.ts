/** Tells whether this server would itself have given a name that is in the catalogue. */
import {
  byAuthor,
  byServer,
  type Columns,
  type ConstraintKind,
  type Name,
} from "../../model/index.js";
import { names } from "../../dialects/postgres/index.js";
import type { Catalogue, NameCounts } from "./catalogue.js";

/** All generated names end like this; other names need not be recomputed. */
const generatedLook = /_(?:pkey|key|fkey|check|excl|idx)\d*$/;

const inUse = (counts: NameCounts, schema: string, name: string, own: string): boolean =>
  (counts.get(schema)?.get(name) ?? 0) > (name === own ? 1 : 0);

/** Whether a generated name also has to be free among relations, as that of a key; that of a CHECK or foreign key only among constraints. */
const sharesRelations: Readonly<Record<ConstraintKind, boolean>> = {
  primaryKey: true,
  unique: true,
  exclude: true,
  check: false,
  foreignKey: false,
};

export const constraintOrigin = (
  catalogue: Catalogue,
  schema: string,
  kind: ConstraintKind,
  table: string,
  columns: () => Columns,
  own: string,
): Name => {
  if (!generatedLook.test(own)) return byAuthor(own);
  const taken = (name: string): boolean =>
    inUse(catalogue.constraintNames, schema, name, own) ||
    (sharesRelations[kind] && inUse(catalogue.relationNames, schema, name, own));
  return names.constraintName(kind, table, columns(), taken) === own
    ? byServer(own)
    : byAuthor(own);
};

/** Is it the name that the server gives to the NOT NULL of the column? */
export const isOwnNotNull = (
  catalogue: Catalogue,
  schema: string,
  table: string,
  column: string,
  own: string,
): boolean =>
  names.notNullName(table, column, (name) =>
    inUse(catalogue.constraintNames, schema, name, own),
  ) === own;

/** @param columns the names of the index's own columns, as the server made them */
export const indexOrigin = (
  catalogue: Catalogue,
  schema: string,
  table: string,
  columns: () => Columns,
  own: string,
): Name => {
  if (!generatedLook.test(own)) return byAuthor(own);
  const taken = (name: string): boolean => inUse(catalogue.relationNames, schema, name, own);
  return names.indexName(table, columns(), taken) === own ? byServer(own) : byAuthor(own);
};
