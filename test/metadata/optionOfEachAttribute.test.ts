/** Each attribute of a constraint, an index, an enum, a sequence and an SQL object is declared by an option, or by what stands before the options. */
import type { SequenceOptions } from "../../src/metadata/contents.js";
import type { EnumOptions, ViewOptions } from "../../src/metadata/metadata.js";
import type {
  CheckOptions,
  ExcludeOptions,
  ForeignKeyOptions,
  IndexOptions,
  PrimaryKeyOptions,
  UniqueOptions,
} from "../../src/metadata/shapes.js";
import type { SqlObjectOptions } from "../../src/metadata/sqlObject.js";
import type {
  Constraint,
  ConstraintKind,
  EnumType,
  Index,
  Sequence,
  SqlObjects,
} from "../../src/model/index.js";

/** The options, and what is declared otherwise: by an argument before them, or by options of other names. */
interface Declared {
  readonly primaryKey: readonly [PrimaryKeyOptions, "columns" | "parts" | "deferral"];
  readonly unique: readonly [UniqueOptions, "columns" | "parts" | "deferral"];
  readonly foreignKey: readonly [
    ForeignKeyOptions,
    // `spelled` is read from databases only
    "columns" | "target" | "targetColumns" | "deferral" | "spelled",
  ];
  readonly check: readonly [CheckOptions, "expression"];
  readonly exclude: readonly [ExcludeOptions, "elements" | "deferral"];
  // `definition` is read from databases only
  readonly index: readonly [IndexOptions, "name" | "elements" | "definition"];
  readonly enum: readonly [EnumOptions, "name" | "values"];
  readonly sequence: readonly [SequenceOptions, "name"];
  readonly collation: readonly [SqlObjectOptions, "name" | "definition"];
  // `returns` follows from the query
  readonly view: readonly [ViewOptions, "name" | "query" | "returns"];
}

interface Objects extends SqlObjects {
  readonly index: Index;
  readonly enum: EnumType;
  readonly sequence: Sequence;
}

type Undeclared<T, D extends readonly [object, string]> = Exclude<
  keyof T,
  "kind" | keyof D[0] | D[1]
>;

/** `null`, or the attributes that nothing declares: the compiler names them. */
type NoneOf<T> = [T] extends [never] ? null : T;

const undeclared: {
  readonly [K in ConstraintKind]: NoneOf<Undeclared<Constraint<K>, Declared[K]>>;
} & { readonly [K in keyof Objects]: NoneOf<Undeclared<Objects[K], Declared[K]>> } = {
  primaryKey: null,
  unique: null,
  foreignKey: null,
  check: null,
  exclude: null,
  index: null,
  enum: null,
  sequence: null,
  collation: null,
  view: null,
};

test("no attribute is without one: a new one is a type error here until there is", () => {
  expect(new Set(Object.values(undeclared))).toEqual(new Set([null]));
});
