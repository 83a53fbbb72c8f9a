/** Reads what the catalogue's views hide from a user with few rights: from SHOW CREATE TABLE, which he may see, or refused by name. */
import { messageOf, SchemaDiffError, tableText } from "../../model/index.js";
import { quoteTable } from "../../dialects/mysql/clauses.js";
import type { Row } from "../connection.js";
import type { Session } from "./connection.js";
import type { Rights } from "./grants.js";
import type { Questions } from "./questions.js";
import { keyOfRow, text } from "./rows.js";
import { readConstraints } from "./showConstraints.js";
import { hasPeriod, shownText } from "./showCreateText.js";

interface Visible {
  readonly actions: readonly Row[];
  readonly checks: readonly Row[];
}

/** All of them; a period, which a visible CHECK shows, is told of the tables whose CHECKs are hidden. */
export interface Revealed extends Visible {
  readonly periods: readonly string[];
}

const showCreate = async (session: Session, db: string, name: string): Promise<string> => {
  try {
    return shownText(await session.query(`SHOW CREATE TABLE ${quoteTable({ schema: db, name })}`));
  } catch (cause) {
    throw new SchemaDiffError(
      "permission",
      `${session.description}: this user may see only a part of the table ${tableText({ schema: db, name })}: ${messageOf(cause)}`,
      "grant SELECT on the whole table",
      { cause },
    );
  }
};

/**
 * MariaDB shows a user who may only SELECT no row of TABLE_CONSTRAINTS, REFERENTIAL_CONSTRAINTS and, where the grant is on the
 * table, CHECK_CONSTRAINTS; MySQL shows them. On both, a grant on columns hides the other columns. Neither reports that.
 */
export const withHidden = async (
  session: Session,
  tables: readonly Row[],
  { actions, checks }: Visible,
  ask: (what: keyof Questions) => Promise<readonly Row[]>,
  { onColumns }: Rights,
): Promise<Revealed> => {
  const seen = new Set((await ask("constraints")).map(keyOfRow));
  const partly = new Set(onColumns.map(({ db, tbl }) => keyOfRow({ db, tbl })));
  const asked = tables
    .filter((row) => !/VIEW|SEQUENCE/.test(text(row, "type")))
    .map((row) => ({ db: text(row, "db"), tbl: text(row, "name") }))
    .filter((row) => !seen.has(keyOfRow(row)) || partly.has(keyOfRow(row)));
  const more: { readonly actions: Row[]; readonly checks: Row[] } = { actions: [], checks: [] };
  const periods: string[] = [];
  for (const { db, tbl } of asked) {
    const sql = await showCreate(session, db, tbl);
    const shown = readConstraints(sql);
    if (hasPeriod(sql)) periods.push(keyOfRow({ db, tbl }));
    if (seen.has(keyOfRow({ db, tbl }))) continue;
    more.actions.push(
      ...shown.rules.map(({ name, onUpdate, onDelete }) => ({
        db,
        tbl,
        name,
        on_update: onUpdate,
        on_delete: onDelete,
      })),
    );
    more.checks.push(
      ...shown.checks.map(({ name, level, clause }) => ({
        db,
        tbl,
        name,
        enforced: "YES",
        level,
        clause,
      })),
    );
  }
  const hidden = new Set(asked.map(keyOfRow).filter((key) => !seen.has(key)));
  const visible = (rows: readonly Row[]): readonly Row[] =>
    rows.filter((row) => !hidden.has(keyOfRow(row)));
  return {
    actions: [...visible(actions), ...more.actions],
    checks: [...visible(checks), ...more.checks],
    periods,
  };
};
