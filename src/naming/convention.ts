/**
 * The type of a naming convention: templates or functions by the kind of constraint, and custom
 * tokens.
 */
import { argumentsOf } from "../decode/arguments.js";
import { nameText } from "../decode/decode.js";
import { constraintRules, type ConstraintKind, type Sql, type TableRef } from "../model/index.js";

export type NamedKind = ConstraintKind | "index";

/** SQLAlchemy's keys, and `xc` for EXCLUDE. */
export type ConventionKey = "ix" | (typeof constraintRules)[ConstraintKind]["convention"];

/**
 * A column as a token function receives it. `key` is its property in the declaration, `label` is
 * `table_column`, with the schema in front where one was declared.
 */
export interface ConventionColumn {
  readonly name: string;
  readonly key: string;
  readonly label: string;
}

/** The table as it was declared: `fullname` includes the declared schema. */
export interface ConventionTable extends TableRef {
  readonly fullname: string;
}

/** A pair of columns of a foreign key, with SQLAlchemy's field names. */
interface ConventionElement {
  readonly parent: ConventionColumn;
  readonly column: ConventionColumn;
  /** `table.column`, or `schema.table.column`. */
  readonly targetFullname: string;
}

/** What a function receives about the constraint or index that it names. */
export interface ConventionConstraint {
  readonly kind: NamedKind;
  /** The name in the declaration, null where there is none. */
  readonly name: string | null;
  readonly columns: readonly ConventionColumn[];
  /** The pairs of a foreign key; empty for the other kinds. */
  readonly elements: readonly ConventionElement[];
  readonly referredTable: ConventionTable | null;
  /** The text of a CHECK. */
  readonly expression: Sql | null;
}

/** A function that makes a whole name, or the value of one token. */
export type NameMaker = (constraint: ConventionConstraint, table: ConventionTable) => string;

/**
 * Templates with SQLAlchemy's tokens (`%(table_name)s`, `%(column_0_name)s`, `%(constraint_name)s`
 * …) or functions, by kind; any further key is a custom token and holds a function. Without a key,
 * or with null, the kind gets no names (but an index needs one: without `ix` the default
 * convention's applies).
 */
export interface NamingConvention {
  readonly ix?: string | NameMaker | null;
  readonly uq?: string | NameMaker | null;
  readonly ck?: string | NameMaker | null;
  readonly fk?: string | NameMaker | null;
  readonly pk?: string | NameMaker | null;
  readonly xc?: string | NameMaker | null;
  readonly [token: string]: string | NameMaker | null | undefined;
}

/** SQLAlchemy's DEFAULT_NAMING_CONVENTION. */
export const defaultConvention: NamingConvention = { ix: "ix_%(column_0_label)s" };

export const conventionKey = (kind: NamedKind): ConventionKey =>
  kind === "index" ? "ix" : constraintRules[kind].convention;

export const conventionKeys: readonly string[] = [
  "ix",
  ...Object.values(constraintRules).map((rule) => rule.convention),
];

/** The template or function for a kind, null where the convention has none. */
export const makerFor = (
  convention: NamingConvention,
  kind: NamedKind,
): string | NameMaker | null => {
  const key = conventionKey(kind);
  const own = convention[key];
  return own === undefined && key === "ix" ? (defaultConvention.ix ?? null) : (own ?? null);
};

/**
 * A name as a declaration has it: final as it stands, a stem that a convention may build on, or
 * left to the convention.
 */
export type AskedName =
  | { readonly ask: "exactly"; readonly text: string }
  | { readonly ask: "stem"; readonly text: string }
  | { readonly ask: "convention" };

/** The marker of a name that no convention touches. */
export type FinalMark = Extract<AskedName, { readonly ask: "exactly" }>;

/** What a declaration accepts as a name. */
export type NameInput = string | FinalMark | null;

export const askedName = (name: NameInput | undefined): AskedName =>
  name === null || name === undefined
    ? { ask: "convention" }
    : typeof name === "string"
      ? { ask: "stem", text: name }
      : name;

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

export const isFinalMark = (value: unknown): value is FinalMark =>
  isObject(value) &&
  "ask" in value &&
  value.ask === "exactly" &&
  "text" in value &&
  typeof value.text === "string" &&
  value.text !== "";

/** Whether its parameters fit cannot be checked before it is called. */
export const isNameMaker = (value: unknown): value is NameMaker => typeof value === "function";

/** Marks a name as final: no convention touches it (SQLAlchemy's `conv`, Alembic's `op.f`). */
export const finalName = (text: string): FinalMark => ({
  ask: "exactly",
  text: argumentsOf("naming", "finalName", 'finalName("uq_user_email")').one(
    "name",
    nameText,
    text,
  ),
});
