/** Small schemas for tests of the pure stages, in PostgreSQL's words. */
import {
  byAuthor,
  byServer,
  emptySchema,
  nowhere,
  plainColumn,
  plainElement,
  plainIndex,
  type Column,
  type Constraint,
  type Index,
  type Name,
  type Schema,
  type Table,
} from "../../src/model/index.js";

export const author = byAuthor;
export const server = byServer;
export const nameless: Name = nowhere;

export const column = (name: string, type = "integer", more: Partial<Column> = {}): Column => ({
  ...plainColumn(name, type),
  ...more,
});

export const unique = (name: Name, ...columns: readonly string[]): Constraint<"unique"> => ({
  kind: "unique",
  name,
  comment: null,
  columns,
  include: [],
  nulls: "distinct",
  deferral: "notDeferrable",
  onConflict: null,
});

export const primaryKey = (
  name: Name,
  ...columns: readonly string[]
): Constraint<"primaryKey"> => ({
  kind: "primaryKey",
  name,
  comment: null,
  columns,
  include: [],
  deferral: "notDeferrable",
  onConflict: null,
});

export const check = (name: Name, expression: string): Constraint<"check"> => ({
  kind: "check",
  name,
  comment: null,
  expression,
  validated: true,
  enforced: true,
  inherited: true,
  ofColumn: null,
});

export const foreignKey = (
  name: Name,
  column: string,
  target: string,
  more: Partial<Constraint<"foreignKey">> = {},
): Constraint<"foreignKey"> => ({
  kind: "foreignKey",
  name,
  comment: null,
  columns: [column],
  target: { schema: null, name: target },
  targetColumns: ["id"],
  onUpdate: "noAction",
  onDelete: "noAction",
  onDeleteColumns: [],
  match: "simple",
  deferral: "notDeferrable",
  validated: true,
  enforced: true,
  ...more,
});

export const index = (name: Name, ...columns: readonly string[]): Index =>
  plainIndex(
    name,
    columns.map((c) => plainElement({ column: c })),
  );

export const table = (
  name: string,
  columns: readonly Column[],
  constraints: readonly Constraint[] = [],
  indexes: readonly Index[] = [],
): Table => ({
  schema: null,
  name,
  columns,
  constraints,
  indexes,
  comment: null,
  options: {},
  definition: null,
});

export const schema = (...tables: readonly Table[]): Schema => ({
  ...emptySchema("postgres"),
  version: [18, 0],
  tables,
});

/** A change in one line: `rename unique t.b`. */
export const line = ({
  verb,
  kind,
  table: of,
  name,
}: {
  readonly verb: string;
  readonly kind: string;
  readonly table: string | null;
  readonly name: string | null;
}): string => `${verb} ${kind} ${of ?? ""}.${name ?? ""}`;
