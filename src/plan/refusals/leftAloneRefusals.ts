/** Refuses, by name, what would make a plan lose parts of tables that are left alone. */
import {
  nameText,
  objectKinds,
  SchemaDiffError,
  tableKey,
  tableText,
  type Change,
  type ObjectKind,
  type Operation,
  type OperationVerb,
  type Table,
  type TableRef,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { partName } from "../effects/leftAlone.js";

interface Part {
  readonly table: TableRef;
  readonly kind: ObjectKind;
  readonly name: string | null;
}

type Touches = { readonly [V in OperationVerb]?: (operation: Operation<V>) => Part };

/** By the verb: what the operation drops, of tables that stay. */
const drops: Touches = {
  dropColumn: ({ table, name }) => ({ table, kind: "column", name }),
  dropConstraint: ({ table, kind, name }) => ({ table, kind, name }),
  dropIndex: ({ table, name }) => ({ table, kind: "index", name }),
};

/** By the verb: what the operation creates. */
const makes: Touches = {
  addColumn: ({ table, column: { name } }) => ({ table, kind: "column", name }),
  createConstraint: ({ table, constraint: { kind, name } }) => ({
    table,
    kind,
    name: nameText(name),
  }),
  createIndex: ({ table, index: { name } }) => ({ table, kind: "index", name: nameText(name) }),
};

const touched = <V extends OperationVerb>(
  rows: Touches,
  operation: Operation<V>,
): readonly Part[] => {
  const part: ((operation: Operation<V>) => Part) | undefined = rows[operation.do];
  return part === undefined ? [] : [part(operation)];
};

const keyOf = ({ table, kind, name }: Part): string =>
  JSON.stringify([tableKey(table), kind, name]);

const partsOf = (table: Table): readonly Part[] => [
  ...table.columns.map(({ name }): Part => ({ table, kind: "column", name })),
  ...table.constraints.map((c): Part => ({ table, kind: c.kind, name: partName(c) })),
  ...table.indexes.map((i): Part => ({ table, kind: "index", name: partName(i) })),
];

const partText = ({ table, kind, name }: Part): string =>
  [objectKinds[kind].label, ...(name === null ? [] : [name]), "of table", tableText(table)].join(
    " ",
  );

const flat = (operations: readonly Operation[]): readonly Operation[] =>
  operations.flatMap((one) => (one.do === "batch" ? flat(one.operations) : [one]));

/** @throws SchemaDiffError `dependents` where a table is dropped that has parts that are left alone */
export const refuseTablesLeftAlone = (
  changes: readonly Change[],
  { leftAlone, onDependents }: PlanContext,
): void => {
  if (onDependents === "cascade") return;
  const going = new Set(
    changes.flatMap(({ verb, kind, schema, table }) =>
      verb === "drop" && kind === "table" && table !== null
        ? [tableKey({ schema, name: table })]
        : [],
    ),
  );
  const [first] = leftAlone.filter((table) => going.has(tableKey(table))).flatMap(partsOf);
  if (first === undefined) return;
  throw new SchemaDiffError(
    "dependents",
    `${partText(first)} is left alone, and would go with its table`,
    'leave the table alone as well, or say onDependents: "cascade" (--on-dependents cascade), and it goes along',
  );
};

/** @throws SchemaDiffError `dependents` where a part that is left alone would be lost, since what it depends on is dropped */
export const refuseLeftAlone = (
  planned: readonly Operation[],
  { leftAlone, onDependents }: PlanContext,
): void => {
  if (leftAlone.length === 0 || onDependents === "cascade") return;
  const operations = flat(planned);
  const made = new Set(operations.flatMap((one) => touched(makes, one)).map(keyOf));
  const known = new Map(leftAlone.flatMap(partsOf).map((part) => [keyOf(part), part]));
  const lost = operations
    .flatMap((one) => touched(drops, one))
    .map(keyOf)
    .find((key) => known.has(key) && !made.has(key));
  const part = lost === undefined ? undefined : known.get(lost);
  if (part === undefined) return;
  throw new SchemaDiffError(
    "dependents",
    `${partText(part)} is left alone, and stands on what goes`,
    "take it out of what is excluded, or drop it by hand before",
  );
};
