/** The witness: the server prints declared tables as it would store them, by temporary tables that are rolled back. */
import { messageOf, type Schema, type Sql, type Table } from "../../model/index.js";
import type { Printed } from "../backend.js";
import type { Connection } from "../connection.js";
import { catalogueOf } from "./catalogue.js";
import { codeOf } from "./connection.js";
import { askTables, currentSchema, narrowPath } from "./reflect.js";
import { readTables } from "./read.js";
import { text } from "./rows.js";
import { rolledBack } from "./transaction.js";
import { contextStatements } from "./witnessContext.js";
import { answerOf, keepsName, trialOf, type Trial } from "./witnessTable.js";

/** The number of tables in one transaction: each takes locks (itself, its indexes, its TOAST table), and the server's lock table is finite. */
const roundSize = 200;

const savepoint = "schema_diff_trial";

type Refusal = Extract<Printed, { readonly cannot: string }>;

/** What was printed of a table, or why not, with the code of the error. */
type Answer = Printed & { readonly code?: string };

/** There is no such function or operator; one that exists may take an enum type that has its old values. */
const undefinedFunction = "42883";

/** Errors that are not about what was asked: a missing right, a lock that somebody holds, a cancelled statement. */
const aboutNothingAsked = /^(?:42501|55P03|40|57)/;

/** Errors about a type or a collation (functions, columns and tables have codes of their own), or its schema. */
const aboutType = /^(?:42704|3F000)$/;

/**
 * Runs all statements in one round trip, and rolls them back if one of them fails. Returns null, or the server's error.
 * The savepoint is a round trip of its own: where one of several statements does not parse, none of them runs.
 */
const tryAll = async (
  connection: Connection,
  statements: readonly Sql[],
): Promise<(Refusal & Answer) | null> => {
  await connection.execute(`SAVEPOINT ${savepoint}`);
  try {
    await connection.execute([...statements, `RELEASE SAVEPOINT ${savepoint}`].join(";\n"));
    return null;
  } catch (thrown) {
    await connection.execute(`ROLLBACK TO SAVEPOINT ${savepoint}; RELEASE SAVEPOINT ${savepoint}`);
    return {
      cannot: messageOf(thrown),
      code: codeOf(thrown),
      ...(aboutNothingAsked.test(codeOf(thrown)) && { unsure: true }),
      ...(aboutType.test(codeOf(thrown)) && { unknownType: true }),
    };
  }
};

/** Creates the temporary tables; for each, null or why the server refused it. */
const create = async (
  connection: Connection,
  trials: readonly Trial[],
): Promise<readonly ((Refusal & Answer) | null)[]> => {
  const together = await tryAll(
    connection,
    trials.flatMap((t) => t.statements),
  );
  if (together === null) return trials.map(() => null);
  if (trials.length === 1) return [together];
  const refusals: ((Refusal & Answer) | null)[] = [];
  for (const trial of trials) refusals.push(await tryAll(connection, trial.statements));
  return refusals;
};

const temporarySchema =
  "SELECT n.nspname::text AS name FROM pg_catalog.pg_namespace AS n WHERE n.oid = pg_catalog.pg_my_temp_schema()";

/** The temporary tables by name, read with the same readers as all others. */
const readBack = async (connection: Connection): Promise<ReadonlyMap<string, Table>> => {
  const [row] = await connection.query(temporarySchema);
  if (row === undefined) return new Map();
  const own = await narrowPath(connection);
  const answers = await askTables(connection, [text(row, "name")]);
  const nothing = { namespaces: [], enums: [], sequences: [] };
  const tables = readTables(catalogueOf({ ...answers, ...nothing }, own));
  return new Map(tables.map((table) => [table.name, table]));
};

const prepare = async (
  connection: Connection,
  context: Schema,
  keepsEnums: boolean,
): Promise<void> => {
  const own = await currentSchema(connection);
  const statements = await contextStatements(connection, context, own, keepsEnums);
  if (statements.length === 0) return;
  // What cannot be created (for want of a right, say) only affects the tables that need it.
  if ((await tryAll(connection, statements)) !== null)
    for (const statement of statements) await tryAll(connection, [statement]);
};

const round = (
  connection: Connection,
  tables: readonly Table[],
  context: Schema,
  keepsEnums: boolean,
): Promise<readonly Answer[]> =>
  rolledBack(connection, "READ WRITE", async () => {
    await prepare(connection, context, keepsEnums);
    const trials = tables.map(trialOf);
    const refusals = await create(connection, trials);
    const printed = await readBack(connection);
    return trials.map((trial, n): Answer => {
      const refusal = refusals[n] ?? null;
      const table = printed.get(trial.name);
      if (refusal !== null) return refusal;
      return table === undefined
        ? { cannot: "the server did not show the table it made" }
        : { table: answerOf(trial, table, n) };
    });
  });

/** A connection that may not create temporary tables gives no prints; that it broke is another matter, which the next question shows. */
const roundOrReason = async (
  connection: Connection,
  tables: readonly Table[],
  context: Schema,
  keepsEnums = false,
): Promise<readonly Answer[]> => {
  try {
    return await round(connection, tables, context, keepsEnums);
  } catch (thrown) {
    return tables.map(() => ({ cannot: messageOf(thrown) }));
  }
};

/** Asks about a table that calls an unknown function a second time, with the enum types as they are in the database: the function may take one of them. */
const roundWithFunctions = async (
  connection: Connection,
  tables: readonly Table[],
  context: Schema,
): Promise<readonly Printed[]> => {
  const first = await roundOrReason(connection, tables, context);
  const open = tables.filter((_, n) => first[n]?.code === undefinedFunction);
  if (open.length === 0 || context.enums.length === 0) return first.map(withoutCode);
  const second = await roundOrReason(connection, open, context, true);
  return tables.map((table, n) => {
    const again = second[open.indexOf(table)];
    const answer = again !== undefined && "table" in again ? again : first[n];
    return answer === undefined ? { cannot: "the server gave no answer" } : withoutCode(answer);
  });
};

const withoutCode = ({ code: _code, ...printed }: Answer): Printed => printed;

/** Cuts the tables into rounds: two tables that keep the same name are not asked about in one round. */
const roundsOf = (tables: readonly Table[]): readonly (readonly Table[])[] => {
  const apart: Table[][] = [];
  for (const table of tables) {
    const free = apart.find(
      (round) =>
        round.length < roundSize &&
        !(round.some(({ name }) => name === table.name) && keepsName(table)),
    );
    if (free === undefined) apart.push([table]);
    else free.push(table);
  }
  return apart;
};

export const print = async (
  connection: Connection,
  tables: readonly Table[],
  context: Schema,
): Promise<readonly Printed[]> => {
  const answers = new Map<Table, Printed>();
  for (const together of roundsOf(tables)) {
    const printed = await roundWithFunctions(connection, together, context);
    for (const [i, table] of together.entries()) {
      const answer = printed[i];
      if (answer !== undefined) answers.set(table, answer);
    }
  }
  return tables.map(
    (table) => answers.get(table) ?? { cannot: "the server was not asked about the table" },
  );
};
