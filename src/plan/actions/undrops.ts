/** Which tables and schemas a way back restores by UNDROP, where the way there dropped them and UNDROP restores what there was. */
import {
  nameText,
  ofKind,
  once,
  tableKey,
  type Change,
  type Constraint,
  type Namespace,
  type Operation,
  type Table,
} from "../../model/index.js";

export interface Undrops {
  readonly schema: (namespace: Namespace) => boolean;
  /**
   * The foreign keys that were dropped before the table was, so that UNDROP does not restore them; null where the table is
   * created again instead. `later`: those that a new table would get afterwards.
   */
  readonly table: (
    table: Table,
    later: readonly Constraint[],
  ) => readonly Constraint<"foreignKey">[] | null;
}

export const noUndrops: Undrops = { schema: () => false, table: () => null };

const isKept = ({ undropDays = 0 }: { readonly undropDays?: number }): boolean => undropDays > 0;

/** Does a default call a sequence that is created again? UNDROP would leave it with the old one. */
const callsOneOf = ({ columns }: Table, sequences: readonly string[]): boolean =>
  columns.some(({ default: text }) =>
    sequences.some((name) => text?.toLowerCase().includes(name.toLowerCase()) === true),
  );

/**
 * @param ran the operations of the way there
 * @param back the changes of the way back
 */
export const undropsOf = (ran: () => readonly Operation[], back: readonly Change[]): Undrops => {
  if (!back.some(({ to }) => to !== null && "undropDays" in to)) return noUndrops;
  const coming = back.filter(({ verb }) => verb === "add");
  const sequences = coming.flatMap(({ kind, name }) => (kind === "sequence" ? [name ?? ""] : []));
  const known = once(() => {
    const operations = ran();
    return {
      tables: new Set(operations.flatMap((o) => (o.do === "dropTable" ? [tableKey(o.table)] : []))),
      schemas: new Set(operations.flatMap((o) => (o.do === "dropSchema" ? [o.name] : []))),
      constraints: operations.flatMap((o) => (o.do === "dropConstraint" ? [o] : [])),
    };
  });
  const schema = (namespace: Namespace): boolean =>
    isKept(namespace) && known().schemas.has(namespace.name);
  const comesAnew = ({ schema: name }: Table): boolean =>
    coming.some(
      (change) => change.kind === "schema" && change.to?.name === name && !schema(change.to),
    );
  return {
    schema,
    table: (table, later) => {
      const { tables, constraints } = known();
      if (!isKept(table) || !tables.has(tableKey(table)) || comesAnew(table)) return null;
      if (callsOneOf(table, sequences)) return null;
      const gone = constraints.filter((o) => tableKey(o.table) === tableKey(table));
      const apart = ofKind(table.constraints, "foreignKey").filter(({ name }) =>
        gone.some((o) => o.kind === "foreignKey" && o.name === nameText(name)),
      );
      // Anything else that was dropped before the table, or is added only once something else exists, would not be restored as it was.
      return apart.length === gone.length && later.every((c) => apart.some((fk) => fk === c))
        ? apart
        : null;
    },
  };
};
