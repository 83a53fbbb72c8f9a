/**
 * Converts the rows of sqlite_schema to a Schema, without IO, so that a reflection, the witness and
 * a rebuild all read the same way.
 */
import {
  emptySchema,
  SchemaDiffError,
  sortedBy,
  type Schema,
  type Table,
  type Unmodelled,
} from "../../model/index.js";
import {
  parseStoredIndex,
  parseStoredTable,
  type IndexDefinition,
  type TableDefinition,
} from "./grammar/index.js";
import { fold, sameName } from "./lexicon.js";
import { neighbour, type Neighbours } from "./definition.js";
import { readTable } from "./read.js";

/** One row of sqlite_schema. */
export interface Entry {
  readonly type: "table" | "index" | "view" | "trigger";
  readonly name: string;
  readonly table: string;
  /** Null for indexes that SQLite created itself. */
  readonly sql: string | null;
}

/** The temporary name of a table that is being rebuilt. */
export const temporaryPrefix = "_schema_diff_tmp_";

const byName = <T extends { readonly name: string }>(items: readonly T[]): readonly T[] =>
  sortedBy(items, (item) => item.name);

/**
 * Null where the text cannot be parsed: the table is then listed under `notCompared`, and nothing
 * is guessed.
 */
const understood = (sql: string): TableDefinition | null => {
  try {
    return parseStoredTable(sql);
  } catch (error) {
    if (error instanceof SchemaDiffError) return null;
    throw error;
  }
};

export const neighboursOf = (definitions: readonly TableDefinition[]): Neighbours => {
  const byName = new Map(definitions.map((d) => [fold(d.name.name), neighbour(d)]));
  return (name) => byName.get(fold(name));
};

const unmodelled = (kind: string, { name, table, sql }: Entry): Unmodelled => ({
  schema: null,
  name,
  kind,
  table: kind === "trigger" ? { schema: null, name: table } : null,
  definition: sql,
});

const isSorted = (names: readonly string[]): boolean =>
  names.every((name, i) => i === 0 || (names[i - 1] ?? "") <= name);

/**
 * @param entries in the order in which the objects were created
 * @param shadows the tables that belong to virtual ones, from `pragma table_list`
 */
export const schemaOf = (
  entries: readonly Entry[],
  shadows: readonly string[],
  version: readonly number[],
): Schema => {
  const own = entries.filter((e) => !/^sqlite_/i.test(e.name));
  const definitions: TableDefinition[] = [];
  const notCompared: Unmodelled[] = [];
  for (const entry of own) {
    if (entry.type === "index") continue;
    if (entry.type !== "table") {
      notCompared.push(unmodelled(entry.type, entry));
      continue;
    }
    if (shadows.some((s) => sameName(s, entry.name))) {
      notCompared.push(unmodelled("shadow table", entry));
      continue;
    }
    if (/^\s*create\s+virtual\s/i.test(entry.sql ?? "")) {
      notCompared.push(unmodelled("virtual table", entry));
      continue;
    }
    if (entry.name.startsWith(temporaryPrefix)) {
      notCompared.push(unmodelled("leftover of a rebuild", entry));
      continue;
    }
    const definition = understood(entry.sql ?? "");
    if (definition === null) notCompared.push(unmodelled("table that was not understood", entry));
    else definitions.push(definition);
  }
  const neighbours = neighboursOf(definitions);
  const indexes = own.flatMap((e): readonly IndexDefinition[] =>
    e.type === "index" && e.sql !== null ? [parseStoredIndex(e.sql)] : [],
  );
  const byTable = new Map<string, IndexDefinition[]>();
  for (const index of indexes) {
    const key = fold(index.table.name);
    byTable.set(key, [...(byTable.get(key) ?? []), index]);
  }
  const creationOrder = {
    indexes: indexes.map((i) => i.name.name),
    triggers: own.filter((e) => e.type === "trigger").map((e) => e.name),
  };
  const read = (d: TableDefinition): Table =>
    readTable(d, byTable.get(fold(d.name.name)) ?? [], neighbours);
  return {
    ...emptySchema("sqlite"),
    version,
    defaultSchema: "main",
    tables: byName(definitions.map(read)),
    notCompared: byName(notCompared),
    ...(isSorted(creationOrder.indexes) && isSorted(creationOrder.triggers)
      ? {}
      : { creationOrder }),
  };
};
