/** Copies a database's schema, without rows, to a scratch database: a plan creates what is modelled, and the server's own text what is opaque. */
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
  type Operation,
  type Schema,
  type Unmodelled,
} from "../model/index.js";
import { runContextOf } from "../migrate/runContext.js";
import { runOperations } from "../migrate/runOperations.js";
import type { Patience } from "../migrate/waiting.js";
import type { Connection, OpenDatabase } from "../reflect/index.js";
import type { Plan } from "../plan/index.js";
import { diff } from "./diff.js";
import { everySchema } from "./load.js";

interface Original {
  /** The operations that create everything that is modelled. */
  readonly operations: readonly Operation[];
  readonly opaque: readonly OpaqueObject[];
  readonly notCompared: readonly Unmodelled[];
}

/** An object of the plan in another schema, where each schema is a database: that one would not be a copy, but the server's own. */
const elsewhereOf = ({ dialect, changes, from, to }: Plan): string | undefined =>
  dialectNamed(dialect).facts.namespaces === "databases"
    ? [
        ...changes.map(({ schema, table, name }) => ({ schema, name: table ?? name ?? "" })),
        ...[from, to].flatMap(({ tables, sequences }) => [...tables, ...sequences]),
      ]
        .filter(({ schema }) => schema !== null)
        .map(tableText)[0]
    : undefined;

/** Reads all schemas, because a plan may affect one that was not asked for. */
const readOriginal = async ({ backend, connection }: OpenDatabase): Promise<Original> => {
  const schema = await backend.reflect(connection, {
    schemas: everySchema(connection.dialect),
    withDetails: () => Promise.resolve(true),
  });
  const { opaque = [], objects: _objects, notCompared, ...modelled } = schema;
  const { operations } = await diff({
    from: { ...emptySchema(schema.dialect), version: schema.version },
    to: { ...modelled, notCompared: [] },
  });
  return { operations, opaque, notCompared };
};

/** Creates an opaque object; returns the server's error for one of its statements, or null. All statements run in any case, so that settings made for it are restored. */
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

/** Creates the opaque objects in several rounds, because a view may depend on one that comes later. */
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

/** Objects that are not modelled and that only the original has: their names are taken there. */
const lacking = (all: readonly Unmodelled[], { notCompared }: Schema): readonly Unmodelled[] => {
  const copied = new Set(notCompared.map(unmodelledKey));
  return all.filter((one) => !copied.has(unmodelledKey(one)));
};

/**
 * @param use receives the copy, and what it lacks of the original
 * @throws SchemaDiffError `unsupported` where the plan cannot be tried on a copy
 */
export const onScratchCopy = async <T>(
  database: OpenDatabase,
  plan: Plan,
  devUrl: string,
  { patience, detail }: { readonly patience: Patience; readonly detail: (text: string) => void },
  use: (copy: OpenDatabase, lacks: readonly Unmodelled[]) => Promise<T>,
): Promise<T> => {
  const elsewhere = elsewhereOf(plan);
  if (elsewhere !== undefined)
    throw new SchemaDiffError(
      "unsupported",
      `the plan cannot be proved: ${elsewhere} is of another database, of which no scratch copy is made`,
      "prove it on a copy of your own",
    );
  const { backend } = database;
  const { operations, opaque, notCompared } = await readOriginal(database);
  return backend.scratch("", devUrl, async (connection) => {
    const copy: OpenDatabase = { backend, connection, schemas: [] };
    await runOperations(runContextOf(copy), operations, patience);
    await makeOpaque(opaque, connection, detail);
    const copied = await backend.reflect(connection, { schemas: everySchema(connection.dialect) });
    return use(copy, lacking(notCompared, copied));
  });
};
