/** Reads what depends on the tables, enums and sequences of some schemas, to any depth, as opaque objects. */
import {
  byText,
  dependencyKey,
  type Dependency,
  type OpaqueObject,
  type Sql,
  lookupTable,
} from "../../model/index.js";
import type { Row } from "../connection.js";
import { privilegeStatements } from "./privileges.js";
import { accessObjects, noAccess, type AccessAnswers } from "./readAccess.js";
import { flag, list, text, textOrNull } from "./rows.js";

/** An object of the catalogue by kind and oid: `relation 16385`. */
const sourceOf = (edge: Row): string => `${text(edge, "node")} ${text(edge, "oid")}`;
const targetOf = (edge: Row): string => `${text(edge, "on_node")} ${text(edge, "on_oid")}`;

/** Parts that are modelled, and that therefore only use functions. */
const modelled = new Set(["constraint", "index", "column"]);

const relationKinds: Readonly<Record<string, string>> = lookupTable({
  r: "table",
  p: "table",
  S: "sequence",
});

/** Modelled objects that are not relations. */
const standsAlone = new Set(["enum", "collation"]);

/** Does the edge end at a modelled object in one of the schemas? */
const isBase = (edge: Row, schemas: ReadonlySet<string>): boolean =>
  schemas.has(textOrNull(edge, "on_schema") ?? "") &&
  (standsAlone.has(text(edge, "on_node")) || relationKinds[text(edge, "on_kind")] !== undefined);

/** The objects that depend on modelled ones of the schemas, or on one another. */
export const hanging = (edges: readonly Row[], schemas: readonly string[]): ReadonlySet<string> => {
  const asked = new Set(schemas);
  const bySource = edges.filter((edge) => !modelled.has(text(edge, "node")));
  const byTarget = new Map<string, Row[]>();
  for (const edge of bySource) {
    const others = byTarget.get(targetOf(edge));
    if (others === undefined) byTarget.set(targetOf(edge), [edge]);
    else others.push(edge);
  }
  const found = new Set<string>();
  const waiting = bySource.filter((edge) => isBase(edge, asked));
  for (let edge = waiting.pop(); edge !== undefined; edge = waiting.pop()) {
    const source = sourceOf(edge);
    if (found.has(source)) continue;
    found.add(source);
    waiting.push(...(byTarget.get(source) ?? []));
  }
  return found;
};

/** Queries of views that the server has already printed, by the views' oids. */
export type Queries = ReadonlyMap<string, Sql>;

/** The answers about the objects: the kind of each, the statements after its definition, its privileges. */
export interface OpaqueAnswers {
  readonly edges: readonly Row[];
  readonly objects: readonly Row[];
  readonly details: readonly Row[];
  readonly privileges: readonly Row[];
  readonly others: readonly Row[];
  readonly queries: Queries;
  readonly access: AccessAnswers;
}

export const nothingOpaque: OpaqueAnswers = {
  edges: [],
  objects: [],
  details: [],
  privileges: [],
  others: [],
  queries: new Map(),
  access: noAccess,
};

type SchemaOf = (name: string) => string | null;

const grouped = (
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): ReadonlyMap<string, readonly Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
};

/** The definition. That of a view is put together; functions and statistics are printed with their schema, which is left out in the default schema. */
const definitionOf = (row: Row, queries: Queries): Sql | null => {
  const [definition, qualified, plain] = [
    textOrNull(row, "definition"),
    textOrNull(row, "qualified"),
    textOrNull(row, "plain"),
  ];
  const [query, tail] = [
    textOrNull(row, "query") ?? queries.get(text(row, "oid")),
    textOrNull(row, "tail"),
  ];
  if (definition !== null && tail !== null && query !== undefined)
    return definition + query.replace(/;+$/, "") + tail;
  if (definition === null || qualified === null || plain === null) return definition;
  return definition.replace(qualified, () => plain);
};

export const distinct = (all: readonly Dependency[]): readonly Dependency[] =>
  [...new Map(all.map((d) => [dependencyKey(d), d])).entries()]
    .sort(([a], [b]) => byText(a, b))
    .map(([, d]) => d);

const usedByOf = (edges: readonly Row[], schemaOf: SchemaOf): readonly Dependency[] =>
  edges
    .filter((edge) => modelled.has(text(edge, "node")) && edge["of_table"] !== null)
    .map((edge) => ({
      kind: text(edge, "node"),
      schema: schemaOf(text(edge, "of_schema")),
      table: text(edge, "of_table"),
      name: text(edge, "of_name"),
    }));

/** The modelled target of an edge: the relation itself, and its columns. */
const modelledTarget = (edge: Row, schemaOf: SchemaOf): readonly Dependency[] => {
  const [node, schema, name] = [
    text(edge, "on_node"),
    textOrNull(edge, "on_schema"),
    textOrNull(edge, "on_name"),
  ];
  if (schema === null || name === null) return [];
  const place = { schema: schemaOf(schema), name };
  if (standsAlone.has(node)) return [{ kind: node, ...place, table: null }];
  if (node === "constraint")
    return [{ kind: "constraint", ...place, table: textOrNull(edge, "on_table") }];
  const kind = relationKinds[text(edge, "on_kind")];
  if (kind === undefined) return [];
  return [
    { kind, ...place, table: null },
    ...(kind === "table"
      ? list(edge, "on_columns").map((column) => ({
          kind: "column",
          schema: place.schema,
          table: name,
          name: column,
        }))
      : []),
  ];
};

const identityOf = (row: Row, schemaOf: SchemaOf): Dependency => {
  const table = textOrNull(row, "table");
  const schema = textOrNull(row, table === null ? "schema" : "table_schema");
  return {
    kind: text(row, "kind"),
    schema: schema === null ? null : schemaOf(schema),
    table,
    name: text(row, "name"),
  };
};

const keyOf = (row: Row): string => `${text(row, "node")} ${text(row, "oid")}`;

export const opaqueObjects = (
  { edges, objects, details, privileges, others, queries, access }: OpaqueAnswers,
  schemaOf: SchemaOf,
): readonly OpaqueObject[] => {
  const identities = new Map([
    ...objects.map((row) => [keyOf(row), identityOf(row, schemaOf)] as const),
    ...others.map((row) => [text(row, "key"), identityOf(row, schemaOf)] as const),
  ]);
  const bySource = grouped(edges, sourceOf);
  const byTarget = grouped(edges, targetOf);
  const statements = grouped(details, keyOf);
  const grants = grouped(privileges, keyOf);
  const targets = (edge: Row): readonly Dependency[] => {
    const other = identities.get(targetOf(edge));
    return other === undefined ? modelledTarget(edge, schemaOf) : [other];
  };
  const read = (key: string, identity: Dependency, row: Row | null): OpaqueObject => {
    const definition = row === null ? null : definitionOf(row, queries);
    const own = bySource.get(key) ?? [];
    const further = [...(statements.get(key) ?? [])]
      .sort(
        (a, b) => Number(a["place"]) - Number(b["place"]) || Number(a["nth"]) - Number(b["nth"]),
      )
      .map((detail) => text(detail, "sql"));
    return {
      kind: identity.kind,
      schema: identity.schema,
      name: identity.name,
      table: identity.table === null ? null : { schema: identity.schema, name: identity.table },
      drop: row === null ? null : textOrNull(row, "drop"),
      definition:
        definition === null
          ? []
          : [definition, ...further, ...privilegeStatements(grants.get(key) ?? [])],
      dependsOn: distinct(own.flatMap(targets)),
      goesWith: distinct(own.filter((edge) => flag(edge, "auto")).flatMap(targets)),
      usedBy: distinct(usedByOf(byTarget.get(key) ?? [], schemaOf)),
      breaks: false,
    };
  };
  const all = [
    ...objects.map((row) => read(keyOf(row), identityOf(row, schemaOf), row)),
    ...others.map((row) => read(text(row, "key"), identityOf(row, schemaOf), null)),
    ...accessObjects(access, schemaOf),
  ];
  return all.sort((a, b) =>
    byText(
      JSON.stringify([a.kind, a.schema, a.table, a.name]),
      JSON.stringify([b.kind, b.schema, b.table, b.name]),
    ),
  );
};
