/** Selects what is compared and what is left alone, as a user specifies it: by kind, schema, table and name, by pattern or by a function. */
import { choice, list, nameText, root, shape, typeError, type Decoder } from "../decode/decode.js";
import {
  constraintKinds,
  isSqlObjectKind,
  objectKinds,
  SchemaDiffError,
  type ObjectKind,
} from "../model/index.js";

/** An object that can be selected. */
export interface Selectable {
  readonly kind: ObjectKind;
  /** Null: the default schema. */
  readonly schema: string | null;
  /** The table that it belongs to; null for objects of a schema, tables included. */
  readonly table: string | null;
  /** Null where it has no name. */
  readonly name: string | null;
  /** Was it read from a database, rather than declared? */
  readonly reflected: boolean;
  /** Does the other side have an object of its kind and name? Null where there is no other side. */
  readonly counterpart: boolean | null;
}

const wholes: readonly string[] = [
  "schema",
  "enum",
  "sequence",
  "table",
] satisfies readonly ObjectKind[];

const isWhole = (kind: string): boolean => wholes.includes(kind) || isSqlObjectKind(kind);

/** Every kind, and `constraint` for all kinds of constraints. */
const kindWords = [...Object.keys(objectKinds), "constraint"];

const partKinds = Object.keys(objectKinds).filter((kind) => !isWhole(kind));

/** Selects what matches every field of the rule; in each, `*` stands for any text. */
export interface SelectionRule {
  /** `table`, `index`, `constraint` (of any kind) …, or a list of them. */
  readonly kind?: string | readonly string[];
  readonly schema?: string;
  readonly table?: string;
  readonly name?: string;
}

/**
 * A text is a pattern of tables, enums, sequences and views, `tmp_*` or `audit.*`, or of another kind after its word,
 * `index:ix_tmp_*` or `column:user.secret`. A function is asked about every object, parts of tables included.
 */
export type Selector = string | SelectionRule | ((object: Selectable) => boolean);

export interface SelectionOptions {
  /** What is compared, where it is not everything; each selector restricts only its own kinds. */
  readonly include?: readonly Selector[];
  /** What is left alone: neither dropped nor created. */
  readonly exclude?: readonly Selector[];
}

const isFunction = (value: unknown): value is (object: Selectable) => boolean =>
  typeof value === "function";

const kind: Decoder<string> = choice(...kindWords);

const rule = shape<SelectionRule>({
  kind: (value, at) => (Array.isArray(value) ? list(kind)(value, at) : kind(value, at)),
  schema: nameText,
  table: nameText,
  name: nameText,
});

/** Cuts a pattern into the kind's word, if any, and the pattern after it. */
const cut = (text: string): readonly [kind: string | null, pattern: string] => {
  const [, word = null, rest = text] = /^([a-z]+):(.+)$/isu.exec(text) ?? [];
  return [word, rest];
};

const pattern: Decoder<string> = (value, at) => {
  const text = nameText(value, at);
  const [word] = cut(text);
  if (word !== null) kind(word, at);
  return text;
};

/** A text, a rule or a function. */
export const selector: Decoder<Selector> = (value, at) => {
  if (isFunction(value)) return value;
  if (typeof value === "string") return pattern(value, at);
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw typeError(
      at,
      'a pattern, a rule ({ kind: "index", name: "tmp_*" }) or a function',
      value,
    );
  if (Object.keys(value).length === 0)
    throw typeError(at, "a rule that says a kind, a schema, a table or a name", value);
  return rule(value, at);
};

export const isSelector = (value: unknown): value is Selector => {
  try {
    selector(
      value,
      root(
        "config",
        "selector",
        'write a pattern ("audit_*"), a rule ({ kind: "index", name: "tmp_*" }) or a function',
      ),
    );
    return true;
  } catch (thrown) {
    if (thrown instanceof SchemaDiffError) return false;
    throw thrown;
  }
};

/** The selectors that can be written to a file: all but functions. */
export type WrittenSelector = Exclude<Selector, (object: Selectable) => boolean>;

export const written = (selectors: readonly Selector[]): readonly WrittenSelector[] =>
  selectors.flatMap((one) => (isFunction(one) ? [] : [one]));

/** An object that is not modelled has no kind that can be selected: it is selected by schema, table and name. */
type Unmodelled = Pick<Selectable, "schema" | "table" | "name">;

export interface Selection {
  /** @param defaultSchema the name of the schema that `schema: null` means */
  readonly selects: (object: Selectable, defaultSchema: string | null) => boolean;
  readonly lists: (object: Unmodelled, defaultSchema: string | null) => boolean;
  /** Does it select parts of tables, so that these have to be looked at? */
  readonly speaksOfParts: boolean;
}

interface Compiled {
  /** Does it apply to objects of this kind? A null kind: to objects that are not modelled; `inTable`: to parts of a table. */
  readonly speaksOf: (kind: string | null, inTable: boolean) => boolean;
  readonly fits: (object: Unmodelled & { kind?: ObjectKind }, place: string | null) => boolean;
}

/** `*` stands for any text. */
const matcher = (text: string): ((name: string | null) => boolean) => {
  const parts = text.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const expression = new RegExp(`^${parts.join(".*")}$`, "su");
  return (name) => name !== null && expression.test(name);
};

const anything = (): boolean => true;

const kindsOf = (words: readonly string[]): ReadonlySet<string> =>
  new Set(
    words.flatMap((word): readonly string[] => (word === "constraint" ? constraintKinds : [word])),
  );

/** The ways to write the name: alone, after its table, and after its schema. */
const spellings = ({ table, name }: Unmodelled, place: string | null): readonly string[] => {
  if (name === null) return [];
  const inTable = table === null ? name : `${table}.${name}`;
  return [name, inTable, ...(place === null ? [] : [`${place}.${inTable}`])];
};

const byText = (text: string): Compiled => {
  const [word, rest] = cut(text);
  const kinds = word === null ? null : kindsOf([word]);
  const matches = matcher(rest);
  return {
    speaksOf: (of) =>
      kinds === null ? of === null || (isWhole(of) && of !== "schema") : kinds.has(of ?? ""),
    fits: (object, place) => spellings(object, place).some(matches),
  };
};

const byRule = ({ kind: words, schema, table, name }: SelectionRule): Compiled => {
  const kinds = words === undefined ? null : kindsOf([words].flat());
  const [inSchema, inTable, called] = [
    schema === undefined ? anything : matcher(schema),
    table === undefined ? anything : matcher(table),
    name === undefined ? anything : matcher(name),
  ];
  return {
    speaksOf: (of, ofTable) =>
      kinds === null ? ofTable === (table !== undefined) : kinds.has(of ?? ""),
    fits: (object, place) =>
      inSchema(object.kind === "schema" ? object.name : place) &&
      // A table counts as its own table.
      inTable(object.kind === "table" ? object.name : object.table) &&
      called(object.name),
  };
};

/** Functions are only asked about modelled objects. */
const compiled = (one: WrittenSelector): Compiled =>
  typeof one === "string" ? byText(one) : byRule(one);

const asked = (selectors: readonly Selector[]): readonly ((object: Selectable) => boolean)[] =>
  selectors.filter(isFunction);

export const selectionOf = ({ include = [], exclude = [] }: SelectionOptions): Selection => {
  const [wants, rejects] = [written(include).map(compiled), written(exclude).map(compiled)];
  const [wanting, rejecting] = [asked(include), asked(exclude)];
  const speaking = (
    all: readonly Compiled[],
    kind: ObjectKind | null,
    inTable: boolean,
  ): readonly Compiled[] => all.filter(({ speaksOf }) => speaksOf(kind, inTable));
  return {
    selects: (object, defaultSchema) => {
      const place = object.schema ?? defaultSchema;
      const inTable = object.table !== null;
      const wanted = speaking(wants, object.kind, inTable);
      return (
        ((wanted.length === 0 && wanting.length === 0) ||
          wanted.some(({ fits }) => fits(object, place)) ||
          wanting.some((asks) => asks(object))) &&
        !speaking(rejects, object.kind, inTable).some(({ fits }) => fits(object, place)) &&
        !rejecting.some((asks) => asks(object))
      );
    },
    lists: (object, defaultSchema) => {
      const place = object.schema ?? defaultSchema;
      const inTable = object.table !== null;
      // What belongs to a table that is compared is listed whatever its name.
      const wanted = inTable ? [] : speaking(wants, null, inTable);
      return (
        (wanted.length === 0 || wanted.some(({ fits }) => fits(object, place))) &&
        !speaking(rejects, null, inTable).some(({ fits }) => fits(object, place))
      );
    },
    speaksOfParts:
      wanting.length + rejecting.length > 0 ||
      [...wants, ...rejects].some(({ speaksOf }) => partKinds.some((kind) => speaksOf(kind, true))),
  };
};

/** Is a schema of this name selected, as far as its name decides? */
export const selectsSchema = (name: string, options: SelectionOptions): boolean =>
  selectionOf(options).selects(
    { kind: "schema", schema: null, table: null, name, reflected: true, counterpart: null },
    null,
  );
