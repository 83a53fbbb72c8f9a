/** The rights of the connected user by SHOW GRANTS, including those of its active roles, which the catalogue's own views of rights leave out. */
import type { Session } from "./connection.js";

interface GrantedOn {
  readonly db: string;
  readonly tbl: string;
}

export interface Rights {
  /** Has the user the privilege on this table? A null table: on every table of the database, including those that are not shown. */
  readonly may: (privilege: string, db: string, table: string | null) => boolean;
  /** Tables on which the user has rights on single columns only. */
  readonly onColumns: readonly GrantedOn[];
}

interface Grant extends GrantedOn {
  /** Is it a revoke? Partial revokes (MySQL) are rows of their own. */
  readonly taken: boolean;
  readonly privileges: ReadonlySet<string>;
  readonly onColumns: boolean;
}

const quotedName = "`(?:[^`]|``)*`";
const line = new RegExp(
  `^(GRANT|REVOKE) (.+) ON (?:TABLE )?(\\*|${quotedName})\\.(\\*|${quotedName}) (?:TO|FROM) `,
);
const columnLists = new RegExp(`\\((?:[^()\`]|${quotedName})*\\)`, "g");

const nameOf = (text: string): string =>
  text.startsWith("`") ? text.slice(1, -1).replaceAll("``", "`") : text;

/** A line of SHOW GRANTS; null for a grant on a routine, a role or a proxy. */
const grantIn = (text: string): Grant | null => {
  const [, verb, words = "", db = "", tbl = ""] = line.exec(text) ?? [];
  if (verb === undefined) return null;
  const privileges = words
    .replace(columnLists, "()")
    .split(",")
    .map((word) => word.trim().toUpperCase());
  return {
    taken: verb === "REVOKE",
    privileges: new Set(privileges.filter((word) => !word.endsWith("()"))),
    onColumns: privileges.some((word) => word.endsWith("()")),
    db: nameOf(db),
    tbl: nameOf(tbl),
  };
};

/** The databases that a grant covers: `%` and `_` are wildcards unless a backslash is before them. */
const patternOf = (db: string): RegExp =>
  new RegExp(
    `^${db.replace(/\\([%_\\])|%|_|[^]/g, (part, escaped: string | undefined) => {
      if (escaped === undefined && part === "%") return ".*";
      if (escaped === undefined && part === "_") return ".";
      return (escaped ?? part).replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
    })}$`,
    "s",
  );

const covers = (grant: Grant, db: string, table: string | null): boolean => {
  if (grant.db === "*") return true;
  if (grant.tbl === "*") return patternOf(grant.db).test(db);
  return grant.db === db && grant.tbl === table;
};

export const rightsIn = (texts: readonly string[]): Rights => {
  const grants = texts.map(grantIn).filter((grant) => grant !== null);
  const has = (privilege: string, db: string, table: string | null, taken: boolean): boolean =>
    grants.some(
      (grant) =>
        grant.taken === taken &&
        (grant.privileges.has(privilege) || grant.privileges.has("ALL PRIVILEGES")) &&
        covers(grant, db, table),
    );
  return {
    may: (privilege, db, table) =>
      has(privilege, db, table, false) && !has(privilege, db, table, true),
    onColumns: grants.filter(({ onColumns }) => onColumns).map(({ db, tbl }) => ({ db, tbl })),
  };
};

/** MySQL shows rights that come from roles only where the roles are named, in the form that CURRENT_ROLE() returns; MariaDB always shows them. */
const question = async (session: Session): Promise<string> => {
  if (session.dialect === "mariadb") return "SHOW GRANTS";
  const [row] = await session.query("SELECT CURRENT_ROLE() AS roles");
  const roles = String(row?.["roles"] ?? "NONE");
  return roles === "NONE" || roles === ""
    ? "SHOW GRANTS"
    : `SHOW GRANTS FOR CURRENT_USER() USING ${roles}`;
};

export const rightsOf = async (session: Session): Promise<Rights> =>
  rightsIn(
    (await session.query(await question(session))).map((row) => String(Object.values(row)[0])),
  );
