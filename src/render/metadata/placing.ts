/** Places each constraint of a table: on the column that declares it, or after the columns. */
import { constraintKinds, ofKind, type Constraint, type Table } from "../../model/index.js";
import { extraCode, methodCode, ownerOf, type Keys } from "./constraints.js";
import type { Writer } from "./writer.js";

export interface Placed {
  /** Column name → the methods of its constraints. */
  readonly methods: ReadonlyMap<string, readonly string[]>;
  readonly extras: readonly string[];
}

/** Does the order in which it is declared show in the database: as a key's place, or as the number that a foreign key's name gets? */
const hasPlace = ({ kind, name }: Constraint, { dialect: { facts } }: Writer): boolean =>
  facts.keysInOrder === true &&
  (kind === "unique" || (kind === "foreignKey" && name.from !== "author"));

/**
 * The constraints that cannot be declared on a column: what columns declare comes before the rest, in the order of the columns,
 * and so would this one come too early, or after one that it precedes.
 */
const outOfPlace = (
  { columns: all, constraints }: Table,
  fits: (constraint: Constraint) => boolean,
  writer: Writer,
): ReadonlySet<Constraint> => {
  const found = new Set<Constraint>();
  for (const kind of constraintKinds) {
    let last = 0;
    for (const constraint of ofKind(constraints, kind).filter((c) => hasPlace(c, writer))) {
      const place = all.findIndex(({ name }) => name === ownerOf(constraint));
      if (last < 0 || place < last || !fits(constraint)) last = -1;
      if (last < 0) found.add(constraint);
      else last = place;
    }
  }
  return found;
};

/** A column can have `.unique()` only once. */
export const placeConstraints = (table: Table, keys: Keys, writer: Writer): Placed => {
  const methods = new Map<string, readonly string[]>();
  const once = new Map(
    ofKind(table.constraints, "unique")
      .toReversed()
      .flatMap((u) =>
        u.columns[0] === undefined || u.columns.length > 1 ? [] : [[u.columns[0], u]],
      ),
  );
  const onColumn = (constraint: Constraint): string | null =>
    constraint.kind !== "unique" || once.get(ownerOf(constraint) ?? "") === constraint
      ? methodCode(constraint, keys, writer)
      : null;
  const out = outOfPlace(table, (constraint) => onColumn(constraint) !== null, writer);
  const extras = table.constraints.flatMap((constraint) => {
    const owner = ownerOf(constraint);
    const method = out.has(constraint) ? null : onColumn(constraint);
    if (owner === undefined || method === null) return [extraCode(constraint, keys, writer)];
    methods.set(owner, [...(methods.get(owner) ?? []), method]);
    return [];
  });
  return { methods, extras };
};
