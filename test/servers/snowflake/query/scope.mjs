/** Which column a name means. */
import { compilationAt, invalidIdentifier } from "../errors.mjs";
import { placeOf } from "../language/lexer.mjs";

/**
 * @typedef {object} Column of a source
 * @property {string} name
 * @property {import("../values/types.mjs").Type} type
 * @property {boolean} nullable
 * @property {boolean} [hidden] the second of a pair that USING or NATURAL made one
 */

/**
 * What an expression can see.
 * @typedef {object} Scope
 * @property {object} session
 * @property {string} text of the statement, for places in messages
 * @property {{ path: string[], columns: Column[], from: number }[]} sources `from`: where in the row its columns begin
 * @property {Scope} [outer]
 * @property {Map<string, object>} tables those of WITH
 * @property {Map<string, object>} [aliases] of the select list
 */

/** @returns {Scope} */
export const scopeOf = (session, text, more = {}) => ({
  session,
  text,
  sources: [],
  tables: new Map(),
  ...more,
});

/** What a query within a query's FROM, WITH or set operation can see. */
export const beside = (scope) => ({ ...(scope.outer ?? scope), tables: scope.tables });

/** A session that stands in another schema. */
export const standingIn = (session, schema) =>
  Object.assign(Object.create(session), { database: schema.database.name, schema: schema.name });

/** A table's own columns, for expressions over one of its rows. */
export const tableSource = (table, path = [table.name]) => ({
  path,
  from: 0,
  columns: table.columns.map(({ name, type }) => ({ name, type, nullable: true })),
});

export const placeIn = (scope, node) => placeOf(scope.text, node.start);

const matches = (source, qualifier) =>
  qualifier.length <= source.path.length &&
  qualifier.every((part, index) => part === source.path.at(index - qualifier.length));

const within = (scope, path) => {
  const qualifier = path.slice(0, -1);
  return scope.sources
    .filter((source) => qualifier.length === 0 || matches(source, qualifier))
    .flatMap(({ columns, from }) =>
      columns.flatMap((column, index) =>
        column.name === path.at(-1) && (!column.hidden || qualifier.length > 0)
          ? [{ column, index: from + index }]
          : [],
      ),
    );
};

/** @returns {{ column: Column, index: number, depth: number }|undefined} */
export const lookUpColumn = (scope, node) => {
  for (let at = scope, depth = 0; at !== undefined; at = at.outer, depth += 1) {
    const found = within(at, node.path);
    if (found.length > 1)
      throw compilationAt(
        "002028",
        "42601",
        placeIn(scope, node),
        `ambiguous column name '${node.path.at(-1)}'`,
      );
    if (found.length === 1) return { ...found[0], depth };
  }
  return undefined;
};

export const noColumn = (scope, node) =>
  invalidIdentifier(placeIn(scope, node), node.path.join("."));

/** The columns of * or t.*, in order. */
export const starColumns = (scope, item) => {
  const sources = scope.sources.filter(
    ({ path }) => item.star.length === 0 || matches({ path }, item.star),
  );
  if (sources.length === 0)
    throw item.star.length === 0
      ? compilationAt("002057", "42601", placeIn(scope, item), "SELECT with no columns")
      : invalidIdentifier(placeIn(scope, item), item.star.join("."));
  return sources
    .flatMap(({ columns, from }) =>
      columns.map((column, index) => ({ column, index: from + index })),
    )
    .filter(
      ({ column }) =>
        !(item.star.length === 0 && column.hidden) && !item.exclude.includes(column.name),
    );
};
