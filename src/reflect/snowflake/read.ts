/** Turns catalogue rows into a schema. */
import {
  gathered,
  constraintKinds,
  nameText,
  ofKind,
  sortedBy,
  tableKey,
  type Column,
  type Constraint,
  type Hidden,
  type Namespace,
  type Options,
  type Schema,
  type Sequence,
  type Table,
  type Unmodelled,
} from "../../model/index.js";
import { normalizedNumbers } from "../../dialects/snowflake/normalize.js";
import { writtenName } from "../../dialects/snowflake/spelling.js";
import type { Row } from "../connection.js";
import { indexesIn } from "./readIndexes.js";
import { isHidden, readColumn, readDescribed } from "./readColumns.js";
import { constraintsIn, foreignElsewhere, type ConstraintRows } from "./readConstraints.js";
import { placeOf, refIn, says, text, textOrNull } from "./rows.js";

export interface Answers extends ConstraintRows {
  readonly version: readonly number[];
  readonly database: string;
  /** The connection's current schema. */
  readonly current: string | null;
  readonly namespaces: readonly Row[];
  readonly tables: readonly Row[];
  readonly columns: readonly Row[];
  /** Rows of DESCRIBE by the table's stored names, for tables with columns that the view of columns describes incompletely. */
  readonly described: ReadonlyMap<string, readonly Row[]>;
  readonly sequences: readonly Row[];
  /** Rows of the view of sequences, which has their start values. */
  readonly starts: readonly Row[];
  readonly views: readonly Row[];
  /** Objects that are only listed, with their kind. */
  readonly others: readonly { readonly kind: string; readonly row: Row }[];
  readonly indexes: readonly Row[];
  /** Can the role see every object of the account? */
  readonly seesAll: boolean;
  /** The schemas that were read, by their stored names. */
  readonly read: readonly string[];
  /** Parts of the catalogue that this role or account cannot read. */
  readonly unread: readonly string[];
}

/** Kinds of tables that are not compared, by their column of SHOW TABLES. */
const otherKinds: readonly (readonly [flag: string, kind: string])[] = [
  ["is_iceberg", "Iceberg table"],
  ["is_dynamic", "dynamic table"],
  ["is_external", "external table"],
  ["is_event", "event table"],
  ["is_interactive", "interactive table"],
];

const otherKind = (row: Row): string | null =>
  otherKinds.find(([flag]) => says(row, flag))?.[1] ?? null;

const isHybrid = (row: Row): boolean => says(row, "is_hybrid") || /hybrid/i.test(text(row, "kind"));

/** For how many days the table can be restored by UNDROP: hybrid tables cannot be, and temporary ones are gone with their session. */
const undropDays = (row: Row): { readonly undropDays?: number } => {
  const days = Number(text(row, "retention_time"));
  const passing = isHybrid(row) || /temporary/i.test(text(row, "kind"));
  return days > 0 && !passing ? { undropDays: days } : {};
};

/** The options of a table; `LINEAR(a, b)` is its clustering key. */
const optionsOf = (row: Row): Options => {
  const kind = text(row, "kind").toLowerCase();
  const key = text(row, "cluster_by")
    .replace(/^LINEAR\s*\((.*)\)$/is, "$1")
    .replace(/^\((.*)\)$/s, "$1");
  return {
    ...(kind === "transient" || kind === "temporary" ? { kind } : {}),
    ...(isHybrid(row) ? { kind: "hybrid" } : {}),
    ...(key === "" ? {} : { clusterBy: key }),
  };
};

const byKindAndName = (constraints: readonly Constraint[]): readonly Constraint[] =>
  constraintKinds.flatMap((kind) =>
    sortedBy(ofKind(constraints, kind), (c) => nameText(c.name) ?? ""),
  );

const keyed = (
  columns: readonly Column[],
  constraints: readonly Constraint[],
): readonly Column[] => {
  const names = new Set(ofKind(constraints, "primaryKey").flatMap((key) => key.columns));
  return columns.map((column) =>
    names.has(column.name) ? { ...column, nullable: false } : column,
  );
};

const byName = <T extends { readonly schema: string | null; readonly name: string }>(
  items: readonly T[],
): readonly T[] => sortedBy(items, ({ schema, name }) => `${schema ?? ""}\0${name}`);

const tablesOf = (answers: Answers): readonly Table[] => {
  const { database, current, columns, described } = answers;
  const own = [database, ...(current === null ? [] : [current])];
  const columnsOf = gathered(columns, (row) => placeOf(row, "table_schema", "table_name"));
  const constraintsOf = constraintsIn(answers, database, current);
  const indexesOf = indexesIn(answers);
  return byName(
    answers.tables
      .filter((row) => otherKind(row) === null)
      .map((row): Table => {
        const place = placeOf(row, "schema_name", "name");
        const constraints = byKindAndName(constraintsOf(place));
        const shown = described.get(place);
        const home = { own, table: text(row, "name") };
        const read =
          shown === undefined
            ? (columnsOf.get(place) ?? []).map((one) => readColumn(one, home))
            : shown.map((one) => readDescribed(one, home));
        return {
          ...refIn(current, text(row, "schema_name"), text(row, "name")),
          columns: keyed(
            read.filter(({ name }) => !isHidden(name)),
            constraints,
          ),
          constraints,
          indexes: indexesOf(place).flatMap(({ index }) => index ?? []),
          comment: textOrNull(row, "comment"),
          options: optionsOf(row),
          definition: null,
          ...undropDays(row),
        };
      }),
  );
};

const sequencesOf = ({ sequences, starts, current }: Answers): readonly Sequence[] => {
  const startOf = new Map(
    starts.map((row) => [
      placeOf(row, "sequence_schema", "sequence_name"),
      textOrNull(row, "start_value"),
    ]),
  );
  return byName(
    sequences.map((row): Sequence => ({
      ...refIn(current, text(row, "schema_name"), text(row, "name")),
      type: "bigint",
      ownedBy: null,
      comment: textOrNull(row, "comment"),
      ...normalizedNumbers({
        start: startOf.get(placeOf(row, "schema_name", "name")) ?? null,
        increment: textOrNull(row, "interval"),
        min: null,
        max: null,
        cache: null,
        cycle: false,
      }),
    })),
  );
};

/** Routines of one name differ in the types of their arguments: `F(NUMBER) RETURN NUMBER`. */
const calledBy = (row: Row): string => {
  const [, types = ""] = /(\(.*\)) RETURN /s.exec(text(row, "arguments")) ?? [];
  return `${writtenName(text(row, "name"))}${types}`;
};

const unmodelled = (answers: Answers): readonly Unmodelled[] => {
  const { current, database, tables, views, importedKeys, unread } = answers;
  const indexesOf = indexesIn(answers);
  const named = (kind: string, row: Row): Unmodelled => ({
    kind,
    ...refIn(current, text(row, "schema_name"), text(row, "name")),
    table: null,
    definition: null,
  });
  const all: readonly Unmodelled[] = [
    ...tables.flatMap((row) => {
      const kind = otherKind(row);
      return kind === null ? [] : [named(kind, row)];
    }),
    ...answers.others.map(({ kind, row }) => ({ ...named(kind, row), name: calledBy(row) })),
    ...views.map((row) => named(says(row, "is_materialized") ? "materialized view" : "view", row)),
    ...tables.flatMap((table) =>
      indexesOf(placeOf(table, "schema_name", "name"))
        .filter(({ index }) => index === null)
        .map(({ row }) => ({
          ...named("index", row),
          table: refIn(current, text(row, "schema_name"), text(row, "table")),
        })),
    ),
    ...foreignElsewhere(importedKeys, database, current),
    ...unread.map((name): Unmodelled => ({
      kind: "unreadable part of the catalogue",
      schema: null,
      name,
      table: null,
      definition: null,
      ...(name === "CHECK_CONSTRAINTS" ? { hides: ["check"] } : {}),
    })),
  ];
  return sortedBy(all, (one) => `${one.kind}\0${tableKey(one)}`);
};

const namespacesOf = ({ namespaces, current }: Answers): readonly Namespace[] =>
  sortedBy(
    namespaces
      .filter((row) => text(row, "name") !== current)
      .map((row) => ({
        name: writtenName(text(row, "name")),
        comment: textOrNull(row, "comment"),
        ...undropDays(row),
      })),
    ({ name }) => name,
  );

const notShown =
  "Snowflake shows a role only what it has a right on, and everything only to one with MANAGE GRANTS (SECURITYADMIN, ACCOUNTADMIN)";

const hiddenIn = ({ seesAll, read, current }: Answers): readonly Hidden[] =>
  seesAll
    ? []
    : [
        { kind: "schema", schema: null },
        ...read.flatMap((name) => {
          const schema = name === current ? null : writtenName(name);
          return [
            { kind: "table", schema },
            { kind: "sequence", schema },
          ];
        }),
      ].map((one) => ({ ...one, table: null, because: notShown, asFarAsTold: true }));

export const readSchema = (answers: Answers): Schema => ({
  formatVersion: 1,
  dialect: "snowflake",
  version: answers.version,
  defaultSchema: answers.current === null ? null : writtenName(answers.current),
  namespaces: namespacesOf(answers),
  enums: [],
  sequences: sequencesOf(answers),
  tables: tablesOf(answers),
  notCompared: unmodelled(answers),
  ...(answers.seesAll ? {} : { hidden: hiddenIn(answers) }),
});
