/** Random operations of every verb, with the ugliest names and texts there are. */
import fc, { type Arbitrary } from "fast-check";
import {
  byAuthor,
  keyParts,
  nowhere,
  plainBatch,
  type Column,
  type Constraint,
  type ConstraintKind,
  type Element,
  type ExcludeElement,
  type Index,
  type KeyPart,
  type Operation,
  type OperationVerb,
  type Sequence,
  type Table,
  type TableRef,
  type View,
} from "../../src/model/index.js";

const ugly = [
  "`${process.exit()}`",
  '"',
  "'",
  "\\",
  "*/",
  "a\nb",
  "\u2028",
  "\u202e",
  "👩‍👩‍👧",
  "\ud800",
  "__proto__",
  "constructor",
  "select",
  "${1}",
  "a".repeat(63),
  "//",
  "\u0000x",
  "</script>",
];

export const word = fc.oneof(
  fc.constantFrom("user", "id", "total", "Order"),
  fc.constantFrom(...ugly),
  fc.string({ unit: "binary", minLength: 1, maxLength: 8 }),
);
export const sql = fc.oneof(fc.constantFrom("total >= 0", "now()", "'a'::text"), word);
export const maybe = <T>(a: Arbitrary<T>): Arbitrary<T | null> =>
  fc.option(a, { nil: null, freq: 2 });
export const ref: Arbitrary<TableRef> = fc.record({ schema: maybe(word), name: word });
export const columns = fc.array(word, { minLength: 1, maxLength: 3 });
const number = fc.oneof(fc.integer().map(String), fc.bigInt().map(String));
export const numbers = fc.record({
  start: maybe(number),
  increment: maybe(number),
  min: maybe(number),
  max: maybe(number),
  cache: maybe(number),
  cycle: fc.boolean(),
});
const options = fc.dictionary(word, word, { maxKeys: 2, noNullPrototype: true });
const deferral = fc.constantFrom(
  "notDeferrable" as const,
  "initiallyImmediate" as const,
  "initiallyDeferred" as const,
);
const action = fc.constantFrom(
  "noAction" as const,
  "restrict" as const,
  "cascade" as const,
  "setNull" as const,
  "setDefault" as const,
);

export const column: Arbitrary<Column> = fc.record({
  name: word,
  type: sql,
  nullable: fc.boolean(),
  default: maybe(sql),
  identity: maybe(
    fc.record({
      kind: fc.constantFrom(
        "always" as const,
        "byDefault" as const,
        "serial" as const,
        "autoIncrement" as const,
      ),
      numbers,
    }),
  ),
  generated: maybe(fc.record({ expression: sql, stored: fc.boolean() })),
  collation: maybe(word),
  onUpdate: maybe(sql),
  comment: maybe(word),
  options,
});

export const element: Arbitrary<Element> = fc.record({
  of: fc.oneof(
    word.map((c) => ({ column: c })),
    sql.map((e) => ({ expression: e })),
  ),
  descending: fc.boolean(),
  nulls: maybe(fc.constantFrom("first" as const, "last" as const)),
  collation: maybe(word),
  operatorClass: maybe(word),
  prefix: maybe(fc.nat(99)),
});
export const exclude: Arbitrary<ExcludeElement> = fc
  .tuple(element, word)
  .map(([e, operator]) => ({ ...e, operator }));

const named = word.map(byAuthor);
/** Some say whether queries rely on them. */
const relied = <T extends object>(of: Arbitrary<T>): Arbitrary<T & { readonly rely?: boolean }> =>
  fc
    .tuple(of, fc.option(fc.boolean(), { nil: undefined }))
    .map(([c, rely]) => (rely === undefined ? c : { ...c, rely }));

/** A part for each column, and none at all where every part is plain. */
const parted = <T extends { readonly columns: readonly string[] }>(
  of: Arbitrary<T>,
): Arbitrary<T & { readonly parts?: readonly KeyPart[] }> =>
  fc
    .tuple(
      relied(of),
      fc.array(fc.record({ descending: fc.boolean(), collation: maybe(word) }), {
        minLength: 3,
        maxLength: 3,
      }),
    )
    .map(([c, parts]) => ({ ...c, ...keyParts(parts.slice(0, c.columns.length)) }));

const key = {
  columns,
  include: fc.array(word, { maxLength: 1 }),
  deferral,
  onConflict: maybe(fc.constantFrom("rollback" as const, "replace" as const)),
  comment: maybe(word),
};

export const constraints = (
  name: Arbitrary<Constraint["name"]>,
): { readonly [K in ConstraintKind]: Arbitrary<Constraint<K>> } => ({
  primaryKey: parted(fc.record({ kind: fc.constant("primaryKey" as const), name, ...key })),
  unique: parted(
    fc.record({
      kind: fc.constant("unique" as const),
      name,
      ...key,
      nulls: fc.constantFrom("distinct" as const, "notDistinct" as const),
    }),
  ),
  foreignKey: relied(
    fc.record({
      kind: fc.constant("foreignKey" as const),
      name,
      columns: columns.map(([a]) => [a ?? "a"]),
      target: ref,
      targetColumns: columns.map(([a]) => [a ?? "a"]),
      onUpdate: action,
      onDelete: action,
      onDeleteColumns: fc.array(word, { maxLength: 1 }),
      match: fc.constantFrom("simple" as const, "full" as const, "partial" as const),
      deferral,
      validated: fc.boolean(),
      enforced: fc.boolean(),
      comment: maybe(word),
    }),
  ),
  check: fc.record({
    kind: fc.constant("check" as const),
    name,
    expression: sql,
    validated: fc.boolean(),
    enforced: fc.boolean(),
    inherited: fc.boolean(),
    ofColumn: maybe(word),
    comment: maybe(word),
  }),
  exclude: fc.record({
    kind: fc.constant("exclude" as const),
    name,
    method: word,
    elements: fc.array(exclude, { minLength: 1, maxLength: 2 }),
    include: fc.array(word, { maxLength: 1 }),
    where: maybe(sql),
    deferral,
    comment: maybe(word),
  }),
});

export const anyConstraint = (name: Arbitrary<Constraint["name"]>): Arbitrary<Constraint> =>
  fc.oneof(...Object.values(constraints(name)));
const standing = anyConstraint(fc.oneof(named, fc.constant(nowhere)));

export const index: Arbitrary<Index> = fc.record(
  {
    name: named,
    elements: fc.array(element, { minLength: 1, maxLength: 2 }),
    unique: fc.boolean(),
    nulls: fc.constantFrom("distinct" as const, "notDistinct" as const),
    method: maybe(word),
    include: fc.array(word, { maxLength: 1 }),
    where: maybe(sql),
    comment: maybe(word),
    options,
    definition: sql,
  },
  {
    requiredKeys: [
      "name",
      "elements",
      "unique",
      "nulls",
      "method",
      "include",
      "where",
      "comment",
      "options",
    ],
  },
);

export const table: Arbitrary<Table> = fc.record({
  schema: maybe(word),
  name: word,
  columns: fc.array(column, { maxLength: 3 }),
  constraints: fc.array(standing, { maxLength: 3 }),
  indexes: fc.constant([]),
  comment: maybe(word),
  options,
  definition: maybe(sql),
});

export const sequence: Arbitrary<Sequence> = fc
  .tuple(
    ref,
    numbers,
    fc.record({
      type: sql,
      ownedBy: maybe(fc.record({ table: ref, column: word })),
      comment: maybe(word),
    }),
  )
  .map(([r, n, rest]) => ({ ...r, ...n, ...rest }));
export const enumType = fc.record({
  schema: maybe(word),
  name: word,
  values: columns,
  comment: maybe(word),
});

const doing = <V extends OperationVerb>(verb: V) => fc.constant(verb);

const view = (returns: Arbitrary<View["returns"]>): Arbitrary<View> =>
  fc
    .tuple(
      ref,
      fc.record({
        query: sql,
        columns: maybe(columns),
        securityBarrier: fc.boolean(),
        securityInvoker: fc.boolean(),
        checkOption: fc.constantFrom("local" as const, "cascaded" as const, null),
        returns,
        comment: maybe(word),
      }),
    )
    .map(([of, rest]) => ({ ...of, ...rest }));

const viewOperations = (of: Arbitrary<View>, gone: Arbitrary<View | null>): Arbitrary<Operation> =>
  fc.oneof(
    fc.record({ do: doing("createObject"), kind: fc.constant("view" as const), object: of }),
    fc.record({
      do: doing("replaceObject"),
      kind: fc.constant("view" as const),
      object: of,
      replaced: gone,
    }),
    fc.record({
      do: doing("dropObject"),
      kind: fc.constant("view" as const),
      object: ref,
      dropped: gone,
    }),
    fc.record({
      do: doing("renameObject"),
      kind: fc.constant("view" as const),
      object: ref,
      to: word,
    }),
  );

const wholeView = view(fc.array(fc.record({ name: word, type: sql }), { maxLength: 2 }));

/** Operations on views, with all that a plan knows of them. */
export const objectOperation = viewOperations(wholeView, maybe(wholeView));

const change = fc.record(
  {
    name: word,
    type: sql,
    using: sql,
    nullable: fc.boolean(),
    default: maybe(sql),
    collation: maybe(word),
    onUpdate: maybe(sql),
    comment: maybe(word),
    options,
    generated: maybe(fc.record({ expression: sql, stored: fc.boolean() })),
  },
  { requiredKeys: [] },
);

const kind = fc.constantFrom<ConstraintKind[]>(
  "primaryKey",
  "unique",
  "foreignKey",
  "check",
  "exclude",
);
const value = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.bigInt(),
  word,
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ maxLength: 3 }),
  fc.array(word, { maxLength: 2 }),
);

/** Operations on the one table, as a batch may hold them. */
const onTable = (at: Arbitrary<TableRef>): Arbitrary<Operation> =>
  fc.oneof(
    fc.record({ do: doing("alterTable"), table: at, from: options, to: options }),
    fc.record(
      {
        do: doing("addColumn"),
        table: at,
        column,
        place: fc.record({
          side: fc.constantFrom("before" as const, "after" as const),
          column: word,
        }),
      },
      { requiredKeys: ["do", "table", "column"] },
    ),
    fc.record({ do: doing("dropColumn"), table: at, name: word, dropped: fc.constant(null) }),
    fc.record({ do: doing("alterColumn"), table: at, name: word, change, existing: maybe(column) }),
    fc.record({ do: doing("createConstraint"), table: at, constraint: anyConstraint(named) }),
    fc.record({
      do: doing("dropConstraint"),
      table: at,
      kind,
      name: word,
      dropped: fc.constant(null),
    }),
    anyConstraint(fc.constant(nowhere)).chain((dropped) =>
      fc.record({
        do: doing("dropConstraint"),
        table: at,
        kind: fc.constant(dropped.kind),
        name: word,
        dropped: fc.constant(dropped),
      }),
    ),
    fc.record({
      do: doing("alterConstraint"),
      table: at,
      kind,
      name: word,
      change: fc.record({ rely: fc.boolean() }),
    }),
    fc.record({ do: doing("renameConstraint"), table: at, kind, name: word, to: word }),
    fc.record({ do: doing("createIndex"), table: at, index }),
    fc.record({ do: doing("dropIndex"), table: at, name: word, dropped: fc.constant(null) }),
    fc.record({ do: doing("renameIndex"), table: at, name: word, to: word }),
    fc.record({
      do: doing("setComment"),
      on: fc.constantFrom("constraint" as const, "index" as const),
      owner: at,
      name: word,
      from: fc.constant(null),
      to: maybe(word),
    }),
    fc.record({
      do: doing("setComment"),
      on: fc.constant("table" as const),
      owner: at,
      name: fc.constant(null),
      from: fc.constant(null),
      to: maybe(word),
    }),
  );

/** Every verb; what a script does not say of things that go (`dropped`, a comment's `from`) is null. */
export const operation: Arbitrary<Operation> = fc.oneof(
  { weight: 13, arbitrary: onTable(ref) },
  fc.record({
    do: doing("createSchema"),
    namespace: fc.record({ name: word, comment: maybe(word) }),
  }),
  fc.record({ do: doing("dropSchema"), name: word }),
  fc.record({ do: doing("createEnum"), enum: enumType }),
  fc.record({ do: doing("dropEnum"), enum: ref }),
  fc
    .tuple(
      enumType,
      columns,
      fc.array(fc.record({ table: ref, column }), { maxLength: 2 }),
      fc.constantFrom({}, { remade: true }),
    )
    .map(([from, values, moved, remade]): Operation => ({
      do: "alterEnum",
      from,
      to: { ...from, values },
      columns: moved,
      ...remade,
    })),
  fc.record({ do: doing("createSequence"), sequence }),
  fc.record({ do: doing("dropSequence"), sequence: ref }),
  viewOperations(view(fc.constant([])), fc.constant(null)),
  fc.tuple(sequence, sequence).map(([from, to]): Operation => ({
    do: "alterSequence",
    from,
    to: { ...to, schema: from.schema, name: from.name },
  })),
  fc.record({ do: doing("createTable"), table }),
  fc.record({ do: doing("dropTable"), table: ref, dropped: fc.constant(null) }),
  fc.record({ do: doing("renameTable"), table: ref, to: word }),
  fc.record({
    do: doing("setComment"),
    on: fc.constantFrom("enum" as const, "sequence" as const, "schema" as const),
    owner: ref,
    name: fc.constant(null),
    from: fc.constant(null),
    to: maybe(word),
  }),
  fc.record({ do: doing("execute"), sql }),
  fc.record({
    do: doing("bulkInsert"),
    table: ref,
    rows: fc.array(fc.dictionary(word, value, { maxKeys: 2, noNullPrototype: true }), {
      maxLength: 2,
    }),
  }),
  ref.chain((at) =>
    fc.record({
      do: doing("batch"),
      table: fc.constant(at),
      operations: fc.array(onTable(fc.constant(at)), { maxLength: 3 }),
      options: fc.oneof(
        fc.constant(plainBatch),
        fc.record({
          recreate: fc.constantFrom("auto" as const, "always" as const, "never" as const),
          unnamedChecks: fc.constantFrom("carry" as const, "omit" as const),
          tableArgs: fc.array(standing, { maxLength: 1 }),
          lossy: fc.boolean(),
          followRenames: fc.boolean(),
        }),
      ),
    }),
  ),
);
