/**
 * Takes over the identity of live columns for declared ones: an unspecified identity is no opinion,
 * and `.autoIncrement()` accepts any.
 */
import type { Dialect } from "../dialects/dialect.js";
import {
  gathered,
  once,
  refOf,
  tableKey,
  type Column,
  type Identity,
  type Schema,
  type Sequence,
  type SequenceNumbers,
  type Table,
  type TableRef,
} from "../model/index.js";
import { caseless } from "../sql/index.js";
import type { ColumnState } from "./column.js";
import type { Context } from "./context.js";
import { byRef } from "./order.js";

interface Counterpart {
  readonly table: Table;
  readonly column: Column;
}

type FindCounterpart = (table: TableRef, column: string) => Counterpart | null;

/** Finds the live column of a name, without regard to case where the server ignores it. */
const counterpartsIn = (live: Schema, { facts, lexicon }: Dialect): FindCounterpart => {
  const text = (name: string, folds: boolean): string => (folds ? caseless(name, lexicon) : name);
  const keyOf = ({ schema, name }: TableRef): string =>
    tableKey({
      schema: schema === null ? null : text(schema, facts.caseInsensitiveNames),
      name: text(name, facts.caseInsensitiveNames),
    });
  const nameOf = (name: string): string => text(name, facts.columnNamesIgnoreCase);
  const tables = new Map(
    live.tables.map((table) => [
      keyOf(table),
      once(() => new Map(table.columns.map((column) => [nameOf(column.name), { table, column }]))),
    ]),
  );
  return (ref, name) => tables.get(keyOf(ref))?.().get(nameOf(name)) ?? null;
};

type OwnedSequences = (owner: Counterpart) => readonly Sequence[];

const ownerKey = (table: TableRef, column: string): string =>
  JSON.stringify([tableKey(table), column]);

/** Finds the sequences that a column owns and that are not its identity's (PostgreSQL's OWNED BY). */
const ownedIn = ({ sequences }: Schema): OwnedSequences => {
  const byOwner = gathered(
    sequences.filter(({ ownedBy }) => ownedBy !== null),
    ({ ownedBy }) => (ownedBy === null ? "" : ownerKey(ownedBy.table, ownedBy.column)),
  );
  return ({ table, column }) => byOwner.get(ownerKey(table, column.name)) ?? [];
};

/** What makes the live column an auto-increment column. */
type Counting = Pick<Column, "identity" | "default"> & { readonly sequences: readonly Sequence[] };

const nothing: Counting = { identity: null, default: null, sequences: [] };

const countingOf = (
  counterpart: Counterpart,
  owned: OwnedSequences,
  { isRowid }: Dialect,
): Counting | null => {
  const { table, column } = counterpart;
  if (column.identity !== null) return { ...nothing, identity: column.identity };
  const calls = column.default;
  if (calls !== null) {
    const called = owned(counterpart).filter(({ name }) => calls.includes(name));
    if (called.length > 0) return { ...nothing, default: calls, sequences: called };
  }
  return isRowid?.(column, table) === true ? nothing : null;
};

const leadsKey = ({ name }: Column, { constraints, indexes }: Table): boolean =>
  constraints.some(
    (c) => (c.kind === "primaryKey" || c.kind === "unique") && c.columns[0] === name,
  ) ||
  indexes.some(({ elements: [first] }) =>
    first !== undefined && "column" in first.of ? first.of.column === name : false,
  );

/** May the column be an auto-increment column as it is declared: by its type, and by the key that the server asks for? */
const mayCount = (column: Column, table: Table, live: Column, dialect: Dialect): boolean => {
  const { types, facts, isRowid } = dialect;
  const type = types.canonical(column.type);
  if (type !== live.type && !types.counts(type)) return false;
  if (isRowid !== undefined) return isRowid({ ...column, type }, table);
  return !facts.autoIncrementNeedsKey || leadsKey(column, table);
};

/** The live numbers, except those that are declared. */
const numbersOver = (live: SequenceNumbers, declared: SequenceNumbers): SequenceNumbers => ({
  start: declared.start ?? live.start,
  increment: declared.increment ?? live.increment,
  min: declared.min ?? live.min,
  max: declared.max ?? live.max,
  cache: declared.cache ?? live.cache,
  cycle: declared.cycle || live.cycle,
});

/** Does the declaration leave it to the live column how its values are made? */
const leavesOpen = (declared: ColumnState): boolean =>
  declared.identity === null
    ? declared.default === null && declared.generated === null
    : declared.identity !== "none" && declared.identity.kind === "autoIncrement";

const identityOver = (live: Identity | null, declared: Identity | null): Identity | null =>
  live === null || declared === null
    ? live
    : { kind: live.kind, numbers: numbersOver(live.numbers, declared.numbers) };

/** The names of the declared relations, which a column's own sequence cannot have as well. */
const namesTaken = ({ tables, sequences, objects }: Schema): ReadonlySet<string> =>
  new Set(
    [
      ...tables,
      ...sequences,
      ...Object.values(objects ?? {}).flat(),
      ...tables.flatMap(({ schema, constraints, indexes }) =>
        [...constraints, ...indexes].flatMap(({ name }) =>
          name.from === "nowhere" ? [] : [{ schema, name: name.text }],
        ),
      ),
    ].map(tableKey),
  );

/**
 * The declared schema, in which columns take over how the live ones make their values, and the
 * sequences that those use and own.
 */
export const withLiveIdentities = (declared: Schema, context: Context, live: Schema): Schema => {
  const { dialect, tableAt } = context;
  const find = counterpartsIn(live, dialect);
  const owned = ownedIn(live);
  const taken = once(() => namesTaken(declared));
  const sequences: Sequence[] = [];
  const filled = (column: Column, table: Table, state: ColumnState): Column => {
    const counterpart = leavesOpen(state) ? find(refOf(table), column.name) : null;
    const counting = counterpart === null ? null : countingOf(counterpart, owned, dialect);
    if (counterpart === null || counting === null) return column;
    if (!mayCount(column, table, counterpart.column, dialect)) return column;
    const counts = {
      ...column,
      identity: identityOver(counting.identity, column.identity),
      default: counting.default,
    };
    const own = dialect.ownSequence?.(table, counts)?.sequence;
    if (own !== undefined && taken().has(tableKey(own))) return column;
    sequences.push(...counting.sequences.filter((sequence) => !taken().has(tableKey(sequence))));
    return counts;
  };
  const tables = declared.tables.map((table): Table => {
    const states = new Map(tableAt.get(tableKey(table))?.columns.map((c) => [c.dbName, c]));
    return {
      ...table,
      columns: table.columns.map((column) => {
        const state = states.get(column.name);
        return state === undefined ? column : filled(column, table, state);
      }),
    };
  });
  return { ...declared, tables, sequences: [...declared.sequences, ...sequences].sort(byRef) };
};
