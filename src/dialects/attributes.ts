/** What a dialect does with each attribute of a constraint, an index or an element: prints it, or refuses the values that it cannot say. */
import {
  constraintRules,
  nameText,
  same,
  SchemaDiffError,
  type Constraint,
  type ConstraintKind,
  type Element,
  type Index,
  type Name,
  type Operation,
} from "../model/index.js";

/** It has one value only; any other is refused. */
interface Fixed<V> {
  readonly only: V;
  readonly because: string;
  readonly todo: string;
}

/**
 * - `printed`: the statements say it.
 * - `noMatter`: no statement says it, and nothing is lost: it is not compared here.
 */
type Attribute<V> = "printed" | "noMatter" | Fixed<V>;

/** A row for every attribute of T but its kind and its name: one that is missing is a type error. */
type AttributesOf<T> = {
  readonly [F in Exclude<keyof T, "kind" | "name">]-?: Attribute<T[F]>;
};

/** Null: the dialect refuses the kind as a whole. */
type ConstraintAttributes = {
  readonly [K in ConstraintKind]: AttributesOf<Constraint<K>> | null;
};

export interface Attributes extends ConstraintAttributes {
  readonly index: AttributesOf<Index>;
  /** Of an index or of an EXCLUDE. */
  readonly element: AttributesOf<Element>;
}

export const fixed = <const V>(only: V, because: string, todo = ""): Fixed<V> => ({
  only,
  because,
  todo,
});

const refuseIn = <T extends object>(what: string, value: T, rows: AttributesOf<T>): void => {
  const held: ReadonlyMap<string, unknown> = new Map(Object.entries(value));
  for (const [key, row] of Object.entries<Attribute<unknown>>(rows))
    if (typeof row === "object" && held.get(key) !== undefined && !same(held.get(key), row.only))
      throw new SchemaDiffError("unsupported", `${what}: ${row.because}`, row.todo);
};

const called = (label: string, { name }: { readonly name: Name }): string =>
  [label, nameText(name) ?? ""].filter((word) => word !== "").join(" ");

const refuseElements = (
  what: string,
  elements: readonly Element[],
  { element }: Attributes,
): void => {
  for (const one of elements) refuseIn<Element>(what, one, element);
};

const refuseConstraint = <K extends ConstraintKind>(
  constraint: Constraint<K>,
  attributes: Attributes,
): void => {
  const kind: K = constraint.kind;
  const constraints: ConstraintAttributes = attributes;
  const rows = constraints[kind];
  if (rows === null) return;
  const what = called(constraintRules[kind].label, constraint);
  refuseIn<Constraint<K>>(what, constraint, rows);
  if ("elements" in constraint) refuseElements(what, constraint.elements, attributes);
};

const refuseIndex = (index: Index, attributes: Attributes): void => {
  const what = called("index", index);
  refuseIn<Index>(what, index, attributes.index);
  refuseElements(what, index.elements, attributes);
};

/** Where no statement changes the options of an index while it stands. */
export const refuseAlterIndex = ({ name }: Operation<"alterIndex">): never => {
  throw new SchemaDiffError(
    "unsupported",
    `index ${name}: its options are not changed where it stands`,
    "drop it, and create it with the options that it is to have",
  );
};

/** Throws `unsupported` where the operation makes a constraint or an index that says what the dialect cannot. */
export const refuseUnprintable = (operation: Operation, attributes: Attributes): void => {
  switch (operation.do) {
    case "createTable":
      for (const constraint of operation.table.constraints)
        refuseConstraint(constraint, attributes);
      return;
    case "createConstraint":
      refuseConstraint(operation.constraint, attributes);
      return;
    case "createIndex":
      refuseIndex(operation.index, attributes);
      return;
    case "batch":
      for (const one of operation.operations) refuseUnprintable(one, attributes);
      for (const constraint of operation.options.tableArgs)
        refuseConstraint(constraint, attributes);
  }
};
