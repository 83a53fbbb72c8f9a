/** What the SQL of an object reads, as far as its tokens tell, and which objects cannot be replaced in place while that changes. */
import {
  isOfSqlObject,
  sqlObjectRules,
  definingSql,
  tableKey,
  type Change,
  type Sql,
  type SqlObject,
  type SqlObjectKind,
  type Table,
} from "../../model/index.js";
import { caseless, meaningful, type Token } from "../../sql/index.js";
import { addressKey, inSchema, type Address } from "./address.js";
import { isReplaceable } from "./remadeNamed.js";
import type { ColumnsByTable, PlanContext, Side } from "../context.js";

type Known = Pick<PlanContext, "dialect" | "from" | "to">;

/** The names in the SQL, in the form by which the server tells them apart. */
interface Reads {
  /** Possible names of tables or views: not a column after a dot, and not a name that is given by AS. */
  readonly relations: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  /** Does it contain `*`, so that it reads every column? */
  readonly all: boolean;
}

const isName = ({ kind }: Token): boolean => kind === "word" || kind === "quoted";

const isStar = (tokens: readonly Token[], i: number): boolean =>
  tokens[i]?.text === "*" && /^(?:select|distinct|all|,|\.)$/i.test(tokens[i - 1]?.text ?? "");

const readsOf = (texts: readonly Sql[], { dialect, from, to }: Known): Reads => {
  const { lexicon } = dialect;
  const folded = ({ kind, value }: Token): string =>
    caseless(kind === "word" && lexicon.foldsTo === "lower" ? value.toLowerCase() : value, lexicon);
  const schemas = new Set(
    [...from.namespaces, ...to.namespaces].map(({ name }) => caseless(name, lexicon)),
  );
  const [relations, names] = [new Set<string>(), new Set<string>()];
  let all = false;
  for (const text of texts) {
    const tokens = meaningful(text, lexicon);
    for (const [i, token] of tokens.entries()) {
      all ||= isStar(tokens, i);
      if (!isName(token)) continue;
      const [before, owner] = [tokens[i - 1]?.text ?? "", tokens[i - 2]];
      names.add(folded(token));
      if (
        before === "." ? owner !== undefined && schemas.has(folded(owner)) : !/^as$/i.test(before)
      )
        relations.add(folded(token));
    }
  }
  return { relations, names, all };
};

const readsOfObject = (kind: SqlObjectKind, object: SqlObject, known: Known): Reads =>
  readsOf(definingSql(kind, object), known);

/** A column that the plan adds, changes or drops: its address, and its name on one side. */
interface ColumnOf {
  readonly table: string;
  readonly name: string;
  readonly address: Address;
  readonly side: Side;
}

const changedColumns = (change: Change, { foldColumn }: PlanContext): readonly ColumnOf[] => {
  const { kind, schema, table, from, to } = change;
  if (kind !== "column" || table === null) return [];
  const called = (column: typeof from, side: Side): readonly ColumnOf[] => {
    if (column === null) return [];
    const { name } = column;
    const address = { kind, schema, table, name: foldColumn(name) };
    return [{ table, name, address, side }];
  };
  return [...called(from, "from"), ...called(to, "to")];
};

/** Of what the plan changes, the addresses of what the object reads. */
export type UsesOf = (kind: SqlObjectKind, object: SqlObject, side: Side) => readonly Address[];

/**
 * Makes the function that finds what an object reads. A text of one side names the columns of that side.
 * @param named finds, of the objects outside tables that the plan creates, changes or drops, those that texts name
 */
export const usesAmong = (
  changes: readonly Change[],
  context: PlanContext,
  named: (texts: readonly Sql[], side: Side) => readonly Address[],
): UsesOf => {
  const { lexicon } = context.dialect;
  const columns = changes.flatMap((change) => changedColumns(change, context));
  const isRelation = ({ kind }: Address): boolean => kind === "table" || kind in sqlObjectRules;
  return (kind, object, side) => {
    const { relations, names, all } = readsOfObject(kind, object, context);
    const has = (set: ReadonlySet<string>, name: string | null): boolean =>
      name !== null && set.has(caseless(name, lexicon));
    return [
      ...named(definingSql(kind, object), side).filter(
        (address) => !isRelation(address) || has(relations, address.name),
      ),
      ...columns
        .filter(
          (column) =>
            column.side === side &&
            has(relations, column.table) &&
            (all || has(names, column.name)),
        )
        .map(({ address }) => address),
    ];
  };
};

/** Does it read, before and after, a column that cannot be dropped or changed while it exists, or a type that is recreated? */
const isHeld = (
  kind: SqlObjectKind,
  before: SqlObject,
  after: SqlObject,
  moved: readonly ColumnsByTable[],
  context: PlanContext,
): boolean => {
  const { lexicon } = context.dialect;
  const both = [before, after].map((object) => readsOfObject(kind, object, context));
  const reads = (table: string, column: string): boolean =>
    both.every(
      ({ relations, names, all }) =>
        relations.has(caseless(table, lexicon)) && (all || names.has(caseless(column, lexicon))),
    );
  const stays = (table: Table, column: string): boolean =>
    context.toTable(table)?.columns.some(({ name }) => name === column) === true &&
    !moved.some((columns) => columns.get(tableKey(table))?.has(column));
  return (
    context.from.tables.some((table) =>
      table.columns.some(({ name }) => reads(table.name, name) && !stays(table, name)),
    ) ||
    [...context.remadeEnums.values()].some(({ name }) =>
      both.every(({ names }) => names.has(caseless(name, lexicon))),
    )
  );
};

/**
 * The keys of the objects that are dropped and created again although they only change: the server cannot replace them in
 * place, or what they read changes meanwhile.
 * @param moved the columns that change their type or are recreated
 * @param anew the keys of those for which no other order was found
 */
export const remadeObjects = (
  changes: readonly Change[],
  moved: readonly ColumnsByTable[],
  anew: ReadonlySet<string>,
  context: PlanContext,
): ReadonlySet<string> => {
  const { lexicon } = context.dialect;
  const altered = changes
    .filter(isOfSqlObject)
    .flatMap(({ verb, kind, from, to, aspects }) =>
      verb !== "add" && from !== null && to !== null ? [{ verb, kind, from, to, aspects }] : [],
    );
  const keyOf = ({ kind, from }: (typeof altered)[number]): string =>
    addressKey(inSchema(kind, from));
  const remade = new Map(
    altered
      .filter(
        ({ verb, kind, from, to, aspects }) =>
          anew.has(addressKey(inSchema(kind, to))) ||
          (verb === "alter" && !isReplaceable(kind, from, to, aspects, context.dialect)) ||
          isHeld(kind, from, to, moved, context),
      )
      .map((change) => [keyOf(change), change.from.name]),
  );
  for (let found = remade.size; found > 0;) {
    const readers = altered.filter(
      (change) =>
        !remade.has(keyOf(change)) &&
        [...remade.values()].some((name) =>
          readsOfObject(change.kind, change.from, context).relations.has(caseless(name, lexicon)),
        ),
    );
    for (const change of readers) remade.set(keyOf(change), change.from.name);
    found = readers.length;
  }
  return new Set(remade.keys());
};
