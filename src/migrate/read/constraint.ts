/** Literals → constraints, elements and indexes. */
import {
  byAuthor,
  constraintKinds,
  keyParts,
  nowhere,
  SchemaDiffError,
  type Constraint,
  type ConstraintKind,
  type Deferral,
  type Element,
  type ExcludeElement,
  type Index,
  type KeyPart,
  type Name,
} from "../../model/index.js";
import { element, excludeElement } from "../../codec/element.js";
import { indexTraits } from "../../codec/tableIndex.js";
import {
  choice,
  flag,
  list,
  typeError,
  object,
  optional,
  pathOf,
  text,
  type Fields,
  type Decoder,
} from "../../codec/decode.js";
import type { ConstraintTypeLiteral } from "../../codec/literal.js";

/** The name of what a convention is to name: asked for where a script says null. */
export type Naming = (what: Constraint | Index) => string;

const action = choice("noAction", "restrict", "cascade", "setNull", "setDefault");
const nullsRule = choice("distinct", "notDistinct");
export const columns = list(text);

const kindsByType: Readonly<Record<ConstraintTypeLiteral, ConstraintKind>> = {
  primary: "primaryKey",
  foreignKey: "foreignKey",
  unique: "unique",
  check: "check",
  exclude: "exclude",
};

export const constraintType: Decoder<ConstraintKind> = (value, at) =>
  kindsByType[choice("primary", "foreignKey", "unique", "check", "exclude")(value, at)];

const deferral = (f: Fields): Deferral => {
  const deferrable = f.or("deferrable", flag, false);
  const initially = f.or("initially", choice("immediate", "deferred"), "immediate");
  if (initially === "deferred") return "initiallyDeferred";
  return deferrable ? "initiallyImmediate" : "notDeferrable";
};

export const elements: Decoder<readonly Element[]> = (value, at) => {
  const read = list(element.decode)(value, at);
  if (read.length === 0)
    throw typeError(at, "a list of at least one column or expression", "an empty list");
  return read;
};

const keyColumn: Decoder<KeyPart & { readonly column: string }> = (value, at) =>
  typeof value === "string"
    ? { column: value, descending: false, collation: null }
    : object((f) => ({
        column: f.need("column", text),
        descending: f.or("descending", flag, false),
        collation: f.or("collation", optional(text), null),
      }))(value, at);

/** The columns of a key, with what they say besides their names. */
export const keyColumns: Decoder<Leading["unique"]> = (value, at) => {
  const read = list(keyColumn)(value, at);
  return {
    columns: read.map(({ column }) => column),
    ...keyParts(read.map(({ descending, collation }) => ({ descending, collation }))),
  };
};

/** What each kind says besides its name, comment and leading words. */
interface Leading {
  readonly primaryKey: Pick<Constraint<"primaryKey">, "columns" | "parts">;
  readonly unique: Pick<Constraint<"unique">, "columns" | "parts">;
  readonly foreignKey: Pick<Constraint<"foreignKey">, "columns" | "target" | "targetColumns">;
  readonly check: { readonly expression: string };
  readonly exclude: { readonly elements: readonly ExcludeElement[] };
}

const conflict = choice("rollback", "fail", "ignore", "replace");

const keyTraits = (f: Fields) => ({
  include: f.or("include", columns, []),
  deferral: deferral(f),
  onConflict: f.or("onConflict", optional(conflict), null),
});

const comment = (f: Fields): string | null => f.or("comment", optional(text), null);

type TraitReaders = {
  readonly [K in ConstraintKind]: (f: Fields, name: Name, leading: Leading[K]) => Constraint<K>;
};

/** A constraint of each kind from its leading words and the fields of its options. */
export const withTraits: TraitReaders = {
  primaryKey: (f, name, leading) => ({
    kind: "primaryKey",
    name,
    ...leading,
    ...keyTraits(f),
    comment: comment(f),
  }),
  unique: (f, name, leading) => ({
    kind: "unique",
    name,
    ...leading,
    nulls: f.or("nulls", nullsRule, "distinct"),
    ...keyTraits(f),
    comment: comment(f),
  }),
  foreignKey: (f, name, leading) => ({
    kind: "foreignKey",
    name,
    ...leading,
    onUpdate: f.or("onUpdate", action, "noAction"),
    onDelete: f.or("onDelete", action, "noAction"),
    onDeleteColumns: f.or("onDeleteColumns", columns, []),
    match: f.or("match", choice("simple", "full", "partial"), "simple"),
    deferral: deferral(f),
    validated: f.or("validated", flag, true),
    enforced: f.or("enforced", flag, true),
    comment: comment(f),
  }),
  check: (f, name, leading) => ({
    kind: "check",
    name,
    ...leading,
    validated: f.or("validated", flag, true),
    enforced: f.or("enforced", flag, true),
    inherited: f.or("inherited", flag, true),
    ofColumn: f.or("ofColumn", optional(text), null),
    comment: comment(f),
  }),
  exclude: (f, name, leading) => ({
    kind: "exclude",
    name,
    ...leading,
    method: f.or("method", text, "gist"),
    where: f.or("where", optional(text), null),
    include: f.or("include", columns, []),
    deferral: deferral(f),
    comment: comment(f),
  }),
};

export const excludeElements = list(excludeElement.decode);

type StandingReaders = { readonly [K in ConstraintKind]: (f: Fields, name: Name) => Constraint<K> };

/** A constraint of each kind as it stands in a table. */
const standing: StandingReaders = {
  primaryKey: (f, name) => withTraits.primaryKey(f, name, f.need("primaryKey", keyColumns)),
  unique: (f, name) => withTraits.unique(f, name, f.need("unique", keyColumns)),
  foreignKey: (f, name) =>
    withTraits.foreignKey(f, name, {
      columns: f.need("foreignKey", columns),
      target: {
        schema: f.or("referencesSchema", optional(text), null),
        name: f.need("references", text),
      },
      targetColumns: f.need("columns", columns),
    }),
  check: (f, name) => withTraits.check(f, name, { expression: f.need("check", text) }),
  exclude: (f, name) =>
    withTraits.exclude(f, name, { elements: f.need("exclude", excludeElements) }),
};

const ofKind = (kind: ConstraintKind, f: Fields, naming: Naming): Constraint => {
  const given = f.get("name", optional(text));
  const read = standing[kind](f, typeof given === "string" ? byAuthor(given) : nowhere);
  return given === null ? { ...read, name: byAuthor(naming(read)) } : read;
};

const kindOf = (value: unknown): ConstraintKind | undefined =>
  value === null || typeof value !== "object"
    ? undefined
    : constraintKinds.find((kind) => kind in value);

export const isConstraint = (value: unknown): boolean => kindOf(value) !== undefined;

/** A constraint as it stands in a table: the key says its kind. */
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
