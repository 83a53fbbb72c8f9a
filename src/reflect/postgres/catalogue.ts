/** The answers of the catalogue as rows, and the maps by oid that the readers share. */
import { gathered } from "../../model/index.js";
import type { Row } from "../connection.js";
import { list, text } from "./rows.js";

/** The answers to the questions, from one snapshot. */
export interface Answers {
  readonly namespaces: readonly Row[];
  readonly relations: readonly Row[];
  readonly columns: readonly Row[];
  readonly constraints: readonly Row[];
  readonly notNulls: readonly Row[];
  readonly indexes: readonly Row[];
  readonly words: readonly Row[];
  readonly enums: readonly Row[];
  readonly sequences: readonly Row[];
}

/** Counts by schema, then by name. */
export type NameCounts = ReadonlyMap<string, ReadonlyMap<string, number>>;

export interface Catalogue extends Answers {
  /** The name of the schema that `schema: null` means; null where the session has no current schema. */
  readonly defaultSchema: string | null;
  readonly columnsOf: ReadonlyMap<string, readonly Row[]>;
  readonly constraintsOf: ReadonlyMap<string, readonly Row[]>;
  readonly indexesOf: ReadonlyMap<string, readonly Row[]>;
  readonly indexByOid: ReadonlyMap<string, Row>;
  /** Columns by table oid and number. */
  readonly columnAt: ReadonlyMap<string, ReadonlyMap<number, Row>>;
  /** Sequences by the column that they belong to, which may have several: `table oid + blank + number`. */
  readonly sequencesOf: ReadonlyMap<string, readonly Row[]>;
  /** Names by `class 1978`, `collation 950`: null for an operator class that is the default of its type, whose name is under `plain 1978`. */
  readonly word: ReadonlyMap<string, string | null>;
  /** The NOT NULL of columns, from PostgreSQL 18 on, by the columns' places. */
  readonly notNullOf: ReadonlyMap<string, Row>;
  /** How often a name is in use. */
  readonly relationNames: NameCounts;
  readonly constraintNames: NameCounts;
}

const groupBy = (rows: readonly Row[], cell: string): ReadonlyMap<string, readonly Row[]> =>
  gathered(rows, (row) => text(row, cell));

export const placeOf = (table: string, number: number | string): string =>
  `${table} ${String(number)}`;

const countNames = (rows: readonly Row[]): NameCounts => {
  const counts = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const [schema, name] = [text(row, "schema"), text(row, "name")];
    const names = counts.get(schema) ?? new Map<string, number>();
    counts.set(schema, names.set(name, (names.get(name) ?? 0) + 1));
  }
  return counts;
};

const byNumber = (
  groups: ReadonlyMap<string, readonly Row[]>,
): ReadonlyMap<string, ReadonlyMap<number, Row>> =>
  new Map(
    [...groups].map(([table, rows]) => [
      table,
      new Map(rows.map((row) => [Number(row["number"]), row])),
    ]),
  );

const catalogueWith = (
  answers: Answers,
  defaultSchema: string | null,
  columnsOf: ReadonlyMap<string, readonly Row[]>,
): Catalogue => ({
  ...answers,
  defaultSchema,
  columnsOf,
  constraintsOf: groupBy(answers.constraints, "table"),
  indexesOf: groupBy(answers.indexes, "table"),
  indexByOid: new Map(answers.indexes.map((row) => [text(row, "oid"), row])),
  columnAt: byNumber(columnsOf),
  sequencesOf: gathered(
    answers.sequences.filter((row) => row["table"] !== null),
    (row) => placeOf(text(row, "table"), text(row, "number")),
  ),
  word: new Map(
    answers.words.flatMap((row): readonly (readonly [string, string | null])[] => {
      const oid = text(row, "oid");
      return [
        [`${text(row, "kind")} ${oid}`, row["plain"] === true ? null : text(row, "name")],
        [`plain ${oid}`, text(row, "name")],
      ];
    }),
  ),
  notNullOf: new Map(
    answers.notNulls
      .filter((row) => row["table"] !== null)
      .map((row) => [placeOf(text(row, "table"), text(row, "number")), row]),
  ),
  relationNames: countNames([...answers.relations, ...answers.indexes, ...answers.sequences]),
  constraintNames: countNames([...answers.constraints, ...answers.notNulls]),
});

export const catalogueOf = (answers: Answers, defaultSchema: string | null): Catalogue =>
  catalogueWith(answers, defaultSchema, groupBy(answers.columns, "table"));

/** The model's schema for a schema of the catalogue: null for the default one. */
export const schemaOf = (catalogue: Catalogue, name: string): string | null =>
  name === catalogue.defaultSchema ? null : name;

/** Storage parameters, `name=value` each. */
export const parametersOf = (
  row: Row,
  cell: string,
  prefix = "",
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    list(row, cell).map((entry) => {
      const at = entry.indexOf("=");
      return [prefix + entry.slice(0, at), entry.slice(at + 1)];
    }),
  );

export const nameAt = (catalogue: Catalogue, table: string, number: number): string => {
  const row = catalogue.columnAt.get(table)?.get(number);
  return row === undefined ? `?${String(number)}` : text(row, "name");
};

export const namesAt = (
  catalogue: Catalogue,
  table: string,
  numbers: readonly number[],
): readonly string[] => numbers.map((number) => nameAt(catalogue, table, number));
