/** Where a serial column and a plain sequence of the same name replace one another, the serial is written as that sequence with a default and an owner, so that it continues to count. */
import {
  tableKey,
  type Change,
  type ChangeOf,
  type Column,
  type Sequence,
  type Table,
  type TableRef,
} from "../../model/index.js";
import { tableOn, type PlanContext } from "../context.js";

interface SerialAsSequence {
  readonly column: Column;
  readonly sequence: Sequence;
}

/** The column with its sequence and its default written out; null for a column that is not serial. */
const asSequence = (
  table: TableRef,
  column: Column,
  { dialect: { ownSequence }, from: { version } }: PlanContext,
  whole?: Table,
): SerialAsSequence | null => {
  const own =
    ownSequence?.(table, column, whole === undefined ? whole : { ...whole, version }) ?? null;
  return own?.default == null
    ? null
    : { sequence: own.sequence, column: { ...column, identity: null, default: own.default } };
};

/** The serial columns that are added (`to`) or dropped (`from`). */
const serials = (
  changes: readonly Change[],
  side: "from" | "to",
  context: PlanContext,
): readonly SerialAsSequence[] =>
  changes.flatMap((change) => {
    if (change.table === null) return [];
    const table = { schema: change.schema, name: change.table };
    const whole = tableOn(side, context)(table);
    if (change.kind === "table") {
      const other = side === "from" ? change.to : change.from;
      return other !== null
        ? []
        : (change[side]?.columns ?? []).flatMap((c) => asSequence(table, c, context, whole) ?? []);
    }
    if (change.kind !== "column") return [];
    const [column, other] = [change[side], change[side === "from" ? "to" : "from"]];
    return column === null || other?.identity?.kind === "serial"
      ? []
      : (asSequence(table, column, context, whole) ?? []);
  });

/** The aspects without those of how the column counts, with that of its default: to declare that it is no longer serial would drop its sequence. */
const defaultChanged = ({
  from,
  to,
  aspects,
}: ChangeOf<"column">): ChangeOf<"column">["aspects"] => {
  if (from === null || to === null) return aspects;
  const others = aspects.filter(
    ({ path }) =>
      path !== "default" && (path.split(".")[0] !== "identity" || from.identity !== to.identity),
  );
  return from.default === to.default
    ? others
    : [...others, { path: "default", from: from.default, to: to.default }];
};

/** The changes, with the serial columns of these sequences as columns with a default. */
const without = (
  changes: readonly Change[],
  keys: ReadonlySet<string>,
  side: "from" | "to",
  context: PlanContext,
): readonly Change[] => {
  const plain = (table: TableRef, column: Column): Column => {
    const one = asSequence(table, column, context);
    return one !== null && keys.has(tableKey(one.sequence)) ? one.column : column;
  };
  const plainTable = (table: Table): Table => ({
    ...table,
    columns: table.columns.map((column) => plain(table, column)),
  });
  return changes.map((change): Change => {
    if (change.table === null) return change;
    const ref = { schema: change.schema, name: change.table };
    if (change.kind === "table") {
      const table = change[side];
      return table === null ? change : { ...change, [side]: plainTable(table) };
    }
    if (change.kind !== "column") return change;
    const column = change[side];
    if (column === null || plain(ref, column) === column) return change;
    const now = { ...change, [side]: plain(ref, column) };
    return { ...now, aspects: defaultChanged(now) };
  });
};

const oneWay = (
  changes: readonly Change[],
  side: "from" | "to",
  context: PlanContext,
): readonly Change[] => {
  const verb = side === "from" ? "add" : "drop";
  const known = new Map(
    serials(changes, side, context).map((one) => [tableKey(one.sequence), one.sequence]),
  );
  if (known.size === 0) return changes;
  const keys = new Set<string>();
  const kept = changes.map((change): Change => {
    if (change.kind !== "sequence" || change.verb !== verb) return change;
    const object = change.from ?? change.to;
    const own = object === null ? undefined : known.get(tableKey(object));
    if (own === undefined) return change;
    keys.add(tableKey(own));
    return { ...change, verb: "alter", [side]: own };
  });
  return keys.size === 0 ? changes : without(kept, keys, side, context);
};

export const serialsAsSequences = (
  changes: readonly Change[],
  context: PlanContext,
): readonly Change[] =>
  context.dialect.ownSequence === undefined
    ? changes
    : oneWay(oneWay(changes, "from", context), "to", context);
