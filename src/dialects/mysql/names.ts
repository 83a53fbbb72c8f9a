/**
 * Recognises the names that this server would itself have given, by computing them rather than by
 * how they look.
 */
import { byAuthor, byServer, type Name } from "../../model/index.js";
import { numbered, type Flavour } from "./flavour.js";

/** A primary key is called PRIMARY, whatever name was written. */
export const primaryName: Name = byServer("PRIMARY");

/** InnoDB counts the nameless foreign keys of a table: `<table>_ibfk_<n>`, and renames them with the table. */
export const foreignKeyName = (table: string, name: string): Name =>
  numbered(name, `${table}_ibfk_`) ? byServer(name) : byAuthor(name);

export const checkName = (
  table: string,
  name: string,
  ofColumn: string | null,
  flavour: Flavour,
): Name =>
  ofColumn !== null || flavour.isServerCheck(table, name) ? byServer(name) : byAuthor(name);

export interface NamedIndex {
  readonly name: string;
  /** The first element's column; null where it is an expression. */
  readonly first: string | null;
  readonly columns: readonly (string | null)[];
}

export interface NamedForeignKey {
  readonly name: Name;
  readonly columns: readonly string[];
}

const stemOf = ({ first }: NamedIndex): string => first ?? "functional_index";

/**
 * `a`, or `a_2` where `a` is in use, and so on: `make_unique_key_name` in sql_table.cc. The name
 * PRIMARY is never given.
 */
const numberedAfterColumn = (index: NamedIndex, taken: ReadonlySet<string>): boolean => {
  const stem = stemOf(index).toLowerCase();
  const name = index.name.toLowerCase();
  if (name === stem) return name !== "primary";
  if (!numbered(name, `${stem}_`)) return false;
  const n = Number(name.slice(stem.length + 1));
  if (n < 2 || n > 99) return false;
  const lower = Array.from({ length: n - 2 }, (_, i) => `${stem}_${i + 2}`);
  return (stem === "primary" ? lower : [stem, ...lower]).every((other) => taken.has(other));
};

/** An index that InnoDB creates for a foreign key has the constraint's name, if one was written. */
const madeFor = (index: NamedIndex, keys: readonly NamedForeignKey[]): boolean =>
  keys.some(
    ({ name, columns }) =>
      name.from !== "nowhere" &&
      name.text.toLowerCase() === index.name.toLowerCase() &&
      columns.length === index.columns.length &&
      columns.every((c, i) => c.toLowerCase() === index.columns[i]?.toLowerCase()),
  );

/** Each index's name with its origin, in the order given. `indexes` are all of the table's, unique ones too. */
export const indexNames = (
  indexes: readonly NamedIndex[],
  keys: readonly NamedForeignKey[],
): readonly Name[] => {
  const taken = new Set(indexes.map(({ name }) => name.toLowerCase()));
  return indexes.map((index) =>
    numberedAfterColumn(index, taken) || madeFor(index, keys)
      ? byServer(index.name)
      : byAuthor(index.name),
  );
};
