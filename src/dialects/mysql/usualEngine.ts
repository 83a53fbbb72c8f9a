/** InnoDB is the default engine: it is left out, except where it replaces another one. */
import { tableKey, type Options, type Schema, type TableRef } from "../../model/index.js";

export const usualEngine = "InnoDB";

interface Stored extends TableRef {
  readonly options?: Options;
}

const engines = (schema: Schema | undefined): ReadonlyMap<string, string> =>
  new Map(
    [...(schema?.tables ?? []), ...(schema?.sequences ?? [])].flatMap((item: Stored) => {
      const engine = item.options?.["engine"];
      return engine === undefined || engine === usualEngine ? [] : [[tableKey(item), engine]];
    }),
  );

/** @param other what the schema is compared with */
export const withoutUsualEngine = (schema: Schema, other: Schema | undefined): Schema => {
  const others = engines(other);
  const left = (item: Stored): Options | null => {
    const { engine, ...options } = item.options ?? {};
    return engine === usualEngine && !others.has(tableKey(item)) ? options : null;
  };
  return {
    ...schema,
    tables: schema.tables.map((table) => {
      const options = left(table);
      return options === null ? table : { ...table, options };
    }),
    sequences: schema.sequences.map((sequence) => {
      const options = left(sequence);
      if (options === null) return sequence;
      const { options: _, ...rest } = sequence;
      return Object.keys(options).length === 0 ? rest : { ...rest, options };
    }),
  };
};
