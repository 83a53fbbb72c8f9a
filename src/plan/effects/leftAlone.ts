/** Parts of tables that are not compared: they stay as they are while a plan runs. */
import {
  nameText,
  tableKey,
  type Change,
  type Constraint,
  type Index,
  type Schema,
  type Table,
} from "../../model/index.js";

/** The list, with those of the parts added that it lacks. */
const withLacking = <T>(
  there: readonly T[],
  parts: readonly T[],
  called: (part: T) => string | null,
): readonly T[] => {
  const names = new Set(there.map(called));
  return [...there, ...parts.filter((part) => !names.has(called(part)))];
};

export const partName = ({ name }: Constraint | Index): string | null => nameText(name);

/** The schema with these parts added to their tables. */
export const withLeftAlone = (schema: Schema, parts: readonly Table[]): Schema => {
  if (parts.length === 0) return schema;
  const of = new Map(parts.map((table) => [tableKey(table), table]));
  return {
    ...schema,
    tables: schema.tables.map((table) => {
      const own = of.get(tableKey(table));
      return own === undefined
        ? table
        : {
            ...table,
            columns: withLacking(table.columns, own.columns, ({ name }) => name),
            constraints: withLacking(table.constraints, own.constraints, partName),
            indexes: withLacking(table.indexes, own.indexes, partName),
          };
    }),
  };
};

/** The parts that still exist after the changes: those that were lost with a column were dropped by name. */
export const leftAloneAfter = (
  parts: readonly Table[],
  changes: readonly Change[],
): readonly Table[] =>
  parts.map((table) => {
    const dropped = new Set(
      changes
        .filter((c) => c.verb === "drop" && c.schema === table.schema && c.table === table.name)
        .map(({ kind, name }) => JSON.stringify([kind, name])),
    );
    const stands = (kind: string, part: Constraint | Index): boolean =>
      !dropped.has(JSON.stringify([kind, partName(part)]));
    return {
      ...table,
      constraints: table.constraints.filter((part) => stands(part.kind, part)),
      indexes: table.indexes.filter((part) => stands("index", part)),
    };
  });
