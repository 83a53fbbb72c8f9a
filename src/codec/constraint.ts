/** The codecs of constraints, a row per kind. */
import {
  constraintKinds,
  keyParts,
  type Action,
  type Constraint,
  type ConstraintKind,
  type Deferral,
  type KeyPart,
} from "../model/index.js";
import { choice, constant, defined, flag, list, text, texts, type Codec } from "./codec.js";
import { object } from "../decode/decode.js";
import { snapshotExcludeElement } from "./element.js";
import { name } from "./name.js";
import { carriedOptions } from "./options.js";
import { maybe, needed, objectSchema, or, orNull, part, record, type Part } from "./record.js";
import { spelledReference } from "./spelledReference.js";
import { tableRef } from "./tableRef.js";

const common = { name: needed(name), comment: orNull(text) };

const deferral = or<Deferral, Deferral>(
  choice("notDeferrable", "initiallyImmediate", "initiallyDeferred"),
  "notDeferrable",
);
const action = or<Action, Action>(
  choice("noAction", "restrict", "cascade", "setNull", "setDefault"),
  "noAction",
);
const onConflict = orNull(choice("rollback", "fail", "ignore", "replace"));
const include = or(texts, []);
const yes = or(flag, true);

/** SQL's own rule is that NULLs are distinct, so that is the default. */
export const nulls = or<"distinct" | "notDistinct", "distinct" | "notDistinct">(
  choice("distinct", "notDistinct"),
  "distinct",
);

const keyPart = record<KeyPart>({ descending: or(flag, false), collation: orNull(text) });
const partList = list(keyPart);

/** Parts that are all plain are left out. */
const parts: Codec<readonly KeyPart[] | undefined> = defined("parts", {
  encode: (value = []) => partList.encode(value),
  decode: (value, at) => keyParts(partList.decode(value, at)).parts,
  schema: partList.schema,
  uses: partList.uses,
});

type Parts = { readonly [K in ConstraintKind]: Part<Constraint<K>, object> };

const constraints: Parts = {
  primaryKey: part<Constraint<"primaryKey">>({
    kind: needed(constant("primaryKey")),
    ...common,
    columns: needed(texts),
    parts: maybe(parts),
    include,
    deferral,
    onConflict,
    options: maybe(carriedOptions),
    rely: maybe(flag),
  }),
  unique: part<Constraint<"unique">>({
    kind: needed(constant("unique")),
    ...common,
    columns: needed(texts),
    parts: maybe(parts),
    include,
    nulls,
    deferral,
    onConflict,
    options: maybe(carriedOptions),
    rely: maybe(flag),
  }),
  foreignKey: part<Constraint<"foreignKey">>({
    kind: needed(constant("foreignKey")),
    ...common,
    columns: needed(texts),
    target: needed(tableRef),
    targetColumns: needed(texts),
    onUpdate: action,
    onDelete: action,
    onDeleteColumns: or(texts, []),
    match: or<"simple" | "full" | "partial", string>(choice("simple", "full", "partial"), "simple"),
    deferral,
    validated: yes,
    enforced: yes,
    rely: maybe(flag),
    spelled: maybe(spelledReference),
  }),
  check: part<Constraint<"check">>({
    kind: needed(constant("check")),
    ...common,
    expression: needed(text),
    validated: yes,
    enforced: yes,
    inherited: yes,
    ofColumn: orNull(text),
  }),
  exclude: part<Constraint<"exclude">>({
    kind: needed(constant("exclude")),
    ...common,
    method: needed(text),
    elements: needed(list(snapshotExcludeElement)),
    include,
    where: orNull(text),
    deferral,
    options: maybe(carriedOptions),
  }),
};

export const constraintKind: Codec<ConstraintKind> = choice(...constraintKinds);
const encode = <K extends ConstraintKind>(value: Constraint<K>): object =>
  constraints[value.kind].writeFields(value);

export const constraint: Codec<Constraint> = defined("constraint", {
  encode,
  decode: object((fields): Constraint =>
    constraints[fields.need("kind", constraintKind.decode)].readFields(fields),
  ),
  schema: { oneOf: constraintKinds.map((k) => ({ $ref: `#/$defs/${k}` })) },
  uses: constraintKinds.flatMap((k) => [
    ...constraints[k].uses,
    { name: k, schema: objectSchema(constraints[k]) },
  ]),
});
