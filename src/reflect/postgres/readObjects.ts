/** SQL objects: the catalogue question about each kind, and the reader of its rows. */
import {
  lookupTable,
  sqlObjectKinds,
  type Sql,
  type SqlObjectKind,
  type SqlObjects,
} from "../../model/index.js";
import { lexicon } from "../../dialects/postgres/lexicon.js";
import type { Row } from "../connection.js";
import { parametersOf } from "./catalogue.js";
import { flag, list, text, textOrNull } from "./rows.js";

interface ObjectReader<K extends SqlObjectKind> {
  /** Of a kind that is a relation, its `pg_class.relkind`: whether there is one is known with the tables. */
  readonly relkind?: string;
  /** `$1` are the schemas. Objects that belong to an extension are left out. */
  readonly question: Sql;
  readonly read: (row: Row, schema: string | null) => SqlObjects[K];
}

const checkOptions: Readonly<Record<string, "local" | "cascaded">> = lookupTable({
  local: "local",
  cascaded: "cascaded",
});

const flags = new Set(["true", "on", "yes", "1"]);

/** By `pg_collation.collprovider`. */
const providers: Readonly<Record<string, string>> = lookupTable({
  b: "builtin",
  c: "libc",
  i: "icu",
});

/**
 * The options of CREATE COLLATION that define it. PostgreSQL keeps the locale of an ICU collation in collcollate before 15,
 * in colliculocale before 17, and in colllocale since.
 */
const collationDefinition = (row: Row): Sql => {
  const [locale, collate, ctype, rules] = [
    textOrNull(row, "locale"),
    textOrNull(row, "collate"),
    textOrNull(row, "ctype"),
    textOrNull(row, "rules"),
  ];
  const setting = (name: string, value: string | null): readonly Sql[] =>
    value === null ? [] : [`${name} = ${lexicon.literal(value)}`];
  return [
    `PROVIDER = ${providers[text(row, "provider")] ?? "libc"}`,
    ...(locale === null && collate !== ctype
      ? [...setting("LC_COLLATE", collate), ...setting("LC_CTYPE", ctype)]
      : setting("LOCALE", locale ?? collate)),
    ...(flag(row, "deterministic") ? [] : ["DETERMINISTIC = false"]),
    ...setting("RULES", rules),
  ].join(", ");
};

/** The query as the server prints it, without the blanks before it and the semicolon after it. */
const bare = (query: Sql): Sql => query.replace(/^[ \n]+|[ \n]+$/g, "").replace(/;+$/, "");

const objectReaders: { readonly [K in SqlObjectKind]: ObjectReader<K> } = {
  // The version is left out: it is that of the library that the server runs with. So is the encoding, which is the database's.
  collation: {
    question: `
SELECT n.nspname::text AS schema, l.collname::text AS name, l.collprovider::text AS provider, l.collisdeterministic AS deterministic,
       l.collcollate::text AS collate, l.collctype::text AS ctype, d.description AS comment, j.row ->> 'collicurules' AS rules,
       COALESCE(j.row ->> 'colllocale', j.row ->> 'colliculocale') AS locale
  FROM pg_catalog.pg_collation AS l JOIN pg_catalog.pg_namespace AS n ON n.oid = l.collnamespace
  CROSS JOIN LATERAL (SELECT pg_catalog.to_jsonb(l) AS row) AS j
  LEFT JOIN pg_catalog.pg_description AS d ON d.objoid = l.oid AND d.classoid = 'pg_catalog.pg_collation'::pg_catalog.regclass
 WHERE n.nspname = ANY ($1::text[]) AND l.oid >= 16384
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_collation'::pg_catalog.regclass AND x.objid = l.oid AND x.deptype = 'e')`,
    read: (row, schema) => ({
      schema,
      name: text(row, "name"),
      definition: collationDefinition(row),
      comment: textOrNull(row, "comment"),
    }),
  },
  view: {
    relkind: "v",
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

/** The queries that the server printed, by the oids of the rows. */
export const queriesOf = (rows: readonly Row[]): ReadonlyMap<string, Sql> =>
  new Map(
    rows.flatMap((row) => {
      const query = textOrNull(row, "query");
      return query === null ? [] : [[text(row, "oid"), query] as const];
    }),
  );

/** The kinds of SQL objects that are seen among relations, by what `pg_class.relkind` they have. */
export const kindsOfRelations = (relkinds: ReadonlySet<string>): readonly SqlObjectKind[] =>
  sqlObjectKinds.filter((kind) => relkinds.has(objectReaders[kind].relkind ?? ""));

export const objectQuestion = (kind: SqlObjectKind): Sql => objectReaders[kind].question;

export const readObject = <K extends SqlObjectKind>(
  kind: K,
  row: Row,
  schema: string | null,
): SqlObjects[K] => objectReaders[kind].read(row, schema);
