/**
 * Settings that only one dialect has: each dialect takes its own, and a key that no dialect knows
 * is reported as a mistake.
 */
import { allDialects, type Dialect, type Facts } from "../dialects/index.js";
import { tableText, type Options } from "../model/index.js";
import { suggestion } from "../decode/suggest.js";
import type { SequenceDeclaration } from "./contents.js";
import type { IndexOptions } from "./shapes.js";
import type { TableDeclaration } from "./table.js";

type Place = "tableOptions" | "columnOptions" | "indexOptions" | "sequenceOptions";

const keysOf = (place: Place): readonly string[] =>
  [...new Set(allDialects().flatMap(({ facts }) => Object.keys(facts[place] ?? {})))].sort();

/**
 * For each place, which of the server's lists of built-in access methods applies; extensions may
 * add others.
 */
const methods: Readonly<Partial<Record<Place, "table" | "index">>> = {
  tableOptions: "table",
  indexOptions: "index",
};

/** Is it stored by a method of an extension, which may have options of its own? */
const takesFurther = (place: Place, method: string | null, { facts }: Dialect): boolean => {
  const kind = methods[place];
  const own = kind === undefined ? undefined : facts.accessMethods?.[kind];
  return method !== null && own !== undefined && !own.includes(method.toLowerCase());
};

/** Those of the given settings that the dialect knows; the others belong to other dialects. */
export const knownOptions = (
  options: Options,
  place: Place,
  dialect: Dialect,
  method: string | null = null,
): Options => {
  const own = dialect.facts[place] ?? {};
  const further = takesFurther(place, method, dialect) ? keysOf(place) : null;
  return Object.fromEntries(
    Object.entries(options)
      .filter(([key]) => Object.hasOwn(own, key) || further?.includes(key) === false)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
};

/** The access method of a table, which is one of its options. */
export const methodOf = (options: Options): string | null => options["accessMethod"] ?? null;

const unknownIn = (place: Place, options: Options, where: string): readonly string[] =>
  Object.keys(options)
    .filter((key) => !keysOf(place).includes(key))
    .map(
      (key) =>
        `no dialect knows the option ${JSON.stringify(key)} of ${where}: ${suggestion(key, keysOf(place), "options")}`,
    );

type OfIndex = Pick<IndexOptions, "options" | "method">;

/** The declared indexes and constraints with a backing index, each with a label for messages. */
const ofIndexes = (table: TableDeclaration): readonly (readonly [OfIndex, string])[] => [
  ...table.extras.flatMap((extra): readonly (readonly [OfIndex, string])[] => {
    if (extra.is === "index") return [[extra.options, "an index"]];
    if (extra.is === "primaryKey") return [[extra.options, "the primary key"]];
    if (extra.is === "unique") return [[extra.options, "a unique constraint"]];
    return extra.is === "exclude" ? [[extra.options, "an exclude constraint"]] : [];
  }),
  ...table.columns.flatMap(({ index }) => (index === null ? [] : [[index, "an index"] as const])),
];

type OfTable = Exclude<Place, "sequenceOptions">;

/** Where they are set, the settings, what they are settings of (nothing: the table itself), and the access method. */
type Given = readonly [OfTable, Options, string | null, string | null];

/** The settings of a table and its parts, where there are any. */
const given = (table: TableDeclaration): readonly Given[] => {
  const all: readonly Given[] = [
    ["tableOptions", table.options, null, methodOf(table.options)],
    ...table.columns.map(({ options, dbName }): Given => [
      "columnOptions",
      options,
      `column ${dbName}`,
      null,
    ]),
    ...ofIndexes(table).map(([{ options = {}, method = null }, label]): Given => [
      "indexOptions",
      options,
      label,
      method,
    ]),
  ];
  return all.filter(([, options]) => Object.keys(options).length > 0);
};

const labelText = (part: string | null, table: TableDeclaration): string =>
  `${part === null ? "" : `${part} of `}table ${tableText(table)}`;

/** Does it have an option that is read from the database only for tables that declare it? */
export const saysReadApart = (table: TableDeclaration, { readApart }: Facts): boolean =>
  readApart !== undefined &&
  given(table).some(([place, options]) => readApart[place].some((key) => key in options));

/** Warnings for the settings of one table that no dialect knows. */
export const unknownSettings = (table: TableDeclaration): readonly string[] =>
  given(table).flatMap(([place, options, part, method]) =>
    allDialects().some((dialect) => takesFurther(place, method, dialect))
      ? []
      : unknownIn(place, options, labelText(part, table)),
  );

export const unknownSequenceSettings = ({ name, schema, options }: SequenceDeclaration) =>
  unknownIn(
    "sequenceOptions",
    options.options ?? {},
    `the sequence ${tableText({ schema, name })}`,
  );
