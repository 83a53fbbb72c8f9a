/** Creates and replaces SQL objects: one row for each kind. */
import {
  sqlObjectRules,
  type Collation,
  type Operation,
  type Sql,
  type SqlObject,
  type SqlObjectKind,
  type Statement,
  type View,
  type ViewColumn,
} from "../../model/index.js";
import { refuseObjectAttributes } from "../attributes.js";
import type { ObjectDdl } from "../dialect.js";
import type { Printed } from "../printed.js";
import { columnList, quote, refText, words } from "./clauses.js";
import { commentOfObject } from "./ddlComments.js";
import { locking } from "./statement.js";

const viewOptions = ({ securityBarrier, securityInvoker, checkOption }: View): Sql => {
  const given = [
    ...(securityBarrier ? ["security_barrier=true"] : []),
    ...(securityInvoker ? ["security_invoker=true"] : []),
    ...(checkOption === null ? [] : [`check_option=${checkOption}`]),
  ];
  return given.length === 0 ? "" : `WITH (${given.join(", ")})`;
};

const viewStatement = (create: Sql, view: View): Sql =>
  `${words(create, refText(view), view.columns === null ? "" : columnList(view.columns), viewOptions(view), "AS")}\n${view.query}`;

const sameColumn = (a: ViewColumn, b: ViewColumn | undefined): boolean =>
  a.name === b?.name && a.type === b.type;

/**
 * Does CREATE OR REPLACE allow the new columns? They may only be appended (`checkViewColumns` of
 * view.c); a view whose columns are not known is dropped and created.
 */
const keepsColumns = (from: View, to: View): boolean =>
  from.returns.length > 0 && from.returns.every((column, i) => sameColumn(column, to.returns[i]));

const collationStatement = (collation: Collation): Sql =>
  `CREATE COLLATION ${refText(collation)} (${collation.definition})`;

export const objects: { readonly [K in SqlObjectKind]: ObjectDdl<K> } = {
  collation: {
    attributes: { definition: "printed", comment: "printed" },
    create: (collation) => [collationStatement(collation)],
    // ALTER COLLATION can only change the name, the owner and the version.
    replace: (collation) => [`DROP COLLATION ${refText(collation)}`, collationStatement(collation)],
    replaceable: () => false,
  },
  view: {
    attributes: {
      query: "printed",
      columns: "printed",
      securityBarrier: "printed",
      securityInvoker: "printed",
      checkOption: "printed",
      returns: "irrelevant",
      comment: "printed",
    },
    create: (view) => [viewStatement("CREATE VIEW", view)],
    replace: (view) => [viewStatement("CREATE OR REPLACE VIEW", view)],
    replaceable: keepsColumns,
  },
};

const rowOf = <K extends SqlObjectKind>(kind: K): ObjectDdl<K> => objects[kind];

/** The statements without the comment. */
export const createdObject = (kind: SqlObjectKind, object: SqlObject): readonly Sql[] =>
  rowOf(kind).create(object);

const named = (kind: SqlObjectKind, object: Pick<SqlObject, "schema" | "name">): Sql =>
  `${sqlObjectRules[kind].words} ${refText(object)}`;

export const createObject = ({ kind, object }: Operation<"createObject">): readonly Printed[] => {
  refuseObjectAttributes(kind, object, rowOf(kind).attributes);
  return [...createdObject(kind, object), ...commentOfObject(kind, object, object.comment)];
};

/** An object that is no relation is not locked, since nobody reads from it. */
const changing = (kind: SqlObjectKind, sql: Sql): Statement =>
  locking(sqlObjectRules[kind].namedAsTables ? "ACCESS EXCLUSIVE" : null, sql);

export const replaceObject = ({
  kind,
  object,
}: Operation<"replaceObject">): readonly Statement[] => {
  const { attributes, replace } = rowOf(kind);
  refuseObjectAttributes(kind, object, attributes);
  return replace(object).map((sql) => changing(kind, sql));
};

export const dropObject = ({ kind, object }: Operation<"dropObject">): readonly Statement[] => [
  changing(kind, `DROP ${named(kind, object)}`),
];

export const renameObject = ({
  kind,
  object,
  to,
}: Operation<"renameObject">): readonly Statement[] => [
  changing(kind, `ALTER ${named(kind, object)} RENAME TO ${quote(to)}`),
];
