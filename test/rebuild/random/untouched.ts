/** What of a table and its rows a batch does not speak of, and so may not touch. */
import {
  nameText,
  type Constraint,
  type Operation,
  type Schema,
} from "../../../src/model/index.js";
import { sqlite as dialect } from "../../../src/dialects/sqlite/index.js";
import { columnsIn } from "../../../src/sql/index.js";
import { stands } from "./columnOperations.js";

/** The constraint that an operation takes away or renames. */
export const meant = (o: Operation, before: Schema): Constraint | null => {
  if (o.do === "dropConstraint") return o.dropped;
  if (o.do !== "renameConstraint") return null;
  return (
    before.tables
      .find((t) => t.name === o.table.name)
      ?.constraints.find((c) => c.kind === o.kind && nameText(c.name) === o.name) ?? null
  );
};

/** The names that the batch speaks of, columns of what it drops or renames included. */
export const touched = (
  operations: readonly Operation[],
  before: Schema,
  columns: readonly string[],
): readonly string[] =>
  operations.flatMap((o) => {
    const constraint = meant(o, before);
    const on =
      constraint === null || constraint.kind === "exclude"
        ? []
        : constraint.kind === "check"
          ? columnsIn(constraint.expression, columns, dialect.lexicon)
          : constraint.columns;
    return ["name" in o ? (o.name ?? "") : "", ...on];
  });

export const takesAKey = (o: Operation): boolean =>
  (o.do === "dropConstraint" && (o.kind === "unique" || o.kind === "primaryKey")) ||
  o.do === "dropIndex" ||
  (o.do === "alterColumn" && o.change.collation !== undefined);

const ofKey = (o: Operation): boolean =>
  o.do === "alterTable" ||
  (o.do === "createConstraint" ? o.constraint.kind : o.do === "dropConstraint" ? o.kind : null) ===
    "primaryKey";

interface Untouched {
  readonly columns: readonly string[];
  readonly rowids: boolean;
  readonly counter: boolean;
}

/** What must be the same in the rows after the operations. */
export const untouched = (
  operations: readonly Operation[],
  before: Schema,
  table: string,
): Untouched => {
  const { columns = [], constraints = [] } = before.tables.find((t) => t.name === table) ?? {};
  const key = constraints.flatMap((c) => (c.kind === "primaryKey" ? c.columns : []));
  const altered = operations.flatMap((o) => (o.do === "alterColumn" ? [o] : []));
  const values = altered.filter(
    ({ change: c }) => c.type !== undefined || c.generated !== undefined || c.name !== undefined,
  );
  const spoken = [
    ...values.flatMap((o) => [o.name, o.change.name ?? ""]),
    ...operations.flatMap((o) => (o.do === "dropColumn" ? [o.name] : [])),
  ].map((n) => n.toLowerCase());
  const strictness = operations.some((o) => o.do === "alterTable");
  return {
    columns: columns
      .filter(
        (c) =>
          !spoken.includes(c.name.toLowerCase()) &&
          (values.length === 0 || c.generated === null) &&
          !(strictness && c.type === "ANY"),
      )
      .map((c) => c.name),
    rowids:
      !operations.some(ofKey) &&
      !values.some((o) => key.includes(o.name) && o.change.type !== undefined),
    counter:
      !operations.some(ofKey) &&
      !altered.some(
        (o) =>
          o.change.identity !== undefined || (key.includes(o.name) && o.change.type !== undefined),
      ),
  };
};

/** What goes with its column, unsaid, is not brought back. */
export const goesAlong = (
  operations: readonly Operation[],
  before: Schema,
  table: string,
): boolean => {
  const said = operations.flatMap((o) => (o.do === "dropConstraint" ? [o.dropped] : []));
  const constraints = before.tables.find((t) => t.name === table)?.constraints ?? [];
  return operations.some(
    (o) => o.do === "dropColumn" && constraints.some((c) => stands(c, o.name) && !said.includes(c)),
  );
};
