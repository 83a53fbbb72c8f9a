/**
 * The codecs of constraints in scripts, one row a kind: as literals inside a table, and as
 * arguments of the method that adds one.
 */
import {
  byAuthor,
  keyParts,
  nowhere,
  partsOf,
  type Constraint,
  type ConstraintKind,
  type Deferral,
  type KeyPart,
  type Name,
  type TableRef,
} from "../model/index.js";
import { choice, flag, list, text, texts, type Codec } from "./codec.js";
import { nulls } from "./constraint.js";
import { optional, type Fields } from "../decode/decode.js";
import { excludeElement } from "./element.js";
import type {
  CheckOptionsLiteral,
  ConstraintLiteral,
  ConstraintLiterals,
  ConstraintTypeLiteral,
  DeferrableLiteral,
  ExcludeOptionsLiteral,
  ForeignKeyOptionsLiteral,
  KeyColumnLiteral,
  KeyOptionsLiteral,
  UniqueOptionsLiteral,
} from "./literal.js";
import { carriedOptions } from "./options.js";
import { always, as, maybe, needed, or, orNull, part, record, type Part } from "./record.js";
import { spelledReference } from "./spelledReference.js";

/**
 * The fields that the methods of each kind take as separate arguments, and that a table's literal
 * writes under the kind's own keys.
 */
interface Leading {
  readonly primaryKey: Pick<Constraint<"primaryKey">, "columns" | "parts">;
  readonly unique: Pick<Constraint<"unique">, "columns" | "parts">;
  readonly foreignKey: Pick<Constraint<"foreignKey">, "columns" | "target" | "targetColumns">;
  readonly check: Pick<Constraint<"check">, "expression">;
  readonly exclude: Pick<Constraint<"exclude">, "elements">;
}

/** The other fields of each kind, which are written among the options. */
type Traits<K extends ConstraintKind> = Omit<
  Constraint<K>,
  "kind" | "name" | "comment" | keyof Leading[K]
>;

interface TraitLiterals {
  readonly primaryKey: KeyOptionsLiteral;
  readonly unique: UniqueOptionsLiteral;
  readonly foreignKey: ForeignKeyOptionsLiteral;
  readonly check: CheckOptionsLiteral;
  readonly exclude: ExcludeOptionsLiteral;
}

interface KeyColumn extends KeyPart {
  readonly column: string;
}

const keyColumnObject = record<KeyColumn, Exclude<KeyColumnLiteral, string>>({
  column: needed(text),
  collation: orNull(text),
  descending: or(flag, false),
});

/**
 * A key's column is written as its name alone where it has no direction or collation of its own.
 */
const keyColumn: Codec<KeyColumn, KeyColumnLiteral> = {
  encode: (value) => {
    const written = keyColumnObject.encode(value);
    return Object.keys(written).length === 1 ? written.column : written;
  },
  decode: (value, at) =>
    typeof value === "string"
      ? { column: value, descending: false, collation: null }
      : keyColumnObject.decode(value, at),
  schema: { anyOf: [text.schema, keyColumnObject.schema] },
  uses: [],
};
const keyColumnList = list(keyColumn);

/** The columns of a key, each with its direction and collation. */
export const keyColumns: Codec<Leading["unique"], readonly KeyColumnLiteral[]> = {
  ...keyColumnList,
  encode: (key) =>
    keyColumnList.encode(
      partsOf(key).map((keyPart, i) => ({ column: key.columns[i] ?? "", ...keyPart })),
    ),
  decode: (value, at) => {
    const read = keyColumnList.decode(value, at);
    return {
      columns: read.map(({ column }) => column),
      ...keyParts(read.map(({ descending, collation }) => ({ descending, collation }))),
    };
  },
};

export const excludeElements = list(excludeElement);

const initially = choice("immediate", "deferred");
const deferrals: Readonly<Record<Deferral, DeferrableLiteral>> = {
  notDeferrable: {},
  initiallyImmediate: { deferrable: true },
  initiallyDeferred: { deferrable: true, initially: "deferred" },
};

const deferral: Part<Deferral, DeferrableLiteral> = {
  writeFields: (value) => deferrals[value],
  readFields: (fields) => {
    const deferrable = fields.or("deferrable", flag.decode, false);
    const at = fields.or("initially", initially.decode, "immediate");
    if (at === "deferred") return "initiallyDeferred";
    return deferrable ? "initiallyImmediate" : "notDeferrable";
  },
  properties: { deferrable: flag.schema, initially: initially.schema },
  required: [],
  uses: [],
};

const include = or(texts, []);
const yes = or(flag, true);
const key = {
  include,
  deferral,
  onConflict: orNull(choice("rollback", "fail", "ignore", "replace")),
  options: maybe(carriedOptions),
  rely: maybe(flag),
};
const action = choice("noAction", "restrict", "cascade", "setNull", "setDefault");
const match = choice("simple", "full", "partial");

type TraitParts = { readonly [K in ConstraintKind]: Part<Traits<K>, TraitLiterals[K]> };

export const constraintTraits: TraitParts = {
  primaryKey: part<Traits<"primaryKey">, KeyOptionsLiteral>(key),
  unique: part<Traits<"unique">, UniqueOptionsLiteral>({ nulls, ...key }),
  foreignKey: part<Traits<"foreignKey">, ForeignKeyOptionsLiteral>({
    onUpdate: or(action, "noAction"),
    onDelete: or(action, "noAction"),
    onDeleteColumns: or(texts, []),
    match: or(match, "simple"),
    deferral,
    validated: yes,
    enforced: yes,
    rely: maybe(flag),
    spelled: maybe(spelledReference),
  }),
  check: part<Traits<"check">, CheckOptionsLiteral>({
    validated: yes,
    enforced: yes,
    inherited: yes,
    ofColumn: orNull(text),
  }),
  exclude: part<Traits<"exclude">, ExcludeOptionsLiteral>({
    method: always(text, "gist"),
    where: orNull(text),
    include,
    deferral,
    options: maybe(carriedOptions),
  }),
};

/**
 * A name that the database does not have is not written, not even one that was lent: the constraint
 * must stay nameless.
 */
const name: Part<Name, { readonly name?: string }> = {
  writeFields: (value) => (value.from === "nowhere" ? {} : { name: value.text }),
  readFields: (fields) => {
    const given = fields.get("name", optional(text.decode));
    return typeof given === "string" ? byAuthor(given) : nowhere;
  },
  properties: { name: text.schema },
  required: [],
  uses: [],
};

/** A constraint in the pieces that make up its literal in a table, in their order. */
interface Pieces<K extends ConstraintKind> {
  readonly leading: Leading[K];
  readonly name: Name;
  readonly traits: Traits<K>;
  readonly comment: string | null;
}

type ForeignKeyWords = Pick<
  ConstraintLiterals["foreignKey"],
  "foreignKey" | "references" | "referencesSchema" | "columns"
>;

const comment = orNull(text);
const target = part<TableRef, { readonly references: string; readonly referencesSchema?: string }>({
  name: as("references", needed(text)),
  schema: as("referencesSchema", orNull(text)),
});

type PieceParts = { readonly [K in ConstraintKind]: Part<Pieces<K>, ConstraintLiterals[K]> };

const pieces: PieceParts = {
  primaryKey: part<Pieces<"primaryKey">, ConstraintLiterals["primaryKey"]>({
    leading: as("primaryKey", needed(keyColumns)),
    name,
    traits: constraintTraits.primaryKey,
    comment,
  }),
  unique: part<Pieces<"unique">, ConstraintLiterals["unique"]>({
    leading: as("unique", needed(keyColumns)),
    name,
    traits: constraintTraits.unique,
    comment,
  }),
  foreignKey: part<Pieces<"foreignKey">, ConstraintLiterals["foreignKey"]>({
    leading: part<Leading["foreignKey"], ForeignKeyWords>({
      columns: as("foreignKey", needed(texts)),
      target,
      targetColumns: as("columns", needed(texts)),
    }),
    name,
    traits: constraintTraits.foreignKey,
    comment,
  }),
  check: part<Pieces<"check">, ConstraintLiterals["check"]>({
    leading: part<Leading["check"], { readonly check: string }>({
      expression: as("check", needed(text)),
    }),
    name,
    traits: constraintTraits.check,
    comment,
  }),
  exclude: part<Pieces<"exclude">, ConstraintLiterals["exclude"]>({
    leading: part<Leading["exclude"], Pick<ConstraintLiterals["exclude"], "exclude">>({
      elements: as("exclude", needed(excludeElements)),
    }),
    name,
    traits: constraintTraits.exclude,
    comment,
  }),
};

const split = <C extends Pick<Constraint, "name" | "comment">>(c: C) => ({
  leading: c,
  name: c.name,
  traits: c,
  comment: c.comment,
});

type Writers = { readonly [K in ConstraintKind]: (c: Constraint<K>) => ConstraintLiterals[K] };

const writers: Writers = {
  primaryKey: (c) => pieces.primaryKey.writeFields(split(c)),
  unique: (c) => pieces.unique.writeFields(split(c)),
  foreignKey: (c) => pieces.foreignKey.writeFields(split(c)),
  check: (c) => pieces.check.writeFields(split(c)),
  exclude: (c) => pieces.exclude.writeFields(split(c)),
};

export const writeConstraint = <K extends ConstraintKind>(c: Constraint<K>): ConstraintLiteral =>
  writers[c.kind](c);

type Joiners = { readonly [K in ConstraintKind]: (of: Pieces<K>) => Constraint<K> };

const joiners: Joiners = {
  primaryKey: ({ leading, traits, ...rest }) => ({
    kind: "primaryKey",
    ...rest,
    ...leading,
    ...traits,
  }),
  unique: ({ leading, traits, ...rest }) => ({ kind: "unique", ...rest, ...leading, ...traits }),
  foreignKey: ({ leading, traits, ...rest }) => ({
    kind: "foreignKey",
    ...rest,
    ...leading,
    ...traits,
  }),
  check: ({ leading, traits, ...rest }) => ({ kind: "check", ...rest, ...leading, ...traits }),
  exclude: ({ leading, traits, ...rest }) => ({ kind: "exclude", ...rest, ...leading, ...traits }),
};

/** A constraint from the fields of a table's literal. */
export const readConstraint = <K extends ConstraintKind>(kind: K, fields: Fields): Constraint<K> =>
  joiners[kind](pieces[kind].readFields(fields));

/** A constraint from the arguments of the method that adds one, and the fields of its options. */
export const constraintOf = <K extends ConstraintKind>(
  kind: K,
  named: Name,
  leading: Leading[K],
  fields: Fields,
): Constraint<K> =>
  joiners[kind]({
    leading,
    name: named,
    traits: constraintTraits[kind].readFields(fields),
    comment: comment.read(fields, "comment"),
  });

const typeWords: Readonly<Record<ConstraintKind, ConstraintTypeLiteral>> = {
  primaryKey: "primary",
  foreignKey: "foreignKey",
  unique: "unique",
  check: "check",
  exclude: "exclude",
};
const typeWord = choice(...Object.values(typeWords));

/** A kind in the words of `dropConstraint`. */
export const constraintType: Codec<ConstraintKind, ConstraintTypeLiteral> = {
  ...typeWord,
  encode: (kind) => typeWords[kind],
  decode: (value, at) => {
    const word = typeWord.decode(value, at);
    return word === "primary" ? "primaryKey" : word;
  },
};
