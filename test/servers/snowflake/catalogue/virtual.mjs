/** Virtual columns: what their expressions may be, and what hangs on them. The manual's page "Virtual Columns" has the rules, the codes and the words. */
import { compilation, invalidIdentifier } from "../errors.mjs";
import { Cursor } from "../language/cursor.mjs";
import { expression } from "../language/expression.mjs";
import { columnsOf, rewritten, walk } from "../language/text.mjs";
import { compile } from "../query/compile.mjs";
import { isDeterministic } from "../query/functions.mjs";
import { scopeOf, standingIn, tableSource } from "../query/scope.mjs";
import { castTo } from "../values/cast.mjs";
import { canonical } from "../values/types.mjs";
import { quoted } from "./model.mjs";

/** What may not stand in the expression, by what it is. */
const prohibited = {
  subquery: ["011202", "subquery"],
  exists: ["011202", "subquery"],
  inQuery: ["011202", "subquery"],
  bind: ["011203", "bind variable"],
  variable: ["011204", "session variable"],
  position: ["011205", "column positional reference"],
};

const refuse = (name, node) => {
  const [code, what] =
    node.e === "call" || node.e === "nextval"
      ? ["011201", `non-deterministic ${node.name ?? "NEXTVAL"} function`]
      : prohibited[node.e];
  return compilation(
    code,
    "42601",
    `Invalid usage of ${what} in ${name} virtual column definition.`,
  );
};

const isProhibited = ({ e, name, path }) =>
  prohibited[e] !== undefined ||
  e === "nextval" ||
  (e === "call" && !(path.length === 1 && isDeterministic(name)));

/** Is the type of the expression known to the digit? Of sums, products and functions it is an estimate. */
const isExact = ({ e, operand }) =>
  ["column", "cast", "literal"].includes(e) || (e === "parenthesis" && isExact(operand));

const fits = (declared, found, exact) => {
  if (found.name === "NULL") return true;
  if (found.name !== declared.name) return false;
  if (declared.name === "NUMBER")
    return declared.scale === found.scale && (!exact || declared.precision >= found.precision);
  if (!exact) return true;
  return declared.name === "VARCHAR"
    ? declared.length >= found.length
    : canonical(declared) === canonical(found);
};

const parsed = (session, text) => expression(new Cursor(text, session));

const compiled = (session, table, node, text) =>
  compile(
    node,
    scopeOf(standingIn(session, table.schema), text, { sources: [tableSource(table)] }),
  );

export const refuseConstraint = (kind, { name }) =>
  compilation("011207", "42601", `Cannot set ${kind} constraint on virtual column ${name}.`);

/**
 * The expression as the catalogue keeps it.
 * @param {{ node: object, text: string, whole: string }} written
 */
export const virtualFor = (session, table, declared, { node, whole }) => {
  const { name, type } = declared;
  const wrong = walk(node).find(isProhibited);
  if (wrong !== undefined) throw refuse(name, wrong);
  if (declared.notNull) throw refuseConstraint("NOT NULL", declared);
  if (declared.constraints.some(({ kind }) => kind === "CHECK"))
    throw refuseConstraint("CHECK", declared);
  const { type: found } = compiled(session, table, node, whole);
  for (const each of columnsOf(node)) {
    const column = table.columns.find((other) => other.name === each);
    // The words are assumed: the page says that it cannot be, and has no message.
    if (column?.default !== undefined) throw invalidIdentifier({ line: 1, position: 0 }, each);
  }
  if (!fits(type, found, isExact(node)))
    throw compilation(
      "001482",
      "42601",
      `Data type of virtual column does not match the data type of its expression for column '${name}'. Expected data type '${canonical(type)}', found '${canonical(found)}'.`,
    );
  // The page shows the columns by their stored names: I * I of i * i.
  return rewritten(node, whole, ({ path }) => quoted(path.at(-1)));
};

/** Virtual columns whose expression mentions one of these. */
const dependentsOf = (table, column) =>
  table.columns.filter(
    ({ virtual }) =>
      virtual !== undefined && columnsOf(expression(new Cursor(virtual))).includes(column.name),
  );

export const refuseDrop = (table, dropped) => {
  for (const column of dropped) {
    const dependent = dependentsOf(table, column).find((each) => !dropped.includes(each));
    if (dependent !== undefined)
      throw compilation(
        "011208",
        "2BP01",
        `Cannot drop column '${column.name}' because virtual column ${dependent.name} depends on it.`,
      );
  }
};

/** Before a column gets another type. */
export const refuseType = (session, table, column, to) => {
  const after = {
    ...table,
    columns: table.columns.map((each) => (each === column ? { ...column, type: to } : each)),
  };
  for (const dependent of dependentsOf(table, column)) {
    const node = parsed(session, dependent.virtual);
    const { type: found } = compiled(session, after, node, dependent.virtual);
    if (!fits(dependent.type, found, isExact(node)))
      throw compilation(
        "011206",
        "42601",
        `Cannot change column ${column.name} datatype. The dependent ${dependent.name} virtual column has datatype ${canonical(dependent.type)}, which is incompatible with the new expression datatype ${canonical(found)}.`,
      );
  }
};

/** Columns that rows are written to. */
export const writable = ({ columns }) => columns.filter(({ virtual }) => virtual === undefined);

/** The values of virtual columns, from the others of the row: their expressions are deterministic. */
export const withVirtual = (session, table, row) => {
  const whole = [...row];
  for (const [index, column] of table.columns.entries())
    if (column.virtual !== undefined) {
      const node = parsed(session, column.virtual);
      const value = compiled(session, table, node, column.virtual).run({ row: whole });
      whole[index] = castTo(value, column.type);
    }
  return whole;
};
