/** Asks for the privileges on an object, besides those that the server and default privileges give to every new one. */
import type { Sql } from "../../model/index.js";

/** The letters of a kind of object in acldefault and in pg_default_acl. */
const privilegesOf = {
  relation: { builtIn: "r", byDefault: "r" },
  sequence: { builtIn: "s", byDefault: "S" },
  function: { builtIn: "f", byDefault: "f" },
  type: { builtIn: "T", byDefault: "T" },
} as const;

/** The privileges: `is` tells whether the object has one, the server gives it to every new object, or a default privilege may. */
export const granted = (
  node: string,
  oid: Sql,
  object: Sql,
  from: Sql,
  acl: Sql,
  role: Sql,
  kind: keyof typeof privilegesOf,
): Sql => {
  const { builtIn, byDefault } = privilegesOf[kind];
  const hasColumns = kind === "relation";
  return `
SELECT '${node}' AS node, ${oid}::int8::text AS oid, ${object} AS object, g.is, g.grantee, g.privilege, g.grantable, g.columns, g.column_name
  FROM ${from.replace(
    " WHERE ",
    ` CROSS JOIN LATERAL (
       SELECT 'has' AS is, x.grantee, x.privilege_type AS privilege, x.is_grantable AS grantable, NULL::text AS columns, NULL::text AS column_name
         FROM pg_catalog.aclexplode(COALESCE(${acl}, pg_catalog.acldefault('${builtIn}', ${role}))) AS x
       UNION ALL
       SELECT 'built in', x.grantee, x.privilege_type, x.is_grantable, NULL, NULL FROM pg_catalog.aclexplode(pg_catalog.acldefault('${builtIn}', ${role})) AS x
       UNION ALL
       SELECT 'by default', x.grantee, x.privilege_type, x.is_grantable, NULL, NULL
         FROM pg_catalog.pg_default_acl AS d CROSS JOIN pg_catalog.aclexplode(d.defaclacl) AS x WHERE d.defaclobjtype = '${byDefault}'${
           hasColumns
             ? `
       UNION ALL
       SELECT 'has', x.grantee, x.privilege_type, x.is_grantable, pg_catalog.quote_ident(a.attname), a.attname::text
         FROM pg_catalog.pg_attribute AS a CROSS JOIN pg_catalog.aclexplode(a.attacl) AS x WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL AND NOT a.attisdropped`
             : ""
         }) AS e
  CROSS JOIN LATERAL (
       SELECT e.is, CASE e.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(e.grantee)) END AS grantee,
              e.privilege, e.grantable, e.columns, e.column_name) AS g WHERE `,
  )} AND (${acl} IS NOT NULL OR EXISTS (SELECT FROM pg_catalog.pg_default_acl AS d WHERE d.defaclobjtype = '${byDefault}')${
    hasColumns
      ? ` OR EXISTS (SELECT FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL AND NOT a.attisdropped)`
      : ""
  })`;
};
