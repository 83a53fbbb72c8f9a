/** The witness: where two sides differ only in spelling, the server prints what was declared, and equal print is one meaning. */
import {
  ofKind,
  same,
  tableKey,
  type Column,
  type Constraint,
  type Index,
  type Options,
  type Schema,
  type Sql,
  type Table,
} from "../model/index.js";
import type { Dialect, Facts } from "../dialects/index.js";
import { spellingKey } from "../sql/index.js";
import type { Printed } from "./backend.js";

export type Print = (tables: readonly Table[], context: Schema) => Promise<readonly Printed[]>;

/** A table whose expressions nobody could be asked about. */
export interface Unprinted {
  readonly schema: string | null;
  readonly table: string;
  readonly because: string;
}

export interface Respelled {
  /** The declared schema, in the live one's words wherever the server says that both mean the same. */
  readonly declared: Schema;
  readonly doubts: readonly Unprinted[];
}

type Check = Extract<Constraint, { readonly kind: "check" }>;
type Exclude = Extract<Constraint, { readonly kind: "exclude" }>;
type Spell = (sql: Sql) => string;

const columnKeys = ["type", "default", "generated", "collation", "onUpdate", "identity"] as const;
type ColumnKey = (typeof columnKeys)[number];

/** A value of a column as text that equal meanings share as far as tokens can tell. */
const columnText = (column: Column, key: ColumnKey, spell: Spell): string => {
  if (key === "default" || key === "onUpdate")
    return column[key] === null ? "" : spell(column[key]);
  if (key === "generated")
    return column.generated === null
      ? ""
      : `${column.generated.stored} ${spell(column.generated.expression)}`;
  return JSON.stringify(column[key]);
};

const elementsText = (elements: Index["elements"], spell: Spell): string =>
  JSON.stringify(
    elements.map((e) => ({
      ...e,
      of: "column" in e.of ? e.of : { expression: spell(e.of.expression) },
    })),
  );

const partText = (part: Index | Exclude, spell: Spell): string =>
  `${part.method ?? ""} ${elementsText(part.elements, spell)} ${part.where === null ? "" : spell(part.where)}`;

const excludes = (table: Table): readonly Exclude[] => ofKind(table.constraints, "exclude");
const checks = (table: Table): readonly Check[] => ofKind(table.constraints, "check");

/** What the declared column or table says of its options lives, and so says nothing new; what it leaves unsaid is no question. */
const optionsLive = (
  item: { readonly options: Options },
  counterpart: { readonly options: Options },
): boolean =>
  Object.entries(item.options).every(([key, value]) => counterpart.options[key] === value);

const columnsByName = (table: Table): ReadonlyMap<string, Column> =>
  new Map(table.columns.map((c) => [c.name, c]));

/** The parts of `declared` that no part of `live` is spelled like; null where there are none. Columns come whole: the parts are read by them. */
const question = (declared: Table, live: Table, spell: Spell): Table | null => {
  const liveColumns = columnsByName(live);
  const columnsDiffer = declared.columns.some((column) => {
    const counterpart = liveColumns.get(column.name);
    return (
      counterpart !== undefined &&
      (!optionsLive(column, counterpart) ||
        columnKeys.some(
          (key) => columnText(column, key, spell) !== columnText(counterpart, key, spell),
        ))
    );
  });
  const liveChecks = new Set(checks(live).map((c) => spell(c.expression)));
  const liveParts = new Set([...live.indexes, ...excludes(live)].map((i) => partText(i, spell)));
  const constraints = [
    ...checks(declared).filter((c) => !liveChecks.has(spell(c.expression))),
    ...excludes(declared).filter((c) => !liveParts.has(partText(c, spell))),
  ];
  const indexes = declared.indexes.filter((i) => !liveParts.has(partText(i, spell)));
  return columnsDiffer ||
    !optionsLive(declared, live) ||
    constraints.length > 0 ||
    indexes.length > 0
    ? { ...declared, constraints, indexes }
    : null;
};

/** The same table as its own question, for printing the live words a second time: what `question` would leave out included. */
const whole = (table: Table): Table => ({
  ...table,
  constraints: [...checks(table), ...excludes(table)],
});

interface Prints {
  readonly asked: Table;
  readonly once: Table;
  /** Both sides printed from print, where the first print did not settle it. */
  readonly again: { readonly declared: Table; readonly live: Table } | null;
}

/** Finds the live part that the server prints like the declared one; `of` reads the comparable text of a table's parts in order. */
const counterpartOf = (
  i: number,
  live: Table,
  { once, again }: Prints,
  of: (table: Table) => readonly string[],
): number => {
  const first = of(live).indexOf(of(once)[i] ?? "");
  if (first >= 0 || again === null) return first;
  return of(again.live).indexOf(of(again.declared)[i] ?? "");
};

const adoptColumns = (
  declared: Table,
  live: Table,
  { once, again }: Prints,
  spell: Spell,
): readonly Column[] => {
  const liveColumns = columnsByName(live);
  const againLive = again === null ? null : columnsByName(again.live);
  return declared.columns.map((column, i) => {
    const counterpart = liveColumns.get(column.name);
    const printed = once.columns[i];
    if (counterpart === undefined || printed === undefined) return column;
    const twice = again?.declared.columns[i];
    const mateTwice = againLive?.get(column.name);
    const same = (key: ColumnKey): boolean =>
      columnText(printed, key, spell) === columnText(counterpart, key, spell) ||
      (twice !== undefined &&
        mateTwice !== undefined &&
        columnText(twice, key, spell) === columnText(mateTwice, key, spell));
    const adopted = columnKeys.filter(
      (key) => columnText(column, key, spell) !== columnText(counterpart, key, spell) && same(key),
    );
    // An option may come out in other words (MySQL tells a charset by its default collation), so it is the same only where all of the column is.
    const options =
      !optionsLive(column, counterpart) &&
      optionsLive(printed, counterpart) &&
      columnKeys.every(same)
        ? { options: counterpart.options }
        : {};
    return {
      ...column,
      ...Object.fromEntries(adopted.map((key) => [key, counterpart[key]])),
      ...options,
    };
  });
};

/** The declared options of a table; one that lives under another's name (MySQL tells a charset by its collation) comes as that other one. */
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
  const { asked } = prints;
  const constraints = declared.constraints.map((c) => {
    if (c.kind === "check") {
      const i = checks(asked).indexOf(c);
      const counterpart =
        i < 0
          ? undefined
          : checks(live)[
              counterpartOf(i, live, prints, (t) => checks(t).map((x) => spell(x.expression)))
            ];
      return counterpart === undefined ? c : { ...c, expression: counterpart.expression };
    }
    if (c.kind === "exclude") {
      const i = excludes(asked).indexOf(c);
      const counterpart =
        i < 0
          ? undefined
          : excludes(live)[
              counterpartOf(i, live, prints, (t) => excludes(t).map((x) => partText(x, spell)))
            ];
      return counterpart === undefined
        ? c
        : {
            ...c,
            method: counterpart.method,
            elements: counterpart.elements,
            where: counterpart.where,
          };
    }
    return c;
  });
  const indexes = declared.indexes.map((index) => {
    const i = asked.indexes.indexOf(index);
    const counterpart =
      i < 0
        ? undefined
        : live.indexes[
            counterpartOf(i, live, prints, (t) => t.indexes.map((x) => partText(x, spell)))
          ];
    return counterpart === undefined
      ? index
      : {
          ...index,
          method: counterpart.method,
          elements: counterpart.elements,
          where: counterpart.where,
        };
  });
  return {
    ...declared,
    columns: adoptColumns(declared, live, prints, spell),
    constraints,
    indexes,
    options: adoptOptions(declared.options, live.options, prints.once.options, facts),
  };
};

const reasonOf = (printed: Printed | undefined): string =>
  printed !== undefined && "cannot" in printed ? printed.cannot : "the server gave no answer";

/**
 * At most two round trips to the server, none when the texts agree: PostgreSQL prints some expressions in one more way when
 * they are read back, so what still differs after one print is compared after both sides were printed from print.
 */
export const respell = async (
  live: Schema,
  declared: Schema,
  dialect: Dialect,
  print: Print | null,
): Promise<Respelled> => {
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
  // What is equal to the bottom is one value from here on: nobody has to look at it again.
  const known: Schema = { ...declared, tables: declared.tables.map((t) => equal.get(t) ?? t) };
  if (open.length === 0) return { declared: known, doubts: [] };
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
    };

  const first = await print(
    open.map(({ asked }) => asked),
    declared,
  );
  const answered = open.flatMap((o, i) => {
    const printed = first[i];
    return printed !== undefined && "table" in printed ? [{ ...o, once: printed.table }] : [];
  });
  const doubts = open.flatMap(({ table }, i) => {
    const printed = first[i];
    return printed !== undefined && "table" in printed ? [] : [doubt(table, reasonOf(printed))];
  });
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
  };
};
