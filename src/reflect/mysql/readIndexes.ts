/** Reads keys and indexes from catalogue rows: the primary key, unique constraints, and the rest as indexes. */
import {
  gathered,
  plainElement,
  type Constraint,
  type Element,
  type Index,
  type Name,
  type Options,
  type Sql,
  lookupTable,
  withoutOptions,
} from "../../model/index.js";
import { elementsText } from "../../dialects/mysql/clauses.js";
import type { Flavour } from "../../dialects/mysql/flavour.js";
import {
  indexNames,
  primaryName,
  type NamedForeignKey,
  type NamedIndex,
} from "../../dialects/mysql/names.js";
import { ofKey, uniqueOf } from "../../dialects/mysql/normalize.js";
import type { Row } from "../connection.js";
import { expressionText } from "./readColumns.js";
import { numberOrNull, text, textOrNull } from "./rows.js";

export interface Keys {
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
  /** The elements of a primary key over prefixes or in descending order; null for a plain one. */
  readonly primaryKeyParts: Sql | null;
}

const methods: Readonly<Record<string, string>> = lookupTable({
  FULLTEXT: "fulltext",
  SPATIAL: "spatial",
  HASH: "hash",
  RTREE: "rtree",
});

/** An element of an index. A spatial index has a prefix of 32 bytes in the catalogue that nobody wrote. */
const elementOf = (row: Row, method: string | null, flavour: Flavour): Element => {
  const expression = textOrNull(row, "expression");
  return {
    ...plainElement(
      expression === null
        ? { column: text(row, "col") }
        : { expression: expressionText(expression, flavour) },
    ),
    descending: text(row, "direction") === "D",
    prefix: method === "spatial" || method === "fulltext" ? null : numberOrNull(row, "prefix"),
  };
};

interface Found {
  readonly name: string;
  readonly index: Omit<Index, "name">;
}

const foundOf = (rows: readonly Row[], flavour: Flavour, shown: Options): Found => {
  const first = rows[0] ?? {};
  const method = methods[text(first, "method")] ?? null;
  const comment = text(first, "comment");
  return {
    name: text(first, "name"),
    index: {
      elements: rows.map((row) => elementOf(row, method, flavour)),
      unique: Number(text(first, "duplicates")) === 0,
      nulls: "distinct",
      method,
      include: [],
      where: null,
      comment: comment === "" ? null : comment,
      options: {
        ...(text(first, "visible") === "NO" ? { invisible: "yes" } : {}),
        ...(shown["using"] === method ? withoutOptions(shown, ["using"]) : shown),
      },
    },
  };
};

const namedIndex = (name: string, elements: readonly Element[]): NamedIndex => {
  const columns = elements.map(({ of }) => ("column" in of ? of.column : null));
  return { name, columns, first: columns[0] ?? null };
};

const primaryKeyOf = ({ elements, comment, options }: Omit<Index, "name">): Constraint => ({
  kind: "primaryKey",
  name: primaryName,
  comment,
  columns: elements.flatMap(({ of }) => ("column" in of ? [of.column] : [])),
  include: [],
  deferral: "notDeferrable",
  onConflict: null,
  ...ofKey(options),
});

/** A table's indexes, sorted into constraints and indexes. */
const sortedKeys = (found: readonly Found[], foreignKeys: readonly NamedForeignKey[]): Keys => {
  const primary = found.find(({ name }) => name === "PRIMARY");
  const rest = found.filter((f) => f !== primary);
  const names: readonly Name[] = indexNames(
    rest.map(({ name, index }) => namedIndex(name, index.elements)),
    foreignKeys,
  );
  const all = rest.map(({ name, index }, i): Index => ({
    ...index,
    name: names[i] ?? { from: "author", text: name },
  }));
  const uniques = all.flatMap((index) => uniqueOf(index) ?? []);
  return {
    constraints: [...(primary === undefined ? [] : [primaryKeyOf(primary.index)]), ...uniques],
    indexes: all.filter((index) => uniqueOf(index) === null),
    primaryKeyParts: primary?.index.elements.some(
      ({ prefix, descending }) => prefix !== null || descending,
    )
      ? elementsText(primary.index.elements)
      : null,
  };
};

/** @param shown options that only SHOW CREATE TABLE has, by the index's name */
export const keysOf = (
  rows: readonly Row[],
  foreignKeys: readonly NamedForeignKey[],
  shown: ReadonlyMap<string, Options>,
  flavour: Flavour,
): Keys =>
  sortedKeys(
    [...gathered(rows, (row) => text(row, "name")).entries()].map(([name, group]) =>
      foundOf(group, flavour, shown.get(name) ?? {}),
    ),
    foreignKeys,
  );
