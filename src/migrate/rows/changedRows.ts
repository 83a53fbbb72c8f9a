/** Tracks which existing rows the operations of a script may change, and so which answers may be outdated by then. */
import type { RowCondition, RowsRead } from "../../dialects/index.js";
import type {
  ColumnChange,
  Columns,
  Operation,
  OperationVerb,
  TableRef,
} from "../../model/index.js";

export interface ChangedRows {
  /** May an operation have changed what the condition's question reads? */
  readonly mayChange: (condition: RowCondition) => boolean;
  readonly add: (operation: Operation) => void;
}

interface Changed extends RowsRead {
  /** The values stay, except for NULLs that a lenient server fills. */
  readonly nullsOnly?: true;
  /** The values are converted to what a column becomes, which some questions do themselves. */
  readonly converted?: true;
}

type Changes = "everything" | readonly Changed[];

type Row<V extends OperationVerb> = (
  operation: Operation<V>,
  isMade: (table: TableRef) => boolean,
) => Changes;

const none: Row<OperationVerb> = () => [];
const everything: Row<OperationVerb> = () => "everything";

const whole = (table: TableRef): Changes => [{ table, columns: null }];

const some = (table: TableRef, ...columns: Columns): Changes => [{ table, columns }];

/** Changes of a column that keep every value as it is. */
const harmless: ReadonlySet<string> = new Set<keyof ColumnChange>([
  "comment",
  "default",
  "onUpdate",
]);

/** Changes of a column that convert its values. */
const converting: ReadonlySet<string> = new Set<keyof ColumnChange>([
  "type",
  "collation",
  "options",
  "nullable",
]);

/** Columns that become NOT NULL. */
const filled = (table: TableRef, ...columns: Columns): Changes => [
  { table, columns, nullsOnly: true },
];

const rows: { readonly [V in OperationVerb]: Row<V> } = {
  createSchema: none,
  dropSchema: everything,
  createEnum: none,
  dropEnum: none,
  alterEnum: everything,
  createSequence: none,
  dropSequence: none,
  alterSequence: none,
  createObject: none,
  replaceObject: none,
  dropObject: none,
  renameObject: none,
  createTable: ({ table }) => whole(table),
  dropTable: ({ table }) => whole(table),
  renameTable: ({ table, to }) => [
    { table, columns: null },
    { table: { ...table, name: to }, columns: null },
  ],
  alterTable: ({ table }) => whole(table),
  addColumn: ({ table, column }) => some(table, column.name),
  dropColumn: ({ table, name }) => some(table, name),
  alterColumn: ({ table, name, change }) => {
    const aspects = Object.keys(change).filter((aspect) => !harmless.has(aspect));
    if (aspects.every((aspect) => aspect === "nullable"))
      return change.nullable === false ? filled(table, name) : [];
    // Generated columns change with the values that they read.
    if (aspects.every((aspect) => converting.has(aspect)))
      return [{ table, columns: null, converted: true }];
    return aspects.every((aspect) => aspect === "name" || aspect === "nullable")
      ? some(table, name, change.name ?? name)
      : whole(table);
  },
  // Its columns become NOT NULL.
  createConstraint: ({ table, constraint }) =>
    constraint.kind === "primaryKey" ? filled(table, ...constraint.columns) : [],
  dropConstraint: none,
  alterConstraint: none,
  renameConstraint: none,
  createIndex: none,
  dropIndex: none,
  alterIndex: none,
  renameIndex: none,
  setComment: none,
  execute: everything,
  // The triggers of a table that existed before may write anywhere.
  bulkInsert: ({ table }, isMade) => (isMade(table) ? whole(table) : "everything"),
  // The operations in it are added one by one.
  batch: everything,
};

const rowOf = <V extends OperationVerb>(
  operation: Operation<V>,
  isMade: (table: TableRef) => boolean,
): Changes => rows[operation.do](operation, isMade);

/** Folds case, because the server may treat such names as one, and ignores which schema is the current one. */
const key = (name: string): string => name.toLowerCase();

const meet = (a: RowsRead, b: RowsRead): boolean =>
  key(a.table.name) === key(b.table.name) &&
  (a.columns === null ||
    b.columns === null ||
    a.columns.some((one) => b.columns?.some((other) => key(one) === key(other))));

export const changedRows = (): ChangedRows => {
  const made = new Set<string>();
  let changed: Changes = [];
  return {
    mayChange: ({ reads, nullMayBreak, convertsRows }) => {
      if (changed === "everything") return true;
      const all = changed.filter(
        ({ nullsOnly, converted }) =>
          (nullMayBreak || nullsOnly !== true) && (convertsRows !== true || converted !== true),
      );
      return reads.some((read) => all.some((one) => meet(read, one)));
    },
    add: (operation) => {
      if (changed === "everything") return;
      const more = rowOf<OperationVerb>(operation, ({ name }) => made.has(key(name)));
      changed = more === "everything" ? more : [...changed, ...more];
      if (operation.do === "createTable") made.add(key(operation.table.name));
    },
  };
};
