/** Writes names of the declared side in the case of the live ones, where the server takes them for the same name, so that case alone is no difference. */
import type { Dialect } from "../dialects/dialect.js";
import {
  asWritten,
  readTable,
  tableKey,
  type Reading,
  type Schema,
  type Table,
  type TableRef,
} from "../model/index.js";
import { caseless } from "../sql/index.js";

type Spell = (name: string) => string;

/** Spells a name as it is among `names`; a name that is among them exactly stays. */
const spellingIn = (names: readonly string[], folded: Spell): Spell => {
  const [exact, byFold] = [new Set(names), new Map(names.map((name) => [folded(name), name]))];
  return (name) => (exact.has(name) ? name : (byFold.get(folded(name)) ?? name));
};

interface Casing {
  readonly table: (ref: TableRef) => TableRef;
  /** Spells the columns of a table, given the table's declared name. */
  readonly columns: (ref: TableRef) => Spell;
}

const casingOf = (
  live: Schema,
  { facts: { caseInsensitiveNames, columnNamesIgnoreCase }, lexicon }: Dialect,
): Casing => {
  const folded: Spell = (name) => caseless(name, lexicon);
  const foldedRef = ({ schema, name }: TableRef): TableRef => ({
    schema: schema === null ? null : folded(schema),
    name: folded(name),
  });
  const [exact, byFold] = [
    new Map(live.tables.map((t) => [tableKey(t), t])),
    new Map(live.tables.map((t) => [tableKey(foldedRef(t)), t])),
  ];
  const found = (ref: TableRef): Table | undefined =>
    exact.get(tableKey(ref)) ??
    (caseInsensitiveNames ? byFold.get(tableKey(foldedRef(ref))) : undefined);
  const spellings = new Map<Table, Spell>();
  return {
    table: (ref) => {
      const { schema, name } = found(ref) ?? ref;
      return { schema, name };
    },
    columns: (ref) => {
      const table = found(ref);
      if (table === undefined || !columnNamesIgnoreCase) return asWritten.column;
      const known =
        spellings.get(table) ??
        spellingIn(
          table.columns.map(({ name }) => name),
          folded,
        );
      spellings.set(table, known);
      return known;
    },
  };
};

const ofTable = (table: Table, casing: Casing): Table => {
  const spell = casing.columns(table);
  const reading: Reading = {
    ...asWritten,
    ownName: spell,
    column: spell,
    table: casing.table,
    columnOf: (ref, name) => casing.columns(ref)(name),
  };
  return readTable(table, reading);
};

/** The declared schema in the live case. SQL texts stay as they are: they are compared without regard to case where the dialect reads them so. */
export const inLiveCase = (live: Schema, declared: Schema, dialect: Dialect): Schema => {
  const { facts } = dialect;
  if (!facts.caseInsensitiveNames && !facts.columnNamesIgnoreCase) return declared;
  const casing = casingOf(live, dialect);
  return { ...declared, tables: declared.tables.map((t) => ofTable(t, casing)) };
};
