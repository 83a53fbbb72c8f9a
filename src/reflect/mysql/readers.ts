/** Finds from their texts what views and triggers read: the server keeps no record of it, and lets what they read be dropped. */
import type { Dependency, OpaqueObject, Sql, TableRef } from "../../model/index.js";
import { lexicon } from "../../dialects/mysql/lexicon.js";
import { quote, quoteTable } from "../../dialects/mysql/clauses.js";
import { meaningful, type Token } from "../../sql/index.js";
import type { Row } from "../connection.js";
import { refIn, text, textOrNull } from "./rows.js";

/**
 * Views as the server prints them, with every name quoted and qualified; triggers as they were written. `definer` and `mode` are
 * null where the connected user would create it with the same ones.
 */
export const readers: Sql = `
    SELECT table_schema AS db, 'view' AS kind, table_name AS name, NULL AS tbl, view_definition AS sql_text,
           NULL AS timing, NULL AS event, 0 AS place, NULL AS definer, NULL AS mode
    FROM information_schema.views WHERE table_schema IN (?)
    UNION ALL
    SELECT trigger_schema, 'trigger', trigger_name, event_object_table, action_statement,
           action_timing, event_manipulation, action_order,
           CASE WHEN definer = current_user() THEN NULL ELSE definer END,
           CASE WHEN sql_mode = @@SESSION.sql_mode THEN NULL ELSE sql_mode END
    FROM information_schema.triggers WHERE trigger_schema IN (?)`;

const columnOf = ({ schema, name: table }: TableRef, name: string): Dependency => ({
  kind: "column",
  schema,
  table,
  name,
});

const itself = (ref: TableRef, kind: string): Dependency => ({ kind, ...ref, table: null });

const isName = (token: Token | undefined): token is Token =>
  token?.kind === "quoted" || token?.kind === "word";

interface Chain {
  readonly names: readonly string[];
  /** The token after it. */
  readonly next: Token | undefined;
}

/** Names joined by dots in the text: `db`.`t`.`a`. */
const chainsIn = (sql: Sql): readonly Chain[] => {
  const tokens = meaningful(sql, lexicon);
  const chains: Chain[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const names: string[] = [];
    for (let token = tokens[i]; isName(token); token = tokens[i]) {
      names.push(token.value);
      if (tokens[i + 1]?.text !== ".") break;
      i += 2;
    }
    if (names.length > 0) chains.push({ names, next: tokens[i + 1] });
  }
  return chains;
};

type KnownTable = (db: string, name: string) => TableRef | null;

/** What a view reads: `db`.`t`.`a`, or `x`.`a` where the text has `db`.`t` `x`. */
const readByView = (sql: Sql, known: KnownTable): readonly Dependency[] => {
  const chains = chainsIn(sql);
  const called = new Map<string, TableRef>();
  for (const { names, next } of chains) {
    const [db = "", name = "", ...rest] = names;
    const table = rest.length === 0 ? known(db, name) : null;
    if (table !== null) called.set(next?.kind === "quoted" ? next.value : name, table);
  }
  return chains.flatMap(({ names }): readonly Dependency[] => {
    const [first = "", second, third] = names;
    if (second === undefined) return [];
    const table = known(first, second);
    if (table !== null)
      return [itself(table, "table"), ...(third === undefined ? [] : [columnOf(table, third)])];
    const alias = called.get(first);
    return alias === undefined ? [] : [columnOf(alias, second)];
  });
};

/** What a trigger reads: NEW.a and OLD.a of its table, and the tables that it names. */
const readByTrigger = (
  sql: Sql,
  own: TableRef,
  db: string,
  known: KnownTable,
): readonly Dependency[] =>
  chainsIn(sql).flatMap(({ names }) => {
    const [first = "", second = ""] = names;
    if (names.length === 2 && /^(?:new|old)$/i.test(first)) return [columnOf(own, second)];
    const table = names.length === 1 ? known(db, first) : known(first, second);
    return table === null ? [] : [itself(table, "table")];
  });

/** `user`@`host`; a name may contain an @, a host may not. */
const definerClause = (definer: string | null): string => {
  if (definer === null) return "";
  const at = definer.lastIndexOf("@");
  return `DEFINER = ${quote(definer.slice(0, at))}@${quote(definer.slice(at + 1))} `;
};

/** The statements that create a trigger again, after the one that fires before it, in the SQL mode in which it was created. */
const triggerStatements = (row: Row, ref: TableRef, table: TableRef, previous: Row | undefined) => {
  const [body, mode] = [text(row, "sql_text"), textOrNull(row, "mode")];
  const follows = previous === undefined ? "" : ` FOLLOWS ${quote(text(previous, "name"))}`;
  const create = `CREATE ${definerClause(textOrNull(row, "definer"))}TRIGGER ${quoteTable(ref)} ${text(row, "timing")} ${text(row, "event")} ON ${quoteTable(table)} FOR EACH ROW${follows} ${body}`;
  return mode === null
    ? [create]
    : [
        `SET @schema_diff_sql_mode = @@SESSION.sql_mode`,
        `SET SESSION sql_mode = ${lexicon.literal(mode)}`,
        create,
        `SET SESSION sql_mode = @schema_diff_sql_mode`,
      ];
};

/** The trigger that fires before it, of those with the same timing and event. */
const firedBefore = (row: Row, rows: readonly Row[]): Row | undefined =>
  rows
    .filter(
      (other) =>
        ["kind", "db", "tbl", "timing", "event"].every((cell) => other[cell] === row[cell]) &&
        Number(other["place"]) < Number(row["place"]),
    )
    .reduce<Row | undefined>(
      (last, other) =>
        last === undefined || Number(last["place"]) < Number(other["place"]) ? other : last,
      undefined,
    );

export const readReaders = (
  rows: readonly Row[],
  tables: readonly Row[],
  current: string | null,
): readonly OpaqueObject[] => {
  const keyOf = (db: string, name: string): string => JSON.stringify([db, name]);
  const there = new Set(
    tables
      .filter((row) => text(row, "type") !== "VIEW")
      .map((row) => keyOf(text(row, "db"), text(row, "name"))),
  );
  const known: KnownTable = (db, name) =>
    there.has(keyOf(db, name)) ? refIn(current, db, name) : null;
  return rows.map((row) => {
    const [db, sql, on] = [text(row, "db"), text(row, "sql_text"), textOrNull(row, "tbl")];
    const table = on === null ? null : refIn(current, db, on);
    const ref = refIn(current, db, text(row, "name"));
    const previous = table === null ? undefined : firedBefore(row, rows);
    const reads =
      table === null
        ? readByView(sql, known)
        : [
            itself(table, "table"),
            ...readByTrigger(sql, table, db, known),
            ...(previous === undefined
              ? []
              : [{ kind: "trigger", ...ref, table: table.name, name: text(previous, "name") }]),
          ];
    return {
      kind: text(row, "kind"),
      ...ref,
      table,
      drop: null,
      definition: table === null ? [] : triggerStatements(row, ref, table, previous),
      dependsOn: [...new Map(reads.map((d) => [JSON.stringify(d), d])).values()],
      goesWith: table === null ? [] : [itself(table, "table")],
      usedBy: [],
      breaks: true,
    };
  });
};
