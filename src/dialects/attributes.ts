/**
 * What a dialect does with each attribute of a constraint, an index, an element or an SQL object:
 * prints it, or refuses the values that it cannot express.
 */
import {
  constraintRules,
  nameText,
  same,
  SchemaDiffError,
  sqlObjectRules,
  tableText,
  type Constraint,
  type ConstraintKind,
  type Element,
  type Index,
  type Name,
  type Operation,
  type SqlObject,
  type SqlObjectKind,
  type SqlObjects,
} from "../model/index.js";

/** The attribute may have only these values; any other is refused. */
interface Fixed<V> {
  readonly among: readonly V[];
  readonly because: string;
  /** The reason for single refused values, instead of `because`. */
  readonly ofValue: Readonly<Record<string, string>>;
  readonly todo: string;
}

/**
 * - `printed`: the statements contain it.
 * - `irrelevant`: no statement contains it, and nothing is lost: it is not compared in this dialect.
 */
type Attribute<V> = "printed" | "irrelevant" | Fixed<V>;

/** A row for every attribute of T except its kind and name: one that is missing is a type error. */
type AttributesOf<T> = {
  readonly [F in Exclude<keyof T, "kind" | "name">]-?: Attribute<T[F]>;
};

/** The rows of an SQL object's attributes, without its schema and name. */
export type ObjectAttributes<K extends SqlObjectKind> = AttributesOf<Omit<SqlObjects[K], "schema">>;

/** Null: the dialect refuses the kind as a whole. */
type ConstraintAttributes = {
  readonly [K in ConstraintKind]: AttributesOf<Constraint<K>> | null;
};

export interface Attributes extends ConstraintAttributes {
  readonly index: AttributesOf<Index>;
  /** The elements of an index or of an EXCLUDE. */
  readonly element: AttributesOf<Element>;
}

const leftOut = "leave it out, or say it for the dialect that has it only";

export const fixed = <const V>(only: V, because: string, todo = leftOut): Fixed<V> => ({
  among: [only],
  because,
  ofValue: {},
  todo,
});

/**
 * Refuses every value that is not listed; some refused values have a reason of their own in
 * `ofValue`.
 */
export const among = <V>(
  values: readonly V[],
  because: string,
  ofValue: Readonly<Record<string, string>> = {},
  todo = leftOut,
): Fixed<V> => ({ among: values, because, ofValue, todo });

/** RELY of a key that the server itself enforces. */
export const noRely = fixed(
  false,
  "RELY is for keys that a server does not enforce, and this one enforces them",
);

const refuseHeld = (
  what: string,
  value: object,
  rows: Readonly<Record<string, Attribute<unknown>>>,
): void => {
  const held: ReadonlyMap<string, unknown> = new Map(Object.entries(value));
  for (const [key, row] of Object.entries(rows)) {
    const given = held.get(key);
    if (
      typeof row === "object" &&
      given !== undefined &&
      !row.among.some((one) => same(given, one))
    )
      throw new SchemaDiffError(
        "unsupported",
        `${what}: ${row.ofValue[String(given)] ?? row.because}`,
        row.todo,
      );
  }
};

const refuseIn = <T extends object>(what: string, value: T, rows: AttributesOf<T>): void => {
  refuseHeld(what, value, { ...rows });
};

/**
 * @param where is added after the name: ` of table t`, where nothing else in the message names the
 *   place
 */
const called = (label: string, { name }: { readonly name: Name }, where: string): string =>
  `${[label, nameText(name) ?? ""].filter((word) => word !== "").join(" ")}${where}`;

const refuseElements = (
  what: string,
  elements: readonly Element[],
  { element }: Attributes,
): void => {
  for (const one of elements) refuseIn<Element>(what, one, element);
};

export const refuseConstraint = <K extends ConstraintKind>(
  constraint: Constraint<K>,
  attributes: Attributes,
  where = "",
): void => {
  const kind: K = constraint.kind;
  const constraints: ConstraintAttributes = attributes;
  const rows = constraints[kind];
  if (rows === null) return;
  const what = called(constraintRules[kind].label, constraint, where);
  refuseIn<Constraint<K>>(what, constraint, rows);
  if ("elements" in constraint) refuseElements(what, constraint.elements, attributes);
};

const refuseChange = (
  { kind, name, change }: Operation<"alterConstraint">,
  attributes: Attributes,
): void => {
  refuseHeld(`${constraintRules[kind].label} ${name}`, change, { ...attributes[kind] });
};

export const refuseIndex = (index: Index, attributes: Attributes, where = ""): void => {
  const what = called("index", index, where);
  refuseIn<Index>(what, index, attributes.index);
  refuseElements(what, index.elements, attributes);
};

/** Throws `unsupported` where an SQL object has an attribute that the dialect cannot express. */
export const refuseObjectAttributes = <K extends SqlObjectKind>(
  kind: K,
  object: SqlObject,
  rows: ObjectAttributes<K>,
): void => {
  refuseHeld(`${sqlObjectRules[kind].label} ${tableText(object)}`, object, { ...rows });
};

/** Throws: for dialects in which no statement changes the options of an existing index. */
export const refuseAlterIndex = ({ name }: Operation<"alterIndex">): never => {
  throw new SchemaDiffError(
    "unsupported",
    `index ${name}: its options are not changed where it stands`,
    "drop it, and create it with the options that it is to have",
  );
};

const refuseUndrop = ({ undrop }: { readonly undrop?: boolean }, name: string): void => {
  if (undrop === true)
    throw new SchemaDiffError(
      "unsupported",
      `${name}: what was dropped cannot be brought back here`,
      "leave undrop out",
    );
};

/**
 * Throws `unsupported` where the operation creates a constraint or index with an attribute that the
 * dialect cannot express.
 */
export const refuseUnprintable = (operation: Operation, attributes: Attributes): void => {
  switch (operation.do) {
    case "createSchema":
      refuseUndrop(operation, operation.namespace.name);
      return;
    case "createTable":
      refuseUndrop(operation, tableText(operation.table));
      for (const constraint of operation.table.constraints)
        refuseConstraint(constraint, attributes);
      return;
    case "createConstraint":
      refuseConstraint(operation.constraint, attributes);
      return;
    case "alterConstraint":
      refuseChange(operation, attributes);
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
