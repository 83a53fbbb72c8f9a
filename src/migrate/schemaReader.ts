/** The schema as it is before an operation: read when it is asked for, and again once something it holds may have changed. */
import {
  alteredTable,
  sameTable,
  type Operation,
  type Schema,
  type TableRef,
} from "../model/index.js";
import { withReferring } from "../reflect/index.js";
import { schemasOfDrop } from "./dependents.js";
import { asksForSchema } from "./prepare.js";
import type { RunContext } from "./runContext.js";

export interface SchemaReader {
  /** Is the operation printed differently for what is there already? */
  readonly isNeededFor: (operation: Operation) => Promise<boolean>;
  /** The schema that holds the table, with all that is read beside it. */
  readonly of: (table: TableRef) => Promise<Schema>;
  /** The same of the table that an operation is about, and of those that its new foreign keys point to. */
  readonly before: (operation: Operation) => Promise<Schema>;
  /** The schemas that a drop is of, with those whose foreign keys point to them; what is known is another schema from then on. */
  readonly referring: (operation: Operation) => Promise<Schema>;
  /** Told of each operation that ran. */
  readonly touch: (operation: Operation) => void;
}

/** The table that an operation is about; null where it may be about anything. */
const tableOf = (operation: Operation): TableRef | null =>
  alteredTable(operation) ?? ("table" in operation ? operation.table : null);

/** The tables that its new foreign keys point to: their keys say how the server takes them. */
const targetsOf = (operation: Operation): readonly TableRef[] => {
  if (operation.do === "batch") return operation.operations.flatMap(targetsOf);
  return operation.do === "createConstraint" && operation.constraint.kind === "foreignKey"
    ? [operation.constraint.target]
    : [];
};

export const schemaReader = (context: RunContext): SchemaReader => {
  const { backend, connection, schemas, dialect } = context;
  let known: { readonly schema: Schema; readonly of: string; readonly touched: TableRef[] } | null =
    null;
  const read = async (table: TableRef | null, beside: readonly TableRef[]): Promise<Schema> => {
    const named = table?.schema ?? null;
    const wanted = schemas.length > 0 || named === null ? schemas : [named];
    const of = JSON.stringify(wanted);
    if (
      known !== null &&
      known.of === of &&
      table !== null &&
      !known.touched.some((t) => [table, ...beside].some((one) => sameTable(t, one)))
    )
      return known.schema;
    known = {
      schema: await backend.reflect(connection, { schemas: wanted, withoutOpaque: true }),
      of,
      touched: [],
    };
    return known.schema;
  };
  return {
    isNeededFor: async (operation) => {
      if (asksForSchema(operation, dialect)) return true;
      const table = alteredTable(operation);
      return table !== null && (await backend.printsByTable?.(connection, table)) === true;
    },
    touch: (operation) => {
      if (operation.do === "bulkInsert") return;
      const table = tableOf(operation);
      // A rebuild reads everything that hangs on the table; a foreign key's operation changes its target's view of it too.
      if (table === null || dialect.facts.altersByRebuild || operation.do === "renameTable")
        known = null;
      else known?.touched.push(table);
    },
    referring: async (operation) => {
      known = null;
      return withReferring(context, schemasOfDrop(operation));
    },
    of: async (table) => read(table, []),
    before: async (operation) => read(tableOf(operation), targetsOf(operation)),
  };
};
