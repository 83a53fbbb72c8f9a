/**
 * The parts of a table's text that SQLite could spell differently with the same meaning: the blanks
 * of a type, DEFAULT NULL, what follows REFERENCES. PRAGMA table_info and foreign_key_list show
 * them, so between two databases they are kept word for word and compared. A difference of case
 * alone is kept, but does not count.
 */
import {
  type Column,
  type Constraint,
  type Options,
  type Schema,
  type SpelledReference,
  type Sql,
  type Table,
} from "../../model/index.js";
import { spellingKey, withoutOuterParentheses } from "../../sql/index.js";
import { clausesOf, slice, type Neighbours } from "./definition.js";
import { normalizedDefault } from "./defaults.js";
import { parseStoredTable, type Reference, type TableDefinition } from "./grammar/index.js";
import { fold, lexicon, sameName } from "./lexicon.js";
import { placedConstraints } from "./readConstraints.js";
import { neighboursOf } from "./readSchema.js";
import { canonical } from "./types.js";

const meansSame = (a: Sql | null, b: Sql | null): boolean =>
  a === b || (a !== null && b !== null && spellingKey(a, lexicon) === spellingKey(b, lexicon));

/** The type as an option spells it, if that is the same type as the column's. */
export const writtenType = ({ type, options }: Pick<Column, "type" | "options">): Sql => {
  const text = options["writtenType"];
  return text !== undefined && canonical(text) === type ? text : type;
};

/** The same for a default. */
export const writtenDefault = (column: Pick<Column, "default" | "options">): Sql | null => {
  const text = column.options["writtenDefault"];
  return text !== undefined && meansSame(normalizedDefault(text), column.default)
    ? text
    : column.default;
};

interface Words {
  readonly type: Sql | null;
  readonly default: Sql | null;
}

const wordsOf = ({ sql, columns }: TableDefinition): ReadonlyMap<string, Words> =>
  new Map(
    columns.map((column) => {
      const value = clausesOf(column, "default").at(-1);
      return [
        column.name.name,
        {
          type: column.type === null ? null : slice(sql, column.type),
          default:
            value === undefined ? null : withoutOuterParentheses(slice(sql, value.value), lexicon),
        },
      ];
    }),
  );

const ofType = (type: Sql | null, other: Words | undefined): Options =>
  type === null || type === canonical(type) || type.toLowerCase() === other?.type?.toLowerCase()
    ? {}
    : { writtenType: type };

/**
 * Two defaults with the same meaning may be spelled in two ways; a default of NULL, which is the
 * same as none, may be written or not.
 */
const ofDefault = (text: Sql | null, other: Words | undefined): Options => {
  if (text === null || text === other?.default) return {};
  const own = normalizedDefault(text);
  const their = other?.default == null ? null : normalizedDefault(other.default);
  return own === null || meansSame(own, their) ? { writtenDefault: text } : {};
};

const spelling = (reference: Reference): SpelledReference => ({
  table: reference.table.name,
  columns: reference.columns?.map(({ name }) => name) ?? null,
});

const isPlain = (
  { table, columns }: SpelledReference,
  { target, targetColumns }: Constraint<"foreignKey">,
): boolean =>
  table === target.name &&
  (columns === null
    ? targetColumns.length === 0
    : columns.every((name, i) => name === targetColumns[i]));

/** Do the two differ in spelling only? */
export const spells = (
  { table, columns }: SpelledReference,
  { target, targetColumns }: Constraint<"foreignKey">,
): boolean =>
  sameName(table, target.name) &&
  (columns === null ||
    (columns.length === targetColumns.length &&
      columns.every((name, i) => sameName(name, targetColumns[i] ?? ""))));

const referencesOf = (
  definition: TableDefinition,
  neighbours: Neighbours,
): ReadonlyMap<string, SpelledReference> =>
  new Map(
    placedConstraints(definition, neighbours).flatMap(({ constraint, clause }) =>
      constraint.kind === "foreignKey" && (clause.is === "references" || clause.is === "foreignKey")
        ? [[JSON.stringify(constraint), spelling(clause.reference)] as const]
        : [],
    ),
  );

const withSpelling = (
  constraint: Constraint,
  known: ReadonlyMap<string, SpelledReference>,
): Constraint => {
  const spelled =
    constraint.kind === "foreignKey" ? known.get(JSON.stringify(constraint)) : undefined;
  return constraint.kind !== "foreignKey" || spelled === undefined || isPlain(spelled, constraint)
    ? constraint
    : { ...constraint, spelled };
};

const definitionOf = ({ definition }: Table): TableDefinition | null =>
  definition === null ? null : parseStoredTable(definition);

/** The foreign keys of a text, each with its own columns. */
const referencesIn = (
  definition: TableDefinition,
): readonly { readonly columns: readonly string[]; readonly reference: Reference }[] => [
  ...definition.columns.flatMap((column) =>
    clausesOf(column, "references").map(({ reference }) => ({
      columns: [column.name.name],
      reference,
    })),
  ),
  ...definition.constraints.flatMap((clause) =>
    clause.is === "foreignKey"
      ? [{ columns: clause.columns.map(({ name }) => name), reference: clause.reference }]
      : [],
  ),
];

/** From the text of the table, where the constraint itself does not have it. */
export const impliedReference = (
  table: Table,
  { spelled, columns, target }: Constraint<"foreignKey">,
): SpelledReference | null => {
  if (spelled !== undefined) return spelled.columns === null ? spelled : null;
  const definition = definitionOf(table);
  const found = (definition === null ? [] : referencesIn(definition)).find(
    ({ columns: own, reference }) =>
      reference.columns === null &&
      sameName(reference.table.name, target.name) &&
      own.length === columns.length &&
      own.every((name, i) => sameName(name, columns[i] ?? "")),
  );
  return found === undefined ? null : spelling(found.reference);
};

const withWords = (
  column: Column,
  words: Words | undefined,
  opposite: Words | undefined,
): Column => {
  if (words === undefined) return column;
  const options = { ...ofType(words.type, opposite), ...ofDefault(words.default, opposite) };
  return Object.keys(options).length === 0
    ? column
    : { ...column, options: { ...column.options, ...options } };
};

/**
 * Where only one side has a text, the columns that are dropped keep their spelling, so that the
 * reverse can restore it.
 */
const withWordsOfDropped = (table: Table, own: TableDefinition, other: Table): Table => {
  const words = wordsOf(own);
  return {
    ...table,
    columns: table.columns.map((column) =>
      other.columns.some(({ name }) => sameName(name, column.name))
        ? column
        : withWords(column, words.get(column.name), undefined),
    ),
  };
};

export const withWrittenWords = (schema: Schema, other: Schema): Schema => {
  const neighbours = neighboursOf(schema.tables.flatMap((table) => definitionOf(table) ?? []));
  const others = new Map(other.tables.map((table) => [fold(table.name), table]));
  return {
    ...schema,
    tables: schema.tables.map((table): Table => {
      const counterpart = others.get(fold(table.name));
      const [own, their] = [table, counterpart ?? null].map((t) =>
        t === null ? null : definitionOf(t),
      );
      if (own == null || counterpart === undefined) return table;
      if (their == null) return withWordsOfDropped(table, own, counterpart);
      const [words, theirs] = [wordsOf(own), wordsOf(their)];
      const wordsOfCounterpart = (name: string): Words | undefined =>
        [...theirs].find(([there]) => sameName(there, name))?.[1];
      const known = referencesOf(own, neighbours);
      return {
        ...table,
        columns: table.columns.map((column) =>
          withWords(column, words.get(column.name), wordsOfCounterpart(column.name)),
        ),
        constraints: table.constraints.map((c) => withSpelling(c, known)),
      };
    }),
  };
};
