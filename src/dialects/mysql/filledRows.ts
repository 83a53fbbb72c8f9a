/**
 * The value that existing rows get in MySQL and MariaDB when a column is added NOT NULL and without
 * a default.
 */
import { lookupTable, type Column } from "../../model/index.js";
import type { MemberName } from "./flavour.js";
import { baseOf, canonical, listedValues } from "./types.js";

const zero = new Set(
  "tinyint smallint mediumint int bigint decimal float double bit year".split(" "),
);

const empty = new Set(
  "char varchar tinytext text mediumtext longtext varbinary tinyblob blob mediumblob longblob set".split(
    " ",
  ),
);

const times: Readonly<Record<string, string>> = lookupTable({
  time: "00:00:00",
  date: "0000-00-00",
  datetime: "0000-00-00 00:00:00",
  timestamp: "0000-00-00 00:00:00",
});

/** MySQL's strict mode refuses days that do not exist, but not in a timestamp; MariaDB's refuses none. */
const refused: Readonly<Record<MemberName, ReadonlySet<string>>> = {
  mysql: new Set(["date", "datetime"]),
  mariadb: new Set(),
};

const others: Readonly<Record<MemberName, Readonly<Record<string, string>>>> = {
  mysql: lookupTable({ json: "null" }),
  mariadb: lookupTable({
    json: "''",
    uuid: "00000000-0000-0000-0000-000000000000",
    inet4: "0.0.0.0",
    inet6: "::",
  }),
};

export const filledBy =
  (flavour: MemberName) =>
  ({ type: text }: Column): string | null => {
    const type = canonical(text);
    const base = baseOf(type);
    if (refused[flavour].has(base)) return null;
    if (zero.has(base)) return "0";
    if (empty.has(base)) return "''";
    if (base === "binary") return "zero bytes";
    if (base === "enum") return `'${listedValues(type)[0] ?? ""}'`;
    return times[base] ?? others[flavour][base] ?? null;
  };
