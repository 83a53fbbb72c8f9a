/** Objects that a piece of SQL defines: the catalogue's question about each kind, and the reader of its rows. */
import type { Sql, SqlObjectKind, SqlObjects } from "../../model/index.js";
import type { Row } from "../connection.js";
import { parametersOf } from "./catalogue.js";
import { list, text, textOrNull } from "./rows.js";

interface ObjectReader<K extends SqlObjectKind> {
  /** `$1` are the schemas. What belongs to an extension is its own. */
  readonly question: Sql;
  readonly read: (row: Row, schema: string | null) => SqlObjects[K];
}

const checkOptions: Readonly<Record<string, "local" | "cascaded">> = {
  local: "local",
  cascaded: "cascaded",
};

const flags = new Set(["true", "on", "yes", "1"]);

/** As the server prints it, without the blanks before it and the semicolon behind it. */
const bare = (query: Sql): Sql => query.replace(/^[ \n]+|[ \n]+$/g, "").replace(/;+$/, "");

const objectReaders: { readonly [K in SqlObjectKind]: ObjectReader<K> } = {
  view: {
    question: `
SELECT c.oid::int8::text AS oid, n.nspname::text AS schema, c.relname::text AS name, pg_catalog.pg_get_viewdef(c.oid) AS query,
       c.reloptions AS parameters, d.description AS comment, r.columns, r.types
  FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  CROSS JOIN LATERAL (SELECT pg_catalog.array_agg(a.attname::text ORDER BY a.attnum) AS columns,
                             pg_catalog.array_agg(pg_catalog.format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum) AS types
                        FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS r
  LEFT JOIN pg_catalog.pg_description AS d ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0
 WHERE c.relkind = 'v' AND n.nspname = ANY ($1::text[])
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND x.objid = c.oid AND x.deptype = 'e')`,
    read: (row, schema) => {
      const parameters = parametersOf(row, "parameters");
      const types = list(row, "types");
      return {
        schema,
        name: text(row, "name"),
        query: bare(text(row, "query")),
        columns: null,
        securityBarrier: flags.has(parameters["security_barrier"] ?? ""),
        securityInvoker: flags.has(parameters["security_invoker"] ?? ""),
        checkOption: checkOptions[parameters["check_option"] ?? ""] ?? null,
        returns: list(row, "columns").map((name, i) => ({ name, type: types[i] ?? "" })),
        comment: textOrNull(row, "comment"),
      };
    },
  },
};

/** What the server printed of each, by the oids of the rows. */
export const queriesOf = (rows: readonly Row[]): ReadonlyMap<string, Sql> =>
  new Map(rows.map((row) => [text(row, "oid"), text(row, "query")]));

export const objectQuestion = (kind: SqlObjectKind): Sql => objectReaders[kind].question;

export const readObject = <K extends SqlObjectKind>(
  kind: K,
  row: Row,
  schema: string | null,
): SqlObjects[K] => objectReaders[kind].read(row, schema);
