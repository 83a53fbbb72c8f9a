/** A draft made definite: every number has become the object, column or name that it stands for there. */
import type { Place } from "../places.js";
import type { ColumnDraft, ColumnKind, Draft, ItemDraft, SlotDraft } from "./draft.js";
import { slotCount } from "./draft.js";

export interface Named {
  readonly schema: string | null;
  readonly name: string;
}

export interface EnumType extends Named {
  readonly values: readonly string[];
}

export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly enum: EnumType | null;
  readonly gives: ColumnDraft["gives"];
  readonly sequence: Named | null;
  /** What a generated column is computed from, or a default reads. */
  readonly reads: Column | null;
  readonly stored: boolean;
  readonly notNull: boolean;
  readonly form: number;
}

export interface Item {
  readonly name: string;
  readonly column: Column;
  readonly other: Column | null;
  readonly form: number;
}

export interface ForeignKey {
  readonly name: string;
  readonly column: string;
  readonly target: Table;
}

export interface Table extends Named {
  readonly parent: Table | null;
  readonly columns: readonly Column[];
  readonly checks: readonly Item[];
  readonly indexes: readonly Item[];
  readonly foreignKeys: ForeignKey[];
}

export interface Sequence extends Named {
  readonly big: boolean;
  readonly owner: { readonly table: Table; readonly column: string } | null;
}

export interface View extends Named {
  readonly over: readonly (Table | View)[];
  readonly column: string;
  readonly where: Column | null;
  readonly form: number;
}

export interface Resolved {
  readonly enums: readonly EnumType[];
  readonly sequences: readonly Sequence[];
  readonly tables: readonly Table[];
  readonly views: readonly View[];
}

const valueLists: readonly (readonly string[])[] = [
  ["a", "b"],
  ["a", "b", "new"],
  ["new", "a", "b"],
  ["b", "a"],
  ["a", "x", "b"],
  ["a", "b", "new", "x"],
];

export const at = <T>(items: readonly T[], i: number): T | null =>
  items[i % Math.max(1, items.length)] ?? null;

interface Slot extends SlotDraft {
  readonly name: string;
  readonly place: string | null;
}

/** A kind that the place has no objects of is a table there. */
const slotsOf = (draft: Draft, { objects }: Place): readonly Slot[] =>
  draft.slots.flatMap((slot, i) => {
    if (slot === null) return [];
    const kind = objects.includes(slot.kind) ? slot.kind : "table";
    const place = slot.schema && objects.includes("schema") ? "other" : null;
    return [{ ...slot, kind, place, name: `n${String(draft.names[i] ?? i)}` }];
  });

const isNumber = (kind: ColumnKind): boolean => kind !== "text" && kind !== "enum";

const columnsOf = (
  slot: Slot,
  parent: Table | null,
  enums: readonly EnumType[],
  sequences: readonly Named[],
  place: Place,
): readonly Column[] => {
  const inherited = new Set(parent?.columns.map(({ name }) => name));
  const columns: Column[] = [];
  let counted = false;
  for (const [i, drawn] of slot.columns.entries()) {
    const name = `c${String(i)}`;
    if (drawn === null || inherited.has(name)) continue;
    const type = drawn.kind === "enum" ? at(enums, drawn.of) : null;
    const inline = drawn.kind === "enum" && place.innodb;
    const kind = drawn.kind === "enum" && type === null && !inline ? "text" : drawn.kind;
    const own: EnumType | null = inline
      ? { schema: null, name: "", values: at(valueLists, drawn.of) ?? [] }
      : type;
    const readable = columns.filter(
      (c) =>
        isNumber(c.kind) &&
        isNumber(kind) &&
        (c.gives !== "generated" ||
          (place.dialect !== "postgres" && drawn.gives === "generated")) &&
        c.gives !== "own" &&
        !(drawn.gives === "expression" && c.gives === "expression"),
    );
    const enumRead = columns.find(
      (c) => c.kind === "enum" && c.gives !== "generated" && kind === "text",
    );
    const reads = enumRead ?? at(readable, drawn.of);
    const gives = ((): Column["gives"] => {
      if (drawn.gives === "generated") return reads === null ? "nothing" : "generated";
      if (drawn.gives === "sequence")
        return sequences.length > 0 && kind === "bigint" ? "sequence" : "nothing";
      if (drawn.gives === "own") {
        const fits: boolean =
          (kind === "integer" || kind === "bigint") &&
          !counted &&
          place.objects.includes("sequence");
        counted ||= fits;
        return fits ? "own" : "nothing";
      }
      if (drawn.gives === "expression")
        return place.dialect !== "sqlite" && isNumber(kind) ? "expression" : "literal";
      return drawn.gives;
    })();
    columns.push({
      name,
      kind,
      enum: own,
      gives,
      sequence: gives === "sequence" ? at(sequences, drawn.of) : null,
      reads: gives === "generated" || gives === "expression" ? reads : null,
      // PostgreSQL takes no type of a user's in a virtual one
      stored:
        drawn.stored || !place.virtual || (place.dialect === "postgres" && reads?.kind === "enum"),
      notNull: gives !== "generated" && (gives === "own" || drawn.notNull),
      form: drawn.form,
    });
  }
  return columns;
};

/** Each parent before its children, and all the columns of a table: those that it inherits first. */
const tablesOf = (
  slots: readonly Slot[],
  enums: readonly EnumType[],
  sequences: readonly Named[],
  nameFor: (schema: string | null, wanted: number) => string,
  place: Place,
): readonly Table[] => {
  const tables: Table[] = [];
  const own = slots.filter(({ kind }) => kind === "table");
  for (const slot of own) {
    const parent =
      slot.inherits && place.objects.includes("inherits") ? at(tables, slot.over[0]) : null;
    const added = columnsOf(slot, parent, enums, sequences, place);
    const columns = [...(parent?.columns ?? []), ...added];
    const items = (drawn: readonly ItemDraft[], virtual: boolean): readonly Item[] =>
      drawn.flatMap(({ name, column, other, form }) => {
        const usable = added.filter((c) => virtual || c.gives !== "generated" || c.stored);
        const found = at(usable, column);
        if (found === null) return [];
        const second = at(
          usable.filter((c) => c !== found && isNumber(c.kind) === isNumber(found.kind)),
          other,
        );
        return [{ name: nameFor(slot.place, name), column: found, other: second, form }];
      });
    const checkable = place.dialect !== "mariadb";
    tables.push({
      schema: slot.place,
      name: slot.name,
      parent,
      columns,
      checks: items(slot.checks, checkable),
      indexes: items(slot.indexes, false),
      foreignKeys: [],
    });
  }
  for (const [i, slot] of own.entries()) {
    const table = tables[i];
    if (table === undefined) continue;
    const used = new Set<string>();
    for (const { name, column, other } of slot.foreignKeys) {
      const pointing = at(
        table.columns.filter(
          (c) =>
            c.kind === "integer" &&
            c.gives !== "generated" &&
            c.gives !== "own" &&
            !used.has(c.name),
        ),
        column,
      );
      const target = at(tables, other);
      if (pointing === null || target === null) continue;
      used.add(pointing.name);
      table.foreignKeys.push({ name: nameFor(slot.place, name), column: pointing.name, target });
    }
  }
  return tables;
};

export const resolved = (draft: Draft, place: Place): Resolved => {
  const slots = slotsOf(draft, place);
  const taken = new Set(slots.map(({ place: schema, name }) => `${String(schema)}.${name}`));
  let spare = 0;
  /** Of the pool where it is free, and otherwise a name of its own. */
  const nameFor = (schema: string | null, wanted: number): string => {
    const pooled = `n${String(wanted % (slotCount + 3))}`;
    spare += 1;
    const name = taken.has(`${String(schema)}.${pooled}`) ? `spare_${String(spare)}` : pooled;
    taken.add(`${String(schema)}.${name}`);
    return name;
  };
  const named = ({ place: schema, name }: Slot): Named => ({ schema, name });
  const enums = slots
    .filter(({ kind }) => kind === "enum")
    .map((slot) => ({ ...named(slot), values: at(valueLists, slot.form) ?? [] }));
  const sequenceSlots = slots.filter(({ kind }) => kind === "sequence");
  const tables = tablesOf(slots, enums, sequenceSlots.map(named), nameFor, place);
  const sequences = sequenceSlots.map((slot): Sequence => {
    const same = tables.filter(({ schema }) => schema === slot.place);
    const table = slot.form > 2 ? at(same, slot.over[0]) : null;
    return {
      ...named(slot),
      big: slot.form !== 1,
      owner: table === null ? null : { table, column: "id" },
    };
  });
  const views: View[] = [];
  for (const slot of slots.filter(({ kind }) => kind === "view")) {
    const readable = [...tables, ...views];
    const first = at(readable, slot.over[0]);
    if (first === null) continue;
    const second = at(readable, slot.over[1]);
    const columns = "columns" in first ? first.columns : [];
    views.push({
      ...named(slot),
      over: second === null || second === first ? [first] : [first, second],
      column: at(columns, slot.form)?.name ?? "id",
      where: at(
        columns.filter(({ kind }) => kind === "enum"),
        slot.form,
      ),
      form: slot.form,
    });
  }
  return { enums, sequences, tables, views };
};
