/** The codecs of objects that a piece of SQL defines, a row a kind: whole in JSON, and what scripts say of them. */
import {
  sqlObjectKinds,
  type Columns,
  type Sql,
  type SqlObject,
  type SqlObjectKind,
  type SqlObjectLists,
  type SqlObjects,
  type TableRef,
  type ViewColumn,
} from "../model/index.js";
import { choice, defined, flag, list, text, texts, type Codec } from "./codec.js";
import { object, root, type Fields } from "../decode/decode.js";
import type { ObjectMethods } from "./methods.js";
import { needed, or, orNull, part, record, type Part } from "./record.js";
import { tableRefRows } from "./tableRef.js";

/** What a script says of a view besides its name and its query. */
export interface ViewLiteral {
  /** The names of its columns, where the query does not say them. */
  readonly columns?: Columns;
  readonly securityBarrier?: boolean;
  readonly securityInvoker?: boolean;
  readonly checkOption?: "local" | "cascaded";
  readonly comment?: string;
}

/** What a script says of a collation besides its name and its options. */
export interface CollationLiteral {
  readonly comment?: string;
}

/** What a script says by arguments of their own, and what among the options. */
interface Said {
  readonly collation: {
    readonly sql: "definition";
    readonly options: CollationLiteral;
    readonly derived: never;
  };
  readonly view: {
    readonly sql: "query";
    readonly options: ViewLiteral;
    readonly derived: "returns";
  };
}

type Traits<K extends SqlObjectKind> = Omit<
  SqlObjects[K],
  keyof TableRef | Said[K]["sql"] | Said[K]["derived"]
>;

/** How one is written, for messages. */
interface ObjectExample {
  readonly name: string;
  readonly sql: Sql;
  readonly to: string;
}

interface Row<K extends SqlObjectKind> {
  readonly methods: ObjectMethods<K>;
  readonly example: ObjectExample;
  readonly json: Codec<SqlObjects[K]>;
  /** The SQL that defines it, an argument by itself. */
  readonly sqlOf: (of: SqlObjects[K]) => Sql;
  readonly traits: Part<Traits<K>, Said[K]["options"]>;
  readonly made: (ref: TableRef, sql: Sql, traits: Traits<K>) => SqlObjects[K];
  /** Of each attribute another value than where nothing is said. */
  readonly otherwise: Traits<K>;
}

const viewTraits = {
  columns: orNull(texts),
  securityBarrier: or(flag, false),
  securityInvoker: or(flag, false),
  checkOption: orNull(choice("local", "cascaded")),
  comment: orNull(text),
};

const collationTraits = { comment: orNull(text) };

const viewColumn = record<ViewColumn>({ name: needed(text), type: needed(text) });

const rows: { readonly [K in SqlObjectKind]: Row<K> } = {
  collation: {
    methods: {
      createObject: "createCollation",
      replaceObject: "replaceCollation",
      dropObject: "dropCollation",
      renameObject: "renameCollation",
    },
    example: { name: "german", sql: "PROVIDER = icu, LOCALE = 'de'", to: "de" },
    json: record<SqlObjects["collation"]>({
      ...tableRefRows,
      definition: needed(text),
      ...collationTraits,
    }),
    sqlOf: ({ definition }) => definition,
    traits: part<Traits<"collation">, CollationLiteral>(collationTraits),
    made: (ref, definition, traits) => ({ ...ref, definition, ...traits }),
    otherwise: { comment: "as in a dictionary" },
  },
  view: {
    methods: {
      createObject: "createView",
      replaceObject: "replaceView",
      dropObject: "dropView",
      renameObject: "renameView",
    },
    example: {
      name: "adult",
      sql: "SELECT id FROM person WHERE age >= 18",
      to: "grown_up",
    },
    json: record<SqlObjects["view"]>({
      ...tableRefRows,
      query: needed(text),
      ...viewTraits,
      returns: or(list(viewColumn), []),
    }),
    sqlOf: ({ query }) => query,
    traits: part<Traits<"view">, ViewLiteral>(viewTraits),
    made: (ref, query, traits) => ({ ...ref, query, ...traits, returns: [] }),
    otherwise: {
      columns: ["number"],
      securityBarrier: true,
      securityInvoker: true,
      checkOption: "local",
      comment: "may vote",
    },
  },
};

/** What a script says of an object: the SQL that defines it, and the options. */
export const writeObject = <K extends SqlObjectKind>(
  kind: K,
  of: SqlObjects[K],
): { readonly sql: Sql; readonly options: object } => ({
  sql: rows[kind].sqlOf(of),
  options: rows[kind].traits.writeFields(of),
});

export const readObject = <K extends SqlObjectKind>(
  kind: K,
  ref: TableRef,
  sql: Sql,
  options: Fields,
): SqlObjects[K] => rows[kind].made(ref, sql, rows[kind].traits.readFields(options));

/** How scripts call the operations on objects of a kind. */
export const objectMethods = <K extends SqlObjectKind>(kind: K): ObjectMethods<K> =>
  rows[kind].methods;

export const objectExample = (kind: SqlObjectKind): ObjectExample => rows[kind].example;

interface ObjectExamples {
  /** One that says nothing of its attributes. */
  readonly plain: SqlObject;
  /** What one says otherwise, attribute by attribute. */
  readonly otherwise: Readonly<Record<string, Partial<SqlObject>>>;
}

/** Objects of a kind that differ from a plain one in one attribute each. */
export const objectExamples = (kind: SqlObjectKind): ObjectExamples => {
  const { example, otherwise } = rows[kind];
  const ref = { schema: null, name: example.name };
  const plain = object((options) => readObject(kind, ref, example.sql, options));
  return {
    plain: plain({}, root("internal", kind, "report this")),
    otherwise: Object.fromEntries(
      Object.entries(otherwise).map(([attribute, value]) => [attribute, { [attribute]: value }]),
    ),
  };
};

type Lists = Codec<SqlObjectLists>;

const jsonOf = <K extends SqlObjectKind>(kind: K): Codec<SqlObjects[K]> =>
  defined(kind, rows[kind].json);

/** An object of a kind in JSON. */
export const sqlObject = (kind: SqlObjectKind): Codec<SqlObject> => jsonOf(kind);

export const sqlObjectKind = choice(...sqlObjectKinds);

const all: readonly (readonly [SqlObjectKind, Codec<readonly SqlObject[]>])[] = sqlObjectKinds.map(
  (kind) => [kind, list(jsonOf(kind))],
);

/** The objects of a schema by their kinds, as a snapshot holds them. */
export const sqlObjects: Lists = {
  encode: (lists) =>
    Object.fromEntries(
      all.flatMap(([kind, codec]) => {
        const those = lists[kind];
        return those === undefined ? [] : [[kind, codec.encode(those)]];
      }),
    ),
  decode: object((fields): SqlObjectLists =>
    Object.fromEntries(
      all.flatMap(([kind, codec]) => {
        const those = fields.get(kind, codec.decode);
        return those === undefined ? [] : [[kind, those]];
      }),
    ),
  ),
  schema: {
    type: "object",
    properties: Object.fromEntries(all.map(([kind, codec]) => [kind, codec.schema])),
    additionalProperties: false,
  },
  uses: all.flatMap(([, codec]) => codec.uses),
};
