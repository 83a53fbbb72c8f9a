/** Records each statement of a script before and after it runs, and knows what an earlier run left to do of an operation. */
import {
  SchemaDiffError,
  statement,
  type Operation,
  type Sql,
  type Statement,
} from "../../model/index.js";
import type { Connection, JournalSupport } from "../../reflect/index.js";
import type { Script } from "../scripts.js";
import type { Entry } from "./entry.js";
import { commandOf } from "./halfWay.js";
import { hashOf, operationHash } from "./hash.js";
import { printedHash, tookEffect, type Resume } from "./inFlight.js";
import { subjectsOf } from "./subjects.js";
import type { JournalTable } from "./table.js";

export interface StatementLog {
  /** Called with every operation in turn: returns the statements of it that are still to be run; null where none of it ran. */
  readonly left: (operation: Operation) => Promise<readonly Statement[] | null>;
  /** Receives the statements of an operation of which nothing ran. */
  readonly begins: (
    operation: Operation,
    statements: readonly Statement[],
    /** The operation, and those that run with it. */
    whole: readonly Operation[],
  ) => void;
  readonly run: (statement: Statement, execute: () => Promise<void>) => Promise<void>;
  /** Throws `script` where the script no longer contains what ran of it. */
  readonly ends: () => void;
}

/** For a script that runs in a transaction. */
export const noLog: StatementLog = {
  left: async () => null,
  begins: () => undefined,
  run: (_statement, execute) => execute(),
  ends: () => undefined,
};

export interface Journal {
  readonly table: JournalTable;
  readonly support: JournalSupport;
  readonly connection: Connection;
}

/** The text is kept to be shown, and to continue inside an operation; millions of rows remain in the script. */
const longest = 100_000;

const textKept = (sql: Sql): Sql => (sql.length > longest ? `${sql.slice(0, longest)} …` : sql);

const changed = (direction: Entry["direction"], number: number, what: string): SchemaDiffError =>
  new SchemaDiffError(
    "script",
    `the script was changed since a part of it ran: ${what}`,
    `put back what ran (statement ${number}), or say \`schema-diff ${commandOf(direction)} --resume\` to continue after as many operations as ran, or \`--abandon\` to begin the script anew`,
  );

/** What an earlier run of the script left. */
export interface Past {
  readonly entries: readonly Entry[];
  /** The number of the last operation of which something ran; 0 where none did. */
  readonly lastOperation: number;
  readonly ran: readonly Statement[];
}

export const nothingRan: Past = { entries: [], lastOperation: 0, ran: [] };

/** The entries of an earlier run, with the statement in flight decided. */
const settled = async (
  { table, support, connection }: Journal,
  entries: readonly Entry[],
  decided: Resume | null,
): Promise<readonly Entry[]> => {
  const lost = entries.find((e) => e.state === "done" && support.traitsOf(e.sql).makesTemporary);
  if (lost !== undefined && decided === null)
    throw new SchemaDiffError(
      "script",
      `statement ${lost.number} made a temporary table, which is gone with the connection of the run that was cut off`,
      `say \`schema-diff ${commandOf(lost.direction)} --resume\` where the rest does not need it, or \`--abandon\` to begin the script anew`,
    );
  const all: Entry[] = [];
  for (const entry of entries) {
    if (entry.state !== "running") {
      all.push(entry);
      continue;
    }
    const state = (await tookEffect(connection, support, entry, decided)) ? "done" : "pending";
    await table.mark(connection, entry.number, state);
    all.push({ ...entry, state });
  }
  return all;
};

/** The rest of an operation that ran in part; statements that only set something in the session are run again. */
const rest = (
  entries: readonly Entry[],
  { traitsOf }: JournalSupport,
): ReadonlyMap<Statement, Entry | null> =>
  new Map(
    entries.flatMap((entry): readonly (readonly [Statement, Entry | null])[] => {
      const ofSession = traitsOf(entry.sql).setsSession;
      const again = statement(entry.sql, ofSession ? { changes: "session" } : {});
      if (entry.state !== "done") return [[again, entry]];
      return ofSession ? [[again, null]] : [];
    }),
  );

export const pastOf = async (
  journal: Journal,
  found: readonly Entry[],
  decided: Resume | null,
): Promise<Past> => {
  const entries = await settled(journal, found, decided);
  const ran = entries.filter(({ state }) => state === "done");
  return {
    entries,
    lastOperation: Math.max(0, ...ran.map(({ operation }) => operation)),
    ran: ran.map(({ sql }) => statement(sql)),
  };
};

/**
 * The log of one script, which continues where its past ends.
 * @param statements how many statements the script has; null where that is not known
 */
export const logOn = async (
  journal: Journal,
  script: Script,
  direction: Entry["direction"],
  { entries: before, lastOperation: lastRan }: Past,
  decided: Resume | null,
  statements: number | null,
): Promise<{ readonly log: StatementLog; readonly ran: () => readonly Statement[] }> => {
  const { table, support, connection } = journal;
  const done = new Map(before.map((entry) => [entry.number, entry.state === "done"]));
  const texts = new Map(before.map((entry) => [entry.number, entry.sql]));
  const last = before.filter((e) => e.operation <= lastRan).length;
  /** The entry of each statement that is to run, and whether it is in the table already. */
  const open = new Map<Statement, { readonly entry: Entry; written: boolean }>();
  let operations = 0;
  let numbers = last;
  if (before.length > last) await table.forgetFrom(connection, last + 1);

  const write = async (of: { readonly entry: Entry; written: boolean }): Promise<void> => {
    const { entry } = of;
    const beforeHash = await printedHash(connection, support, entry.objects);
    if (of.written) return table.mark(connection, entry.number, "running", beforeHash);
    const together = [...open.values()].filter(
      (other) => !other.written && other.entry.operation === entry.operation,
    );
    await table.insert(
      connection,
      together.map((other) =>
        other === of ? { ...entry, state: "running", beforeHash } : other.entry,
      ),
    );
    for (const other of together) other.written = true;
  };

  /** Marks as not run what ran in a transaction of the script's own that was rolled back; the table no longer has it as done either. */
  const markRolledBack = async (): Promise<void> => {
    const stands = (await table.read(connection)).filter(({ state }) => state === "done");
    for (const number of done.keys())
      done.set(
        number,
        stands.some((one) => one.number === number),
      );
  };

  const log: StatementLog = {
    left: async (operation) => {
      operations += 1;
      if (operations > lastRan) return null;
      const entries = before.filter((e) => e.operation === operations);
      const other = entries.find((e) => e.operationHash !== operationHash(operation));
      if (other !== undefined && decided !== "on")
        throw changed(direction, other.number, `operation ${operations} says something else now`);
      const cut = entries.find((e) => e.state !== "done" && hashOf(e.sql) !== e.statementHash);
      if (cut !== undefined)
        throw new SchemaDiffError(
          "script",
          `statement ${cut.number} is too long to be kept, and stands inside of an operation of which a part ran`,
          `run it by hand and say \`schema-diff ${commandOf(direction)} --abandon\`, then \`stamp\``,
        );
      const left = rest(entries, support);
      for (const [one, entry] of left) if (entry !== null) open.set(one, { entry, written: true });
      return [...left.keys()];
    },
    begins: (operation, printed, whole) => {
      const [hash, objects] = [operationHash(operation), whole.flatMap(subjectsOf)];
      for (const one of printed) {
        // A guard changes nothing: it is asked again with the statements that follow it.
        if (one.guard !== null) continue;
        numbers += 1;
        texts.set(numbers, one.sql);
        open.set(one, {
          written: false,
          entry: {
            number: numbers,
            revision: script.revision,
            direction,
            scriptHash: script.hash,
            statements,
            operation: operations,
            operationHash: hash,
            statementHash: hashOf(one.sql),
            sql: textKept(one.sql),
            objects,
            state: "pending",
            beforeHash: null,
          },
        });
      }
    },
    run: async (one, execute) => {
      const of = open.get(one);
      if (of === undefined) return execute();
      const { number, sql } = of.entry;
      const isOwn = await support.inTransaction(connection);
      await write(of);
      const together = !isOwn && support.traitsOf(sql).rollsBack;
      let executed = false;
      try {
        if (together) await support.begin(connection);
        await execute();
        executed = true;
        await table.mark(connection, number, "done");
        if (together) await support.commit(connection);
      } catch (thrown) {
        if (together || isOwn) await support.rollback(connection).catch(() => undefined);
        if (isOwn) await markRolledBack().catch(() => undefined);
        // Where the connection is lost, the entry stays `running`: its outcome is unknown.
        if (!executed) await table.mark(connection, number, "failed").catch(() => undefined);
        throw thrown;
      }
      done.set(number, true);
    },
    ends: () => {
      if (operations < lastRan && decided !== "on")
        throw changed(direction, last, `it has ${operations} operations, and ${lastRan} ran`);
    },
  };
  return {
    log,
    ran: () =>
      [...done].flatMap(([number, isDone]) => (isDone ? [statement(texts.get(number) ?? "")] : [])),
  };
};
