/** The witness: where two sides differ only in spelling, the server prints what was declared, and equal prints have one meaning. */
import {
  valueText,
  asWritten,
  inWordsOf,
  ofKind,
  printedConstraintKinds,
  printedOf,
  same,
  tableKey,
  type Column,
  type Constraint,
  type Index,
  type Options,
  type Reading,
  type Schema,
  type Sql,
  type Table,
} from "../model/index.js";
import {
  strangeTextSays,
  strangeTextsOfTable,
  type Dialect,
  type Facts,
} from "../dialects/index.js";
import { spellingKey } from "../sql/index.js";
import type { Printed } from "./backend.js";
import { mayBeRefused, refusedIn, type Refused } from "./refused.js";

export type Print = (tables: readonly Table[], context: Schema) => Promise<readonly Printed[]>;

/** A table about whose expressions nobody could be asked. */
export interface Unprinted {
  readonly schema: string | null;
  readonly table: string;
  readonly because: string;
}

export interface Respelled {
  /** The declared schema, with the live texts wherever the server prints both alike. */
  readonly declared: Schema;
  readonly doubts: readonly Unprinted[];
  /** What the server refuses, whatever the live side has; only filled in where it was asked for. */
  readonly refused: readonly Refused[];
}

type Spell = (sql: Sql) => string;

/** Converts an object so that equal meanings become equal values, as far as tokens show. */
const readingBy = (spell: Spell): Reading => ({
  ...asWritten,
  expression: spell,
  columnDefault: spell,
  generated: spell,
});

type Part = Constraint | Index;

const partText = (part: Part, spell: Spell): string => {
  const reading = readingBy(spell);
  const printed =
    "kind" in part ? printedOf(part.kind, part, reading) : printedOf("index", part, reading);
  return `${"kind" in part ? part.kind : "index"} ${valueText(printed)}`;
};

/** The constraints that the server may print with other words. */
const printedConstraints = (table: Table): readonly Constraint[] =>
  printedConstraintKinds.flatMap((kind): readonly Constraint[] => ofKind(table.constraints, kind));

const partsOf = (table: Table): readonly Part[] => [...printedConstraints(table), ...table.indexes];

/** Does the counterpart have all declared options? Then there is nothing to ask; unspecified options are not asked about. */
const optionsLive = (
  item: { readonly options: Options },
  counterpart: { readonly options: Options },
): boolean =>
  Object.entries(item.options).every(([key, value]) => counterpart.options[key] === value);

const columnsByName = (table: Table): ReadonlyMap<string, Column> =>
  new Map(table.columns.map((c) => [c.name, c]));

/** The declared table with only those parts that no live part is spelled like; null where there are none. The columns are always whole, since the parts refer to them. */
const question = (declared: Table, live: Table, spell: Spell): Table | null => {
  const liveColumns = columnsByName(live);
  const reading = readingBy(spell);
  const columnsDiffer = declared.columns.some((column) => {
    const counterpart = liveColumns.get(column.name);
    return (
      counterpart !== undefined &&
      (!optionsLive(column, counterpart) ||
        !same(printedOf("column", column, reading), printedOf("column", counterpart, reading)))
    );
  });
  const liveTexts = new Set(partsOf(live).map((part) => partText(part, spell)));
  const isOpen = (part: Part): boolean => !liveTexts.has(partText(part, spell));
  const constraints = printedConstraints(declared).filter(isOpen);
  const indexes = declared.indexes.filter(isOpen);
  return columnsDiffer ||
    !optionsLive(declared, live) ||
    constraints.length > 0 ||
    indexes.length > 0
    ? { ...declared, constraints, indexes }
    : null;
};

/** The whole live table as a question, to have its own text printed a second time, including what `question` would leave out. */
const whole = (table: Table): Table => ({
  ...table,
  constraints: printedConstraints(table),
});

/** The columns that are added; all of them where the table is new. */
const addedColumns = ({ columns }: Table, live: Table | undefined): readonly Column[] => {
  const known = live === undefined ? null : columnsByName(live);
  return columns.filter(({ name }) => known?.has(name) !== true);
};

interface Prints {
  readonly asked: Table;
  readonly once: Table;
  /** The prints of both sides printed once more, where the first print did not decide it. */
  readonly again: { readonly declared: Table; readonly live: Table } | null;
}

/** The live part that the server prints like the declared one; `list` returns a table's parts of that kind in order. */
const counterpartOf = <T extends Part>(
  declared: T,
  list: (table: Table) => readonly T[],
  live: Table,
  { asked, once, again }: Prints,
  spell: Spell,
): T | undefined => {
  const at = list(asked).indexOf(declared);
  const texts = (table: Table): readonly string[] => list(table).map((p) => partText(p, spell));
  const alike = (printed: Table, among: Table): T | undefined => {
    const text = texts(printed)[at];
    return text === undefined ? undefined : list(live)[texts(among).indexOf(text)];
  };
  if (at < 0) return undefined;
  return alike(once, live) ?? (again === null ? undefined : alike(again.declared, again.live));
};

const adoptColumns = (
  declared: Table,
  live: Table,
  { once, again }: Prints,
  spell: Spell,
): readonly Column[] => {
  const liveColumns = columnsByName(live);
  const againLive = again === null ? null : columnsByName(again.live);
  const read = (column: Column): Readonly<Record<string, unknown>> =>
    printedOf("column", column, readingBy(spell));
  return declared.columns.map((column, i) => {
    const counterpart = liveColumns.get(column.name);
    const printed = once.columns[i];
    if (counterpart === undefined || printed === undefined) return column;
    const twice = again?.declared.columns[i];
    const liveTwice = againLive?.get(column.name);
    const [says, lives, first] = [read(column), read(counterpart), read(printed)];
    const [second, liveSecond] = [
      twice === undefined ? null : read(twice),
      liveTwice === undefined ? null : read(liveTwice),
    ];
    const agrees = (key: string): boolean =>
      same(first[key], lives[key]) ||
      (second !== null && liveSecond !== null && same(second[key], liveSecond[key]));
    const keys = Object.keys(lives);
    const adopted = keys.filter((key) => !same(says[key], lives[key]) && agrees(key));
    const words = printedOf("column", counterpart, asWritten);
    // An option may be printed under another name (MySQL prints a charset as its default collation), so it only counts as the same where the whole column is.
    const options =
      !optionsLive(column, counterpart) && optionsLive(printed, counterpart) && keys.every(agrees)
        ? { options: counterpart.options }
        : {};
    return {
      ...column,
      ...Object.fromEntries(adopted.map((key) => [key, words[key]])),
      ...options,
    };
  });
};

/** The declared options of a table; one that is stored under another name (MySQL stores a charset as its collation) is replaced by that one. */
const adoptOptions = (
  declared: Options,
  live: Options,
  printed: Options,
  { optionAlias }: Facts,
): Options =>
  Object.fromEntries(
    Object.entries(declared).flatMap(([key, value]) => {
      const teller = optionAlias[key] ?? key;
      const [there, is] = [live[teller], printed[teller]];
      if (teller === key || live[key] === value || there !== is) return [[key, value]];
      return there === undefined ? [] : [[teller, there]];
    }),
  );

const adopt = (declared: Table, live: Table, prints: Prints, spell: Spell, facts: Facts): Table => {
  const constraints = declared.constraints.map((c) => {
    const ofItsKind = (table: Table): readonly Constraint[] =>
      table.constraints.filter(({ kind }) => kind === c.kind);
    const counterpart = counterpartOf(c, ofItsKind, live, prints, spell);
    return counterpart === undefined ? c : inWordsOf(c.kind, c, counterpart);
  });
  const indexes = declared.indexes.map((index) => {
    const counterpart = counterpartOf(index, (table) => table.indexes, live, prints, spell);
    return counterpart === undefined ? index : inWordsOf("index", index, counterpart);
  });
  return {
    ...declared,
    columns: adoptColumns(declared, live, prints, spell),
    constraints,
    indexes,
    options: adoptOptions(declared.options, live.options, prints.once.options, facts),
  };
};

/** Sends no text to the server that is not a single piece of SQL, wherever it comes from. */
const askedSafely =
  (print: Print, dialect: Dialect): Print =>
  async (tables, context) => {
    const strange = new Map(
      tables.flatMap((table) =>
        strangeTextsOfTable(table, dialect).map((text) => [table, text] as const),
      ),
    );
    const safe = tables.filter((table) => !strange.has(table));
    const answers = new Map(
      (safe.length === 0 ? [] : await print(safe, context)).flatMap((printed, i) => {
        const table = safe[i];
        return table === undefined ? [] : [[table, printed] as const];
      }),
    );
    return tables.map((table): Printed => {
      const text = strange.get(table);
      return text === undefined
        ? (answers.get(table) ?? { cannot: "the server gave no answer" })
        : { cannot: strangeTextSays(text) };
    });
  };

const reasonOf = (printed: Printed | undefined): string =>
  printed !== undefined && "cannot" in printed ? printed.cannot : "the server gave no answer";

/**
 * The declared schema in the live words, where the server prints both alike. At most two round trips, none where the texts agree:
 * PostgreSQL prints some expressions differently when its print is read back, so what still differs after one print is printed again, on both sides, and compared.
 * @param everyPiece asks about new tables as well, and again about the pieces of refused ones
 */
export const respell = async (
  live: Schema,
  declared: Schema,
  dialect: Dialect,
  printer: Print | null,
  everyPiece = false,
): Promise<Respelled> => {
  const print = printer === null ? null : askedSafely(printer, dialect);
  const spellings = new Map<Sql, string>();
  const spell: Spell = (sql) => {
    const known = spellings.get(sql) ?? spellingKey(sql, dialect.lexicon);
    spellings.set(sql, known);
    return known;
  };
  const liveTables = new Map(live.tables.map((t) => [tableKey(t), t]));
  const equal = new Map<Table, Table>();
  const open = declared.tables.flatMap((table) => {
    const counterpart = liveTables.get(tableKey(table));
    if (counterpart !== undefined && same(table, counterpart)) {
      equal.set(table, counterpart);
      return [];
    }
    const asked = counterpart === undefined ? null : question(table, counterpart, spell);
    return counterpart === undefined || asked === null ? [] : [{ table, counterpart, asked }];
  });
  // Deeply equal tables become one object from here on, so that nobody has to compare them again.
  const known: Schema = { ...declared, tables: declared.tables.map((t) => equal.get(t) ?? t) };
  const coming = everyPiece
    ? declared.tables.flatMap((table) => {
        const counterpart = liveTables.get(tableKey(table));
        const added = addedColumns(table, counterpart);
        const isAsked = open.some((o) => o.table === table);
        if (isAsked || added.length === 0) return [];
        const asked =
          counterpart === undefined ? table : { ...table, constraints: [], indexes: [] };
        const part = { ...asked, columns: added };
        return mayBeRefused(part, declared, dialect) ? [whole(asked)] : [];
      })
    : [];
  if (open.length === 0 && (coming.length === 0 || print === null))
    return { declared: known, doubts: [], refused: [] };
  const doubt = (table: Table, because: string): Unprinted => ({
    schema: table.schema,
    table: table.name,
    because,
  });
  if (print === null)
    return {
      declared: known,
      doubts: open.map(({ table }) =>
        doubt(table, "no server to ask: the two sides are spelled differently"),
      ),
      refused: [],
    };

  const first = await print([...open.map(({ asked }) => asked), ...coming], declared);
  const answered = open.flatMap((o, i) => {
    const printed = first[i];
    return printed !== undefined && "table" in printed ? [{ ...o, once: printed.table }] : [];
  });
  const doubts = open.flatMap(({ table }, i) => {
    const printed = first[i];
    return printed !== undefined && "table" in printed ? [] : [doubt(table, reasonOf(printed))];
  });
  const refused = everyPiece
    ? await refusedIn(
        [...open.map(({ asked }) => asked), ...coming].filter((_, i) => {
          const answer = first[i];
          return answer !== undefined && "cannot" in answer;
        }),
        print,
        { live, declared, dialect },
      )
    : [];
  const unsettled = answered.filter(
    ({ counterpart, once }) => question(once, counterpart, spell) !== null,
  );
  const second =
    unsettled.length === 0
      ? []
      : await print(
          [
            ...unsettled.map(({ once }) => once),
            ...unsettled.map(({ counterpart }) => whole(counterpart)),
          ],
          declared,
        );
  const respelled = new Map<Table, Table>();
  for (const { table, counterpart, asked, once } of answered) {
    const i = unsettled.findIndex((u) => u.table === table);
    const [twice, liveTwice] = i < 0 ? [] : [second[i], second[i + unsettled.length]];
    const again =
      twice !== undefined && liveTwice !== undefined && "table" in twice && "table" in liveTwice
        ? { declared: twice.table, live: liveTwice.table }
        : null;
    respelled.set(table, adopt(table, counterpart, { asked, once, again }, spell, dialect.facts));
  }
  return {
    declared: {
      ...known,
      tables: declared.tables.map((t) => respelled.get(t) ?? equal.get(t) ?? t),
    },
    doubts,
    refused,
  };
};
