/**
 * A column that becomes VIRTUAL or stops being so: MODIFY cannot do it (error 3106, MariaDB's
 * 1907), so it is dropped and added at the same place.
 */
import {
  nameText,
  type Column,
  type Constraint,
  type Index,
  type Sql,
  type Table,
} from "../../model/index.js";
import { columnsIn } from "../../sql/index.js";
import { columnClause, constraintClause, indexClause, quote } from "./clauses.js";
import type { Flavour } from "./flavour.js";
import { lexicon } from "./lexicon.js";

export const isVirtual = ({ generated }: Column): boolean =>
  generated !== null && !generated.stored;

const holds = (index: Index, column: string): boolean =>
  index.elements.some(({ of }) =>
    "column" in of ? of.column === column : columnsIn(of.expression, [column], lexicon).length > 0,
  );

const standsOn = (constraint: Constraint, column: string): boolean => {
  if (constraint.kind === "unique") return constraint.columns.includes(column);
  return (
    constraint.kind === "check" &&
    constraint.ofColumn === null &&
    columnsIn(constraint.expression, [column], lexicon).length > 0
  );
};

const dropOf = (constraint: Constraint, { dropCheck }: Flavour): Sql =>
  `${constraint.kind === "check" ? dropCheck : "DROP INDEX"} ${quote(nameText(constraint.name) ?? "")}`;

/**
 * The clauses, one list per statement. The column's dependents are dropped and added with it;
 * computed values are kept.
 */
export const replaced = (
  table: Table | null,
  existing: Column,
  next: Column,
  check: Sql | null,
  flavour: Flavour,
): readonly Sql[] => {
  const constraints = table?.constraints.filter((c) => standsOn(c, existing.name)) ?? [];
  const indexes = table?.indexes.filter((i) => holds(i, existing.name)) ?? [];
  const { columns } = table ?? { columns: [] };
  const read = columnsIn(
    (existing.generated ?? next.generated)?.expression ?? "",
    columns.map(({ name }) => name),
    lexicon,
  );
  // after the columns it is computed from, which may have moved if they were dropped and added
  // themselves
  const before =
    columns.findLast(({ name, generated }) => generated !== null && read.includes(name)) ??
    columns[columns.findIndex((c) => c.name === existing.name) - 1];
  const place =
    table === null ? "" : before === undefined ? " FIRST" : ` AFTER ${quote(before.name)}`;
  const away = [
    ...constraints.map((c) => dropOf(c, flavour)),
    ...indexes.map((i) => `DROP INDEX ${quote(nameText(i.name) ?? "")}`),
  ];
  const back =
    existing.name === next.name
      ? [
          ...constraints.map((c) => `ADD ${constraintClause(c, flavour)}`),
          ...indexes.map((i) => `ADD ${indexClause(i, flavour)}`),
        ]
      : [];
  const drop = `DROP COLUMN ${quote(existing.name)}`;
  if (existing.generated === null || next.generated !== null) {
    return [
      [...away, drop, `ADD COLUMN ${columnClause(next, flavour, check)}${place}`, ...back].join(
        ", ",
      ),
    ];
  }
  const parked: Column = {
    ...next,
    name: `schema_diff_${existing.name}`.slice(0, 64),
    default: null,
    nullable: true,
    onUpdate: null,
    identity: null,
    generated: { ...existing.generated, stored: true },
  };
  return [
    [...away, drop, `ADD COLUMN ${columnClause(parked, flavour)}${place}`].join(", "),
    [`CHANGE COLUMN ${quote(parked.name)} ${columnClause(next, flavour, check)}`, ...back].join(
      ", ",
    ),
  ];
};
