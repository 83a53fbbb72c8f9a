/** What a database may hold and not show to this user, by the rights that its catalogue's views require; docs/rights.md lists them. */
import type { Hidden } from "../../model/index.js";
import type { Row } from "../connection.js";
import type { Rights } from "./grants.js";
import { refIn, text } from "./rows.js";

/** A user with any of these rights on a database is shown all of its tables. */
const ofTables = [
  ...["SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER", "INDEX"],
  ...["REFERENCES", "TRIGGER", "CREATE VIEW", "SHOW VIEW"],
];

/** A user with any of these is shown that a routine exists. */
const ofRoutines = ["EXECUTE", "ALTER ROUTINE", "CREATE ROUTINE", "SHOW_ROUTINE"];

/** A right on the whole server is a right on every database, also on one whose name is unknown. */
const everywhere = "";

const routines = new Set(["function", "procedure", "package", "package body", "library"]);

interface Place {
  readonly db: string;
  readonly tables: readonly Row[];
  readonly views: readonly Row[];
  readonly hasRoutines: boolean;
}

type Unseen = Pick<Hidden, "kind" | "table" | "because">;

/** What is hidden: in the whole database where no table is shown in full, else for each table that is not. */
const lacking = (
  kind: string,
  because: string,
  rows: readonly Row[],
  may: (table: string | null) => boolean,
): readonly Unseen[] => {
  if (may(null)) return [];
  const without = rows.map((row) => text(row, "name")).filter((name) => !may(name));
  if (without.length === rows.length) return [{ kind, table: null, because }];
  return without.map((table) => ({ kind, table, because }));
};

const unseenIn = (
  { db, tables, views, hasRoutines }: Place,
  { may }: Rights,
): readonly Unseen[] => [
  ...(ofTables.some((right) => may(right, db, null))
    ? []
    : [
        {
          kind: "table",
          table: null,
          because:
            "this user is shown only the tables on which he was granted something: grant SELECT on the whole database",
        },
      ]),
  ...lacking(
    "trigger",
    "triggers are shown only to who has the TRIGGER right on their table",
    tables,
    (table) => may("TRIGGER", db, table),
  ),
  ...(views.length === 0
    ? []
    : lacking(
        "view definition",
        "what a view reads is shown only to who has SHOW VIEW and SELECT on it",
        views,
        (view) => may("SHOW VIEW", db, view) && may("SELECT", db, view),
      )),
  ...(ofRoutines.some((right) => may(right, db, null))
    ? []
    : [
        {
          kind: "routine",
          table: null,
          because: "routines are shown only to who may execute, alter or create them",
        },
      ]),
  ...(!hasRoutines ||
  // SELECT on every database, or on the table in which MariaDB keeps routines
  may("SELECT", "mysql", "proc") ||
  may("SHOW_ROUTINE", everywhere, null)
    ? []
    : [
        {
          kind: "routine definition",
          table: null,
          because:
            "what a routine of another definer does is shown only to who has SHOW_ROUTINE (MySQL), SELECT on mysql.proc (MariaDB), or SELECT on everything",
        },
      ]),
  ...(may("EVENT", db, null)
    ? []
    : [
        { kind: "event", table: null, because: "events are shown only to who has the EVENT right" },
      ]),
];

/** @param others objects that exist and are not modelled */
export const unseen = (
  tables: readonly Row[],
  others: readonly Row[],
  databases: readonly string[],
  current: string | null,
  rights: Rights,
): readonly Hidden[] =>
  databases.flatMap((db) => {
    const own = tables.filter((row) => text(row, "db") === db);
    const isView = (row: Row): boolean => text(row, "type").includes("VIEW");
    const place = {
      db,
      tables: own.filter((row) => !isView(row)),
      views: own.filter(isView),
      hasRoutines: others.some(
        (row) => text(row, "db") === db && routines.has(text(row, "kind").toLowerCase()),
      ),
    };
    const { schema } = refIn(current, db, "");
    return unseenIn(place, rights).map((one) => ({ schema, ...one }));
  });
