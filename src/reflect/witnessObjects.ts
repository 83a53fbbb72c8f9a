/** The witness of SQL objects: the server prints those that are spelled differently from the live ones. */
import {
  asWritten,
  inWordsOf,
  printedOf,
  same,
  schemaObjectRules,
  sqlObjectKinds,
  tableKey,
  tableText,
  textsOf,
  withInferred,
  withObjects,
  type Reading,
  type Schema,
  type SqlObject,
  type SqlObjectKind,
  type Table,
} from "../model/index.js";
import type { Dialect } from "../dialects/index.js";
import { spellingKey } from "../sql/index.js";
import type { AskedObject, PrintedObject } from "./backend.js";
import { namesToCome, containsName, whatOf, type Refused } from "./refused.js";
import type { Respelled, Unprinted } from "./witness.js";

export type PrintObjects = (
  objects: readonly AskedObject[],
  shadows: readonly Table[],
  context: Schema,
) => Promise<readonly PrintedObject[]>;

interface Open extends AskedObject {
  /** The live object with the same name. */
  readonly counterpart: SqlObject | null;
  /** All live objects of its kind: one of them may be the same under another name. */
  readonly live: readonly SqlObject[];
}

type Says = (object: SqlObject) => string;

/** Are two objects of a kind the same, as far as their texts show? */
type Alike = (kind: SqlObjectKind, one: SqlObject, other: SqlObject) => boolean;

const objectsOf = (schema: Schema, kind: SqlObjectKind): readonly SqlObject[] =>
  schemaObjectRules[kind].all(schema);

/** Declared tables that the database does not hold with these columns. */
const shadowsOf = (live: Schema, declared: Schema): readonly Table[] => {
  const columns = ({ columns: all }: Table): object => all.map(({ name, type }) => [name, type]);
  const held = new Map(live.tables.map((table) => [tableKey(table), columns(table)]));
  return declared.tables.filter((table) => !same(held.get(tableKey(table)), columns(table)));
};

const noServer = "no server to ask: the two sides are spelled differently";

/** A doubt about an object that nobody could be asked about, if there is a live one that may be the same. */
const doubtOf = ({ object, counterpart }: Open, because: string): readonly Unprinted[] =>
  counterpart === null ? [] : [{ schema: object.schema, table: object.name, because }];

/** The names of objects that do not exist yet and get no shadow while the server is asked: they are in another schema, or use a type that does not exist yet. */
const unshadowed = (live: Schema, declared: Schema, dialect: Dialect): readonly string[] => {
  const { objects: _asked, ...others } = declared;
  const toCome = namesToCome(others, live, dialect);
  const isMade = ({ schema, columns }: Table): boolean =>
    schema === null && !columns.some(({ type }) => containsName(type, toCome));
  const names = (tables: readonly Table[]): readonly string[] => tables.map(({ name }) => name);
  const made = names(declared.tables.filter(isMade));
  return [
    ...toCome.filter((name) => !made.includes(name)),
    ...names(shadowsOf(live, declared).filter((table) => !isMade(table))),
  ];
};

/** The object as refused, where it names something that does not exist and that no plan creates. */
const refusedOf = (
  { kind, object }: Open,
  answer: PrintedObject | undefined,
  toCome: readonly string[],
): readonly Refused[] => {
  if (answer === undefined || !("cannot" in answer) || !answer.unknown) return [];
  const says = textsOf(kind, object).map(({ text }) => text);
  if (says.some((sql) => containsName(sql, toCome))) return [];
  const { schema, name } = object;
  const what = whatOf(schemaObjectRules[kind].label, tableText(object), says);
  return [{ of: { schema, name }, what, because: answer.cannot }];
};

/** The declared objects; where their texts agree with the live ones, with what the server inferred of these. */
const withKnown = (live: Schema, declared: Schema, alike: Alike): Schema =>
  sqlObjectKinds.reduce((schema, kind) => {
    const byKey = new Map(objectsOf(live, kind).map((object) => [tableKey(object), object]));
    return withObjects(schema, kind, (objects) =>
      objects.map((object) => {
        const counterpart = byKey.get(tableKey(object));
        return counterpart !== undefined && alike(kind, object, counterpart)
          ? withInferred(kind, object, counterpart)
          : object;
      }),
    );
  }, declared);

const openOf = (live: Schema, declared: Schema, alike: Alike): readonly Open[] =>
  sqlObjectKinds.flatMap((kind) => {
    const all = objectsOf(live, kind);
    const byKey = new Map(all.map((object) => [tableKey(object), object]));
    return objectsOf(declared, kind).flatMap((object): readonly Open[] => {
      const counterpart = byKey.get(tableKey(object)) ?? null;
      return counterpart !== null && alike(kind, object, counterpart)
        ? []
        : [{ kind, object, counterpart, live: all }];
    });
  });

/** The live object that is printed like the declared one, preferably the one of its name. */
const printedAlike = (open: Open, printed: SqlObject, says: Says): SqlObject | undefined => {
  const text = says(printed);
  return [...(open.counterpart === null ? [] : [open.counterpart]), ...open.live].find(
    (object) => says(object) === text,
  );
};

/**
 * The declared objects in the live words wherever the server prints both alike, else in their own words with what the server
 * infers. At most two round trips, none where the texts agree: what still differs after one print is printed again, on both
 * sides, and compared.
 */
export const respellObjects = async (
  live: Schema,
  given: Schema,
  dialect: Dialect,
  print: PrintObjects | null,
): Promise<Respelled> => {
  const { lexicon } = dialect;
  const reading: Reading = { ...asWritten, expression: (sql) => spellingKey(sql, lexicon) };
  const says =
    (kind: SqlObjectKind): Says =>
    (object) =>
      JSON.stringify(printedOf(kind, object, reading));
  const written = (kind: SqlObjectKind, object: SqlObject): string =>
    JSON.stringify(printedOf(kind, object, asWritten));
  const alike: Alike = (kind, one, other) =>
    written(kind, one) === written(kind, other) || says(kind)(one) === says(kind)(other);
  const declared = withKnown(live, given, alike);
  const open = openOf(live, declared, alike);
  if (open.length === 0) return { declared, doubts: [], refused: [] };
  if (print === null)
    return { declared, doubts: open.flatMap((one) => doubtOf(one, noServer)), refused: [] };

  const shadows = shadowsOf(live, declared);
  const toCome = unshadowed(live, declared, dialect);
  const first = await print(open, shadows, declared);
  const answers = open.map((one, i) => {
    const answer = first[i];
    const printed = answer !== undefined && "object" in answer ? answer : null;
    return { one, answer, once: printed?.object ?? null, readsLive: printed?.readsLive === true };
  });
  const unsettled = answers.flatMap(({ one, once }) =>
    once !== null &&
    one.counterpart !== null &&
    printedAlike(one, once, says(one.kind)) === undefined
      ? [{ one, once, counterpart: one.counterpart }]
      : [],
  );
  const second =
    unsettled.length === 0
      ? []
      : await print(
          [
            ...unsettled.map(({ one, once }) => ({ kind: one.kind, object: once })),
            ...unsettled.map(({ one, counterpart }) => ({ kind: one.kind, object: counterpart })),
          ],
          shadows,
          declared,
        );
  const alikeAtSecond = (one: Open): SqlObject | undefined => {
    const i = unsettled.findIndex((u) => u.one === one);
    const [twice, liveTwice] = [second[i], second[i + unsettled.length]];
    return i >= 0 &&
      twice !== undefined &&
      liveTwice !== undefined &&
      "object" in twice &&
      "object" in liveTwice &&
      says(one.kind)(twice.object) === says(one.kind)(liveTwice.object)
      ? unsettled[i]?.counterpart
      : undefined;
  };
  const respelled = new Map<SqlObject, SqlObject>();
  for (const { one, once, readsLive } of answers) {
    if (once === null) continue;
    const { kind, object } = one;
    const words = printedAlike(one, once, says(kind)) ?? alikeAtSecond(one);
    const worded = words === undefined ? object : inWordsOf(kind, object, words);
    respelled.set(object, readsLive ? worded : withInferred(kind, worded, once));
  }
  return {
    declared: sqlObjectKinds.reduce(
      (schema, kind) =>
        withObjects(schema, kind, (objects) =>
          objects.map((object) => respelled.get(object) ?? object),
        ),
      declared,
    ),
    doubts: answers.flatMap(({ one, answer, once }) =>
      once !== null || (answer !== undefined && "unknown" in answer && answer.unknown)
        ? []
        : doubtOf(
            one,
            answer !== undefined && "cannot" in answer
              ? answer.cannot
              : "the server gave no answer",
          ),
    ),
    refused: answers.flatMap(({ one, answer }) => refusedOf(one, answer, toCome)),
  };
};
