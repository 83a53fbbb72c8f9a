/** Texts that would run as SQL or as code if they were put into a statement or a script as they are. */
import type { DialectName } from "schema-diff";
import { made, stands } from "./canary.js";

const write = `process.getBuiltinModule("fs").writeFileSync(${JSON.stringify(made)}, "")`;
const remove = `process.getBuiltinModule("fs").rmSync(${JSON.stringify(stands)})`;

/** How each server writes a file; null where it cannot. `test/hostile/sharp` shows that the tests' servers do. */
export const writesFile: Readonly<Record<DialectName, string | null>> = {
  postgres: `COPY (SELECT 1) TO PROGRAM 'touch ${made}'`,
  mysql: `SELECT 1 INTO OUTFILE '${made}'`,
  mariadb: `SELECT 1 INTO OUTFILE '${made}'`,
  sqlite: `ATTACH '${made}' AS m; CREATE TABLE m.t (a)`,
  snowflake: null,
};

export const scriptWrites = write;

export const hostileTexts: readonly string[] = [
  "int); DROP TABLE canary; -- ",
  "1; DROP TABLE canary; -- ",
  "x'; DROP TABLE canary; -- ",
  "x'); DROP TABLE canary; -- ",
  'x"; DROP TABLE canary; -- ',
  'x"); DROP TABLE canary; -- ',
  "x`; DROP TABLE canary; -- ",
  "x`); DROP TABLE canary; -- ",
  "x]); DROP TABLE canary; -- ",
  "x\\'); DROP TABLE canary; -- ",
  "$$); DROP TABLE canary; $$",
  "1 */ ); DROP TABLE canary; /* ",
  "1 /*!50000 ); DROP TABLE canary */ ",
  "1 --1); DROP TABLE canary; -- ",
  "1, DROP COLUMN id",
  "1) SELECT * FROM canary -- ",
  "1\n); DROP TABLE canary;\n-- ",
  "\r\n); DROP TABLE canary;\r\n",
  "x\0); DROP TABLE canary; -- ",
  `1); ${writesFile.postgres ?? ""}; -- `,
  `x'); ${writesFile.postgres ?? ""}; -- `,
  `1); ${writesFile.mysql ?? ""}; -- `,
  `(${writesFile.mysql ?? ""})`,
  `1); ${writesFile.sqlite ?? ""}; -- `,
  `x"; ${writesFile.sqlite ?? ""}; -- `,
  "${globalThis.canaryOfScripts()}",
  '"); globalThis.canaryOfScripts(); ("',
  "`); globalThis.canaryOfScripts(); (`",
  "*/ globalThis.canaryOfScripts(); /*",
  "\u2028globalThis.canaryOfScripts()//",
  `\${${write}}`,
  `"); ${remove}; ("`,
  `\n${remove};`,
  "__proto__",
  "constructor",
  "%s %(table_name)s ? $1 :name @x",
];

/** An expression that is one, and writes when somebody computes it: nothing that only looks may do so. */
export const writingExpression = `pg_catalog.lo_export(pg_catalog.lo_import('${stands}'), '${made}')`;
