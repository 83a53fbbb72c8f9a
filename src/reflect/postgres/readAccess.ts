/**
 * Reads owner, privileges and row level security of modelled objects, as opaque objects that belong to them: they cannot be
 * dropped by themselves, and are restored when the object is created again.
 */
import type { Dependency, OpaqueObject, Sql } from "../../model/index.js";
import type { Row } from "../connection.js";
import { privilegeStatements } from "./privileges.js";
import { list, text, textOrNull } from "./rows.js";

export interface AccessAnswers {
  readonly things: readonly Row[];
  readonly ofColumns: readonly Row[];
  readonly privileges: readonly Row[];
}

export const noAccess: AccessAnswers = { things: [], ofColumns: [], privileges: [] };

export const accessAnswers = ([
  things = [],
  ofColumns = [],
  privileges = [],
]: readonly (readonly Row[])[]): AccessAnswers => ({ things, ofColumns, privileges });

type SchemaOf = (name: string) => string | null;

const byOid = (rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(text(row, "oid"));
    if (group === undefined) groups.set(text(row, "oid"), [row]);
    else group.push(row);
  }
  return groups;
};

/** The object itself, or, for a sequence that belongs to a column, the table and the column. */
const owners = (row: Row, schemaOf: SchemaOf): readonly Dependency[] => {
  const [schema, table, column] = [
    textOrNull(row, "table_schema"),
    textOrNull(row, "table"),
    textOrNull(row, "column"),
  ];
  if (schema === null || table === null || column === null)
    return [
      {
        kind: text(row, "kind"),
        schema: schemaOf(text(row, "schema")),
        table: null,
        name: text(row, "name"),
      },
    ];
  const place = schemaOf(schema);
  return [
    { kind: "table", schema: place, table: null, name: table },
    { kind: "column", schema: place, table, name: column },
  ];
};

const rights = (
  row: Row,
  name: string,
  dependsOn: readonly Dependency[],
  definition: readonly Sql[],
  schemaOf: SchemaOf,
): readonly OpaqueObject[] => {
  const schema = schemaOf(text(row, "schema"));
  return definition.length === 0
    ? []
    : [
        {
          kind: "access",
          schema,
          name,
          table: { schema, name: text(row, "name") },
          drop: null,
          definition,
          dependsOn,
          goesWith: dependsOn,
          usedBy: [],
          breaks: false,
        },
      ];
};

export const accessObjects = (
  { things, ofColumns, privileges }: AccessAnswers,
  schemaOf: SchemaOf,
): readonly OpaqueObject[] => {
  const [columns, grants] = [byOid(ofColumns), byOid(privileges)];
  return things.flatMap((row) => {
    const oid = text(row, "oid");
    const [own, granted] = [columns.get(oid) ?? [], grants.get(oid) ?? []];
    const on = owners(row, schemaOf);
    const names = new Set([
      ...own.map((found) => text(found, "column")),
      ...granted.flatMap((found) => textOrNull(found, "column_name") ?? []),
    ]);
    const ofColumn = (name: string): readonly OpaqueObject[] =>
      rights(
        row,
        `rights on ${name}`,
        [
          ...on,
          {
            kind: "column",
            schema: schemaOf(text(row, "schema")),
            table: text(row, "name"),
            name,
          },
        ],
        [
          ...own
            .filter((found) => found["column"] === name)
            .sort((a, b) => Number(a["place"]) - Number(b["place"]))
            .map((found) => text(found, "sql")),
          ...privilegeStatements(granted.filter((found) => found["column_name"] === name)),
        ],
        schemaOf,
      );
    return [
      ...rights(
        row,
        "rights",
        on,
        [
          ...list(row, "statements"),
          ...privilegeStatements(granted.filter((found) => found["column_name"] === null)),
        ],
        schemaOf,
      ),
      ...[...names].sort().flatMap(ofColumn),
    ];
  });
};
