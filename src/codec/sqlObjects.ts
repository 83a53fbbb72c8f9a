/** The codecs of SQL objects, one row a kind: whole in JSON, and their attributes in scripts. */
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

/** The attributes of a view in a script, besides its name and its query. */
export interface ViewLiteral {
  /** The names of its columns, where the query does not name them. */
  readonly columns?: Columns;
  readonly securityBarrier?: boolean;
  readonly securityInvoker?: boolean;
  readonly checkOption?: "local" | "cascaded";
  readonly comment?: string;
}

/** The attributes of a collation in a script, besides its name and its definition. */
export interface CollationLiteral {
  readonly comment?: string;
}

/**
 * How the attributes of each kind appear in a script: which is an argument of its own, which are
 * options, and which are left out.
 */
interface ScriptForm {
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
  keyof TableRef | ScriptForm[K]["sql"] | ScriptForm[K]["derived"]
>;

/** Sample values for messages that show how a method is called. */
interface ObjectExample {
  readonly name: string;
  readonly sql: Sql;
  readonly to: string;
}

interface Row<K extends SqlObjectKind> {
  readonly methods: ObjectMethods<K>;
  readonly example: ObjectExample;
  readonly json: Codec<SqlObjects[K]>;
  /** The SQL that defines it, which is an argument of its own. */
  readonly sqlOf: (of: SqlObjects[K]) => Sql;
  readonly traits: Part<Traits<K>, ScriptForm[K]["options"]>;
  readonly made: (ref: TableRef, sql: Sql, traits: Traits<K>) => SqlObjects[K];
  /** For each attribute, a value other than the default. */
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

/** The arguments of an object in a script: the SQL that defines it, and the options. */
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

/** The methods of scripts for objects of a kind. */
export const objectMethods = <K extends SqlObjectKind>(kind: K): ObjectMethods<K> =>
  rows[kind].methods;

export const objectExample = (kind: SqlObjectKind): ObjectExample => rows[kind].example;

interface ObjectExamples {
  /** An object with every attribute at its default. */
  readonly plain: SqlObject;
  /** For each attribute, the object's fields with another value. */
  readonly otherwise: Readonly<Record<string, Partial<SqlObject>>>;
}

/** Objects of a kind that each differ from a plain one in one attribute. */
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
