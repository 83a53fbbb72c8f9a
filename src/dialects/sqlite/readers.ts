/**
 * Views and triggers with the tables that they read or write: SQLite lets such a table be dropped,
 * and drops a table's triggers with it.
 */
import type { Dependency, OpaqueObject, Schema, TableRef, Unmodelled } from "../../model/index.js";
import { meaningful, type Token } from "../../sql/index.js";
import { lexicon, sameName } from "./lexicon.js";
import { isReader, tablesIn } from "./references/index.js";

const itself = (kind: string, { schema, name }: TableRef): Dependency => ({
  kind,
  schema,
  table: null,
  name,
});

export const readersIn = ({ tables, notCompared }: Schema): readonly OpaqueObject[] => {
  const called = (name: string): readonly Dependency[] =>
    tables.filter((table) => sameName(table.name, name)).map((table) => itself("table", table));
  return notCompared.filter(isReader).flatMap((item): readonly OpaqueObject[] => {
    if (item.definition === null) return [];
    const own = item.table === null ? [] : called(item.table.name);
    const read = (tablesIn(item.definition) ?? []).flatMap(({ name }) => called(name));
    return [
      {
        kind: item.kind,
        schema: item.schema,
        name: item.name,
        table: item.table,
        drop: null,
        definition: [item.definition],
        dependsOn: [...new Map([...own, ...read].map((d) => [d.name, d])).values()],
        goesWith: own,
        usedBy: [],
        breaks: true,
      },
    ];
  });
};

const isName = ({ kind }: Token): boolean => kind === "word" || kind === "quoted";

/** The trigger that a statement creates; null for every other statement. */
export const triggerMadeBy = (sql: string): Unmodelled | null => {
  const tokens = meaningful(sql, lexicon);
  if (!/^create$/i.test(tokens[0]?.text ?? "") || !/^trigger$/i.test(tokens[1]?.text ?? ""))
    return null;
  const on = tokens.findIndex(({ text }) => /^on$/i.test(text));
  const [name, table] = [tokens[2], tokens[on + 1]];
  return name === undefined || table === undefined || on < 0 || !isName(name) || !isName(table)
    ? null
    : {
        schema: null,
        name: name.value,
        kind: "trigger",
        table: { schema: null, name: table.value },
        definition: sql,
      };
};
