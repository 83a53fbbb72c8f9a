/** The order of a table's keys and CHECKs, which only SHOW CREATE TABLE has: by class (unique keys first, full text last), and in a class as they were created (`sort_keys` in sql_table.cc). */
import type { Flavour } from "../../dialects/mysql/flavour.js";
import {
  constraintKinds,
  gathered,
  nameText,
  type Constraint,
  type Index,
  type Sql,
  type Table,
} from "../../model/index.js";
import type { Row } from "../connection.js";
import { keyOfRow, numberOrNull, ordered, text } from "./rows.js";
import { afterParenthesis, parts, textOf, word } from "./showCreateText.js";

/** The names, in order. */
export interface PartOrder {
  readonly keys: readonly string[];
  readonly checks: readonly string[];
}

const unknown: PartOrder = { keys: [], checks: [] };

export const partOrderOf = (sql: Sql): PartOrder => {
  const { tokens } = textOf(sql);
  const open = tokens.findIndex((t) => t.kind === "symbol" && t.text === "(");
  const lines = parts(tokens, open + 1, afterParenthesis(tokens, open) - 1);
  const nameAfter = (at: number): string => tokens[at + 1]?.value ?? "";
  return {
    keys: lines.flatMap(([from]) => {
      const key = [from, from + 1].find((i) => word(tokens, i) === "KEY");
      return key === undefined ? [] : [nameAfter(key)];
    }),
    checks: lines.flatMap(([from]) =>
      word(tokens, from) === "CONSTRAINT" && word(tokens, from + 2) === "CHECK"
        ? [nameAfter(from)]
        : [],
    ),
  };
};

/** What the names are sorted by: as they are listed, and any others after them by name. */
const placeIn = (names: readonly string[]): ((name: string) => string) => {
  const places = new Map(names.map((name, i) => [name, i]));
  return (name) => `${String(places.get(name) ?? names.length).padStart(6, "0")} ${name}`;
};

/**
 * Puts constraints, by kind, and indexes in their order; foreign keys and, on MySQL, CHECKs have that of their names. Those of
 * a table whose text was not asked for are sorted by name.
 */
export const inOrder = (
  constraints: readonly Constraint[],
  indexes: readonly Index[],
  { keys, checks }: PartOrder = unknown,
): Pick<Table, "constraints" | "indexes"> => {
  const [key, check] = [placeIn(keys), placeIn(checks)];
  const place = ({ kind, name }: Constraint): string =>
    (kind === "foreignKey" ? String : kind === "check" ? check : key)(nameText(name) ?? "");
  return {
    constraints: ordered(constraints, (c) => `${constraintKinds.indexOf(c.kind)} ${place(c)}`),
    indexes: ordered(indexes, ({ name }) => key(nameText(name) ?? "")),
  };
};

const withSeveral = (rows: readonly Row[]): readonly string[] =>
  [...gathered(rows, keyOfRow)].flatMap(([key, own]) => (own.length > 1 ? [key] : []));

/** The tables with several keys of a class, or with several CHECKs where the server does not sort these. */
export const askedForOrder = (
  indexes: readonly Row[],
  checks: readonly Row[],
  { name }: Flavour,
): readonly string[] => {
  const firsts = indexes.filter(
    (row) => numberOrNull(row, "position") === 1 && text(row, "name") !== "PRIMARY",
  );
  return [
    ...[0, 1].flatMap((duplicates) =>
      withSeveral(firsts.filter((row) => numberOrNull(row, "duplicates") === duplicates)),
    ),
    ...(name === "mariadb"
      ? withSeveral(checks.filter((row) => text(row, "level") === "Table"))
      : []),
  ];
};
