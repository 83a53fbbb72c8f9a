/** Reads literals as constraints, elements and indexes, with the names that a convention makes. */
import { readConstraint } from "../../codec/constraintLiteral.js";
import {
  list,
  object,
  optional,
  pathOf,
  text,
  typeError,
  type Decoder,
  type Fields,
} from "../../decode/decode.js";
import { element } from "../../codec/element.js";
import { indexTraits } from "../../codec/tableIndex.js";
import {
  byAuthor,
  constraintKinds,
  SchemaDiffError,
  type Constraint,
  type ConstraintKind,
  type Element,
  type Index,
  type Name,
} from "../../model/index.js";

/** Makes the name by the convention, where a script has the name null. */
export type Naming = (what: Constraint | Index) => string;

export const elements: Decoder<readonly Element[]> = (value, at) => {
  const read = list(element.decode)(value, at);
  if (read.length === 0)
    throw typeError(at, "a list of at least one column or expression", "an empty list");
  return read;
};

const ofKind = (kind: ConstraintKind, f: Fields, naming: Naming): Constraint => {
  const read = readConstraint(kind, f);
  return f.get("name", optional(text)) === null ? { ...read, name: byAuthor(naming(read)) } : read;
};

const kindOf = (value: unknown): ConstraintKind | undefined =>
  value === null || typeof value !== "object"
    ? undefined
    : constraintKinds.find((kind) => kind in value);

export const isConstraint = (value: unknown): boolean => kindOf(value) !== undefined;

/** A constraint as in a list of a table's constraints: its key tells its kind. */
export const constraint =
  (naming: Naming): Decoder<Constraint> =>
  (value, at) => {
    const kind = kindOf(value);
    if (kind === undefined) {
      throw new SchemaDiffError(
        at.code,
        `${pathOf(at)} is no constraint`,
        `say one of ${constraintKinds.join(", ")} in it`,
      );
    }
    return object((f) => ofKind(kind, f, naming))(value, at);
  };

/** An index from its elements and the fields of its options. */
export const indexFrom =
  (name: Name, of: readonly Element[]) =>
  (f: Fields): Index => ({ name, elements: of, ...indexTraits.readFields(f) });
