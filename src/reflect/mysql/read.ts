/** Turns catalogue rows into a schema; pure. */
import {
  gathered,
  tableKey,
  tableText,
  type Hidden,
  type Options,
  type Schema,
  type Sequence,
  type Sql,
  type Table,
  type Unmodelled,
} from "../../model/index.js";
import type { Flavour } from "../../dialects/mysql/flavour.js";
import type { Row } from "../connection.js";
import { columnOf } from "./readColumns.js";
import { checksOf, foreignKeysOf, type Check } from "./readConstraints.js";
import { inOrder } from "./partOrder.js";
import { keysOf } from "./readIndexes.js";
import { readReaders } from "./readers.js";
import { isBaseTable, isView, keyOfRow, ordered, refIn, text, textOrNull } from "./rows.js";
import type { Shown } from "./showCreate.js";
import type { ShownTables } from "./shownTables.js";
import { unqualified } from "./unqualified.js";

export interface Catalogue extends ShownTables {
  readonly flavour: Flavour;
  /** The connection's current database. */
  readonly current: string | null;
  readonly version: readonly number[];
  readonly databases: readonly Row[];
  readonly tables: readonly Row[];
  readonly columns: readonly Row[];
  readonly indexes: readonly Row[];
  readonly foreignKeys: readonly Row[];
  readonly actions: readonly Row[];
  readonly checks: readonly Row[];
  readonly others: readonly Row[];
  readonly readers: readonly Row[];
  /** Hashes by table key; empty where two databases need not be told apart. */
  readonly viewPrints: ReadonlyMap<string, string>;
  readonly sequences: readonly Sequence[];
  readonly hidden: readonly Hidden[];
}

const optionWord = /^(\S+?)=(.*)$/;

/** Options that have a column of their own, and the state of a table in a secondary engine, which is no option. */
const readElsewhere = new Set(["row_format", "key_block_size", "secondary_load"]);

/** CREATE_OPTIONS as options: `row_format=COMPRESSED KEY_BLOCK_SIZE=8 stats_persistent=1 partitioned`. */
const createOptions = (stored: string): Options => {
  const words = stored
    .split(/\s+(?=\S+=)|\s+(?=partitioned$)/)
    .filter((w) => w !== "" && w !== "partitioned");
  const pairs = words
    .map((word) => optionWord.exec(word))
    .flatMap((m) => (m === null ? [] : [[m[1]?.toLowerCase() ?? "", m[2] ?? "", m[0]] as const]));
  const others = pairs.filter(([key]) => !readElsewhere.has(key)).map(([, , whole]) => whole);
  const valueOf = (wanted: string): string | undefined =>
    pairs.find(([key]) => key === wanted)?.[1];
  const [rowFormat, keyBlockSize] = [valueOf("row_format"), valueOf("key_block_size")];
  return {
    ...(rowFormat === undefined ? {} : { rowFormat: rowFormat.toUpperCase() }),
    ...(keyBlockSize === undefined ? {} : { keyBlockSize }),
    ...(others.length === 0 ? {} : { createOptions: others.join(" ") }),
  };
};

const tableOptions = (
  row: Row,
  databaseCollation: string | null,
  shown: Shown | undefined,
  primaryKeyParts: Sql | null,
): Options => {
  const engine = textOrNull(row, "engine");
  const using = shown?.indexOptions.get("PRIMARY")?.["using"];
  const collation = textOrNull(row, "collation");
  return {
    ...(engine === null || engine === "InnoDB" ? {} : { engine }),
    ...(collation === null || collation === databaseCollation ? {} : { collation }),
    ...createOptions(text(row, "options")),
    ...(text(row, "type") === "SYSTEM VERSIONED" ? { systemVersioned: "yes" } : {}),
    ...(primaryKeyParts === null ? {} : { primaryKeyParts }),
    ...shown?.options,
    ...(using === undefined ? {} : { primaryKeyUsing: using }),
    ...(shown?.partitionBy === undefined || shown.partitionBy === null
      ? {}
      : { partitionBy: shown.partitionBy }),
  };
};

interface Gathered {
  readonly columns: ReadonlyMap<string, readonly Row[]>;
  readonly indexes: ReadonlyMap<string, readonly Row[]>;
  readonly foreignKeys: ReadonlyMap<string, readonly Row[]>;
  readonly actions: ReadonlyMap<string, readonly Row[]>;
  readonly checks: ReadonlyMap<string, readonly Row[]>;
}

const nothingShown: ReadonlyMap<string, Options> = new Map();

const columnChecksOf = (checks: readonly Check[]): ReadonlyMap<string, Sql> =>
  new Map(
    checks.flatMap((c) => (c.ofColumn === null ? [] : [[c.ofColumn, c.expression] as const])),
  );

/** The row with its default, in which objects of the table's own database are unqualified. */
const withoutOwn = (row: Row, db: string): Row => {
  const value = textOrNull(row, "value");
  return value === null ? row : { ...row, value: unqualified(value, db) };
};

const tableOf = (row: Row, rows: Gathered, catalogue: Catalogue): Table => {
  const { flavour, current } = catalogue;
  const [db, name] = [text(row, "db"), text(row, "name")];
  const key = tableKey({ schema: db, name });
  const own = (group: ReadonlyMap<string, readonly Row[]>): readonly Row[] => group.get(key) ?? [];
  const shown = catalogue.shown.get(key);
  const database = catalogue.databases.find((d) => text(d, "name") === db);
  const checks = checksOf(own(rows.checks), flavour);
  const columnChecks = columnChecksOf(checks);
  const shownColumns = new Map(shown?.columns.map((c) => [c.name, c]));
  const columns = own(rows.columns).map((c) =>
    columnOf(
      db === current ? withoutOwn(c, db) : c,
      textOrNull(row, "collation"),
      columnChecks,
      flavour,
      shownColumns.get(text(c, "name")),
    ),
  );
  const json = new Set(columns.filter((c) => c.type === "json").map((c) => c.name));
  const foreignKeys = foreignKeysOf(own(rows.foreignKeys), own(rows.actions), current);
  const keys = keysOf(own(rows.indexes), foreignKeys, shown?.indexOptions ?? nothingShown, flavour);
  const constraints = [
    ...keys.constraints,
    ...foreignKeys,
    ...checks.filter(
      (c) => flavour.name === "mysql" || c.ofColumn === null || !json.has(c.ofColumn),
    ),
  ];
  return {
    ...refIn(current, db, name),
    columns,
    ...inOrder(constraints, keys.indexes, catalogue.orders.get(key)),
    comment: text(row, "comment") === "" ? null : text(row, "comment"),
    options: tableOptions(
      row,
      database === undefined ? null : textOrNull(database, "collation"),
      shown,
      keys.primaryKeyParts,
    ),
    definition: null,
  };
};

/** An object that is not modelled. One of the whole server belongs to no database, and is listed with the current one. */
const unmodelledOf = (row: Row, current: string | null): Unmodelled => {
  const [db, table] = [textOrNull(row, "db") ?? current ?? "", textOrNull(row, "tbl")];
  const digest = textOrNull(row, "digest");
  return {
    kind: text(row, "kind"),
    ...refIn(current, db, text(row, "name")),
    table: table === null ? null : refIn(current, db, table),
    definition: null,
    ...(digest !== null && { digest }),
  };
};

export const readSchema = (catalogue: Catalogue): Schema => {
  const { current, flavour } = catalogue;
  const rows: Gathered = {
    columns: gathered(catalogue.columns, keyOfRow),
    indexes: gathered(catalogue.indexes, keyOfRow),
    foreignKeys: gathered(catalogue.foreignKeys, keyOfRow),
    actions: gathered(catalogue.actions, keyOfRow),
    checks: gathered(catalogue.checks, keyOfRow),
  };
  const keyOf = (row: Row): string =>
    tableKey({ schema: text(row, "db"), name: text(row, "name") });
  const bases = catalogue.tables.filter(isBaseTable);
  const hasPeriod = (row: Row): boolean => catalogue.periods.has(keyOf(row));
  const plain = bases.filter((row) => !hasPeriod(row));
  const read = plain.map((row) => tableOf(row, rows, catalogue));
  const views = catalogue.tables.filter(isView).map((row): Row => ({
    db: row["db"],
    name: row["name"],
    kind: "view",
    tbl: null,
    digest: catalogue.viewPrints.get(keyOf(row)),
  }));
  const periods = bases.filter(hasPeriod).map((row): Row => ({
    db: row["db"],
    name: row["name"],
    kind: "table with a period",
    tbl: null,
    digest: catalogue.prints.get(keyOf(row)),
  }));
  const database = catalogue.databases.find((d) => text(d, "name") === current);
  const collation = database === undefined ? null : textOrNull(database, "collation");
  const prints = plain.flatMap((row) => {
    const [db, name] = [text(row, "db"), text(row, "name")];
    const digest = catalogue.prints.get(keyOf(row));
    return digest === undefined ? [] : [{ ...refIn(current, db, name), digest }];
  });
  const opaque = ordered(
    readReaders(catalogue.readers, catalogue.tables, current),
    (o) => `${o.kind}\0${o.schema ?? ""}\0${o.name}`,
  );
  return {
    formatVersion: 1,
    dialect: flavour.name,
    version: catalogue.version,
    defaultSchema: current,
    ...(collation !== null && { defaultCollation: collation }),
    namespaces: ordered(
      catalogue.databases.map((d) => text(d, "name")).filter((n) => n !== current),
      (n) => n,
    ).map((name) => ({ name, comment: null })),
    enums: [],
    sequences: ordered(catalogue.sequences, tableText),
    tables: ordered(read, (t) => `${t.schema ?? ""}\0${t.name}`),
    notCompared: ordered(
      [...views, ...periods, ...catalogue.others].map((row) => unmodelledOf(row, current)),
      (u) => `${u.kind}\0${u.schema ?? ""}\0${u.name}`,
    ),
    ...(catalogue.hidden.length > 0 && { hidden: catalogue.hidden }),
    ...(opaque.length > 0 && { opaque }),
    ...(prints.length > 0 && { prints: ordered(prints, tableText) }),
  };
};
