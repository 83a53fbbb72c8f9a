/** A copy of a database's schema, without rows, on a scratch database: what is modelled as DDL, and what hangs on it in the server's words. */
import { dialectNamed } from "../dialects/index.js";
import {
  dependencyText,
  emptySchema,
  messageOf,
  opaqueAddress,
  SchemaDiffError,
  tableText,
  unmodelledKey,
  type OpaqueObject,
  type Schema,
  type Sql,
  type Unmodelled,
} from "../model/index.js";
import type { Connection, OpenDatabase } from "../reflect/index.js";
import { diff } from "./diff.js";

interface SchemaCopy {
  readonly ddl: Sql;
  readonly opaque: readonly OpaqueObject[];
  readonly notCompared: readonly Unmodelled[];
}

/** The schema as DDL, for a scratch database. */
const schemaCopy = async ({ backend, connection, schemas }: OpenDatabase): Promise<SchemaCopy> => {
  const schema = await backend.reflect(connection, { schemas, withDetails: true });
  const elsewhere = schema.tables.find((table) => table.schema !== null);
  if (elsewhere !== undefined && dialectNamed(schema.dialect).facts.namespaces === "databases")
    throw new SchemaDiffError(
      "unsupported",
      `the plan cannot be proved: table ${tableText(elsewhere)} is of another database, of which no scratch copy is made`,
      "prove it on a copy of your own",
    );
  const { opaque = [], objects: _objects, notCompared, ...modelled } = schema;
  const plan = await diff({
    from: { ...emptySchema(schema.dialect), version: schema.version },
    to: { ...modelled, notCompared: [] },
  });
  return { ddl: plan.statements.map((sql) => `${sql};\n`).join(""), opaque, notCompared };
};

/** @returns what the server says to one of its statements; null where it is made. What was set for it is set back in any case. */
const made = async (
  { definition }: OpaqueObject,
  connection: Connection,
): Promise<string | null> => {
  let refused: string | null = null;
  for (const sql of definition)
    try {
      await connection.execute(sql);
    } catch (thrown) {
      refused ??= messageOf(thrown);
    }
  return refused;
};

/** Makes what hangs on the tables, round after round: a view may stand on one that comes later. */
const makeOpaque = async (
  opaque: readonly OpaqueObject[],
  connection: Connection,
  detail: (text: string) => void,
): Promise<void> => {
  let waiting = opaque;
  for (;;) {
    const refused: { readonly object: OpaqueObject; readonly because: string }[] = [];
    for (const object of waiting) {
      const because = await made(object, connection);
      if (because !== null) refused.push({ object, because });
    }
    if (refused.length === waiting.length) {
      for (const { object, because } of refused)
        detail(`the copy is without ${dependencyText(opaqueAddress(object))}: ${because}`);
      return;
    }
    waiting = refused.map(({ object }) => object);
  }
};

/** What is not modelled stands in the original alone: its names are taken there. */
const lacking = (all: readonly Unmodelled[], { notCompared }: Schema): readonly Unmodelled[] => {
  const copied = new Set(notCompared.map(unmodelledKey));
  return all.filter((one) => !copied.has(unmodelledKey(one)));
};

/**
 * @param use is given the copy, and what it lacks of the original
 * @throws SchemaDiffError `unsupported` where no copy of it can be made
 */
export const onScratchCopy = async <T>(
  database: OpenDatabase,
  devUrl: string,
  detail: (text: string) => void,
  use: (copy: OpenDatabase, lacks: readonly Unmodelled[]) => Promise<T>,
): Promise<T> => {
  const { backend } = database;
  const { ddl, opaque, notCompared } = await schemaCopy(database);
  return backend.scratch(ddl, devUrl, async (connection) => {
    await makeOpaque(opaque, connection, detail);
    const copy: OpenDatabase = { backend, connection, schemas: [] };
    return use(copy, lacking(notCompared, await backend.reflect(connection, { schemas: [] })));
  });
};
