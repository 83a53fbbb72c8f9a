/**
 * KEY_BLOCK_SIZE of indexes and keys, left out where it is the same as the table's, or where
 * nothing keeps it.
 */
import {
  optionsIfAny,
  tableKey,
  type Constraint,
  type Options,
  type Schema,
  type Table,
} from "../../model/index.js";
import { usualEngine } from "./usualEngine.js";

const withoutSize = ({ keyBlockSize: _, ...options }: Options): Options => options;

/** @param other what it is compared with, whose options apply where a declaration has none */
const says = (
  table: Table,
  other: Table | undefined,
  dialect: string,
): ((size: string) => boolean) => {
  const [size, engine = usualEngine] = ["keyBlockSize", "engine"].map(
    (key) => table.options[key] ?? other?.options[key],
  );
  const keepsNone = dialect === "mysql" && engine === usualEngine && size === undefined;
  return (own) => !keepsNone && own !== size;
};

const erasedFrom = (table: Table, saying: (size: string) => boolean): Table => {
  const saysNothing = ({ keyBlockSize }: Options): boolean =>
    keyBlockSize !== undefined && !saying(keyBlockSize);
  return {
    ...table,
    constraints: table.constraints.map((c): Constraint => {
      if (!("options" in c) || !saysNothing(c.options)) return c;
      const { options, ...rest } = c;
      return { ...rest, ...optionsIfAny(withoutSize(options)) };
    }),
    indexes: table.indexes.map((index) =>
      saysNothing(index.options) ? { ...index, options: withoutSize(index.options) } : index,
    ),
  };
};

export const withoutTablesBlockSize = (schema: Schema, other: Schema | undefined): Schema => {
  const others = new Map((other?.tables ?? []).map((t) => [tableKey(t), t]));
  return {
    ...schema,
    tables: schema.tables.map((table) =>
      erasedFrom(table, says(table, others.get(tableKey(table)), schema.dialect)),
    ),
  };
};
