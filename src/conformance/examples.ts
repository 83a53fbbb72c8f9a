/**
 * An example of each kind of constraint and of an index, and for each attribute another value to
 * test it with.
 */
import {
  byAuthor,
  plainElement,
  plainIndex,
  type Constraint,
  type ConstraintKind,
  type Element,
  type Index,
} from "../model/index.js";

const common = { name: byAuthor("conform"), comment: null };
const key = {
  ...common,
  columns: ["a"],
  include: [],
  deferral: "notDeferrable",
  onConflict: null,
} as const;

/** A constraint of each kind, on a table with the column a. */
export const examples: readonly Constraint[] = [
  { kind: "primaryKey", ...key },
  { kind: "unique", ...key, nulls: "distinct" },
  {
    kind: "foreignKey",
    ...common,
    columns: ["a"],
    target: { schema: null, name: "conform_other" },
    targetColumns: ["a"],
    onUpdate: "noAction",
    onDelete: "setNull",
    onDeleteColumns: [],
    match: "simple",
    deferral: "notDeferrable",
    validated: true,
    enforced: true,
  },
  {
    kind: "check",
    ...common,
    expression: "a > 0",
    validated: true,
    enforced: true,
    inherited: true,
    ofColumn: null,
  },
  {
    kind: "exclude",
    ...common,
    method: "gist",
    elements: [{ ...plainElement({ column: "a" }), operator: "=" }],
    include: [],
    where: null,
    deferral: "notDeferrable",
  },
];

/** Why no statement has to contain an attribute. */
export interface Excused {
  readonly because: string;
}

/**
 * For the example of each kind, another value of each attribute, or why no statement has to contain
 * it.
 */
type Otherwise<T> = Readonly<
  Record<Exclude<keyof T, "kind" | "name" | "comment">, Partial<T> | Excused>
>;

const ownOptions: Excused = { because: "a dialect has options of its own" };

const keyOtherwise = {
  columns: { columns: ["b"] },
  parts: { parts: [{ descending: true, collation: null }] },
  include: { include: ["b"] },
  deferral: { deferral: "initiallyDeferred" },
  onConflict: { onConflict: "replace" },
  options: ownOptions,
  rely: { rely: true },
} as const;

export const exampleElement: Element = plainElement({ column: "a" });
const otherElement: Element = { ...exampleElement, descending: true };

export const otherwise: { readonly [K in ConstraintKind]: Otherwise<Constraint<K>> } = {
  primaryKey: keyOtherwise,
  unique: { ...keyOtherwise, nulls: { nulls: "notDistinct" } },
  foreignKey: {
    columns: { columns: ["b"] },
    target: { target: { schema: null, name: "conform_third" } },
    targetColumns: { targetColumns: ["b"] },
    onUpdate: { onUpdate: "cascade" },
    onDelete: { onDelete: "cascade" },
    onDeleteColumns: { onDeleteColumns: ["a"] },
    match: { match: "full" },
    deferral: { deferral: "initiallyDeferred" },
    validated: { validated: false },
    enforced: { enforced: false },
    rely: { rely: true },
    spelled: { because: "a dialect whose server keeps the text of a foreign key says it" },
  },
  check: {
    expression: { expression: "a > 1" },
    validated: { validated: false },
    enforced: { enforced: false },
    inherited: { inherited: false },
    ofColumn: { because: "where a CHECK was written, it is the same" },
  },
  exclude: {
    method: { method: "hash" },
    elements: { elements: [{ ...otherElement, operator: "=" }] },
    include: { include: ["b"] },
    where: { where: "a > 0" },
    deferral: { deferral: "initiallyDeferred" },
    options: ownOptions,
  },
};

export const exampleIndex: Index = plainIndex(byAuthor("conform"), [exampleElement]);

export const elementsOtherwise: Otherwise<Element> = {
  of: { of: { column: "b" } },
  descending: { descending: true },
  nulls: { nulls: "first" },
  collation: { collation: "conform" },
  operatorClass: { operatorClass: "conform" },
  prefix: { prefix: 2 },
};

export const indexOtherwise: Otherwise<Index> = {
  elements: { elements: [otherElement] },
  unique: { unique: true },
  nulls: { nulls: "notDistinct" },
  method: { method: "hash" },
  include: { include: ["b"] },
  where: { where: "a > 0" },
  options: ownOptions,
  definition: { because: "a dialect has a text of its own where it keeps one" },
};
