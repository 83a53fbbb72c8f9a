/** Reads the schema before an operation: only when it is needed, and again once something in it may have changed. */
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
  /** Is the operation printed differently depending on what exists already? */
  readonly isNeededFor: (operation: Operation) => Promise<boolean>;
  /** The schema that holds the table, with everything that is read together with it. */
  readonly of: (table: TableRef) => Promise<Schema>;
  /** The same for the table of an operation, and for those that its new foreign keys reference. */
  readonly before: (operation: Operation) => Promise<Schema>;
  /** The schemas of a drop, with those that have foreign keys into them; the schema read before is forgotten. */
  readonly referring: (operation: Operation) => Promise<Schema>;
  /** Called with each operation that ran. */
  readonly touch: (operation: Operation) => void;
}

/** The table of an operation; null where it may affect anything. */
const tableOf = (operation: Operation): TableRef | null =>
  alteredTable(operation) ?? ("table" in operation ? operation.table : null);

/** The tables that its new foreign keys reference: how the server accepts these depends on the tables' keys. */
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
      // A rebuild reads everything that depends on the table, so that everything is read again.
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
