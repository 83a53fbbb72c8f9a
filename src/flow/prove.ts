/** Proves a plan: it runs, a second comparison finds nothing, the way back runs, and everything is as before; nothing of it stays. */
import { compare } from "../compare/index.js";
import { dialectNamed } from "../dialects/index.js";
import {
  messageOf,
  SchemaDiffError,
  type Change,
  type ErrorCode,
  type Operation,
  type Schema,
} from "../model/index.js";
import { defaultLockTimeout } from "../migrate/migratorOptions.js";
import { runOperations } from "../migrate/runOperations.js";
import { runContextOf } from "../migrate/runContext.js";
import { holding } from "../migrate/runScripts.js";
import type { Patience } from "../migrate/waiting.js";
import type { Plan } from "../plan/index.js";
import { interruption, untilAborted, type OpenDatabase, type Trial } from "../reflect/index.js";
import { checkDevUrl } from "./devUrl.js";
import { between, withSides } from "./diff.js";
import type { Sides } from "./sides.js";
import { readProveOptions, type ProveOptions } from "./options.js";
import { onScratchCopy } from "./scratchCopy.js";

/** In their order: `up` runs, a second comparison finds nothing left, `down` runs, and the database is as before. */
const proofSteps = ["up", "in sync", "down", "as before"] as const;

export type ProofStep = (typeof proofSteps)[number];

export interface Proof {
  /** The plan that was tried. */
  readonly plan: Plan;
  readonly proved: boolean;
  /** `database`: on the database itself, in a transaction that was rolled back; `scratch`: on a copy of its schema, without rows. */
  readonly on: "database" | "scratch";
  /** The steps that succeeded, in their order. */
  readonly held: readonly ProofStep[];
  /** The first step that failed, and why; null where none did. */
  readonly failed: { readonly step: ProofStep; readonly because: string } | null;
}

/** What a step found against the plan; null where it succeeded. */
type Finding = string | null;

const changeText = ({ verb, kind, schema, table, name }: Change): string =>
  `${verb} ${kind} ${[schema, table, name].filter((part) => part !== null).join(".")}`;

const some = 3;

const changesText = (changes: readonly Change[]): string =>
  [
    ...changes.slice(0, some).map(changeText),
    ...(changes.length > some ? [`and ${changes.length - some} more`] : []),
  ].join(", ");

const inSync = (second: Plan, first: Plan): Finding => {
  if (second.changes.length > 0) return `a second look still finds: ${changesText(second.changes)}`;
  const known = new Set(
    first.undecided.map(({ kind, name, because }) => JSON.stringify([kind, name, because])),
  );
  const open = second.undecided.find(
    ({ kind, name, because }) => !known.has(JSON.stringify([kind, name, because])),
  );
  return open === undefined
    ? null
    : `a second look cannot decide about ${open.kind} ${open.name ?? ""}: ${open.because}`;
};

const opaqueText = ({ opaque = [] }: Schema): string =>
  JSON.stringify(opaque.map((one) => JSON.stringify(one)).sort());

/** Compares two complete readings of one database. */
const asBefore = (after: Schema, before: Schema): Finding => {
  const { changes } = compare(before, after, {
    unspecified: "absent",
    unnamedChecks: "compare",
    undeclaredObjects: "compare",
  });
  if (changes.length > 0) return `the way back leaves: ${changesText(changes)}`;
  return opaqueText(after) === opaqueText(before)
    ? null
    : "what hangs on the tables and is not modelled (a view, a trigger, a policy) is not what it was";
};

/** Aborts the trial when its locks have been held for long enough. */
interface Deadline {
  readonly signal: AbortSignal;
  /** Starts the deadline, and returns a function that cancels it. */
  readonly begin: (milliseconds: number) => () => void;
}

const deadlineOf = (): Deadline => {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    begin: (milliseconds) => {
      const timer = setTimeout(() => {
        controller.abort();
      }, milliseconds);
      return () => {
        clearTimeout(timer);
      };
    },
  };
};

interface Place {
  readonly database: OpenDatabase;
  readonly patience: Patience;
  /** Reads the database again and compares it. */
  readonly look: () => Promise<Plan>;
}

const outsideThePlan: ReadonlySet<ErrorCode> = new Set(["locked", "permission"]);

/** An error of the database itself is a finding; that it is busy, that the user lacks a right, or that the run was interrupted, is not. */
const ran = async (work: () => Promise<void>, { database }: Place): Promise<Finding> => {
  try {
    await work();
    return null;
  } catch (thrown) {
    const ended = interruption();
    if (ended !== null) throw ended;
    if (thrown instanceof SchemaDiffError && outsideThePlan.has(thrown.code)) throw thrown;
    const cause = thrown instanceof SchemaDiffError ? (thrown.cause ?? thrown) : thrown;
    const onlyHere = database.backend.migrationSession.trial?.onlyInTrial(cause) ?? null;
    if (onlyHere !== null)
      throw cannotTell(onlyHere, "give --dev-url, and it is tried on a scratch copy");
    return messageOf(thrown);
  }
};

const cannotTell = (because: string, todo: string, cause?: unknown): SchemaDiffError =>
  new SchemaDiffError("unsupported", `the plan cannot be proved: ${because}`, todo, { cause });

/** Runs step after step, until one fails. */
const tried = async (
  plan: Plan,
  before: Plan,
  place: Place,
): Promise<Pick<Proof, "held" | "failed">> => {
  const run = (operations: () => readonly Operation[]): Promise<Finding> =>
    ran(() => runOperations(runContextOf(place.database), operations(), place.patience), place);
  const steps: Readonly<Record<ProofStep, () => Promise<Finding>>> = {
    up: () => run(() => plan.operations),
    "in sync": async () => inSync(await place.look(), plan),
    down: () => run(() => plan.reverse().operations),
    "as before": async () => asBefore((await place.look()).from, before.from),
  };
  const held: ProofStep[] = [];
  for (const step of proofSteps) {
    const because = await steps[step]();
    if (because !== null) return { held, failed: { step, because } };
    held.push(step);
  }
  return { held, failed: null };
};

/** The existing sequences that a statement of the plan could advance. */
const movedBy = (plan: Plan): Trial => {
  const operations = [...plan.operations, ...plan.reverse().operations].flatMap((operation) =>
    operation.do === "batch" ? [operation, ...operation.operations] : [operation],
  );
  const said = JSON.stringify(operations);
  return {
    sequences: plan.from.sequences.filter(({ name }) => said.includes(name)),
    columns: operations.flatMap((operation) =>
      operation.do === "alterColumn" && operation.existing?.identity !== undefined
        ? [{ table: operation.table, column: operation.name }]
        : [],
    ),
  };
};

/** Tries the plan in a transaction that is rolled back. */
const onDatabase = async (
  plan: Plan,
  place: Place,
  deadline: Deadline,
): Promise<Pick<Proof, "held" | "failed">> => {
  const { backend, connection } = place.database;
  const { lockTimeout } = place.patience;
  const session = backend.migrationSession;
  const { trial } = session;
  if (trial === undefined) throw new SchemaDiffError("internal", "there is no trial here");
  return holding(await session.lock(connection, lockTimeout), async () =>
    holding(await session.enter(connection, lockTimeout), async () => {
      const cancel = session.locks === undefined ? () => undefined : deadline.begin(lockTimeout);
      try {
        const end = await trial.begin(connection, lockTimeout, movedBy(plan));
        try {
          return await tried(plan, plan, place);
        } finally {
          await end();
        }
      } finally {
        cancel();
      }
    }),
  );
};

const onScratch = async (
  plan: Plan,
  sides: Sides,
  database: OpenDatabase,
  devUrl: string,
  options: ProveOptions,
  patience: Patience,
): Promise<Pick<Proof, "held" | "failed">> => {
  const detail = options.detail ?? (() => undefined);
  return onScratchCopy(database, plan, devUrl, { patience, detail }, async (copy, lacks) => {
    const look = (): Promise<Plan> =>
      between({ ...sides, from: { is: "live", database: copy, lacks } }, options, true);
    return tried(plan, await look(), { database: copy, patience, look });
  });
};

const noTransaction = (dialect: string): SchemaDiffError =>
  cannotTell(
    `${dialectNamed(dialect).introduction.title} commits DDL by itself, so that nothing of it could be taken back`,
    "give --dev-url, and it is tried on a scratch copy there",
  );

const patienceOf = ({ lockTimeout = defaultLockTimeout }: ProveOptions): Patience => ({
  lockTimeout,
  retries: 0,
  waiting: () => undefined,
});

const prepared = async (
  sides: Sides,
  options: ProveOptions,
  deadline: Deadline,
): Promise<Proof> => {
  const { from } = sides;
  if (from.is !== "live")
    throw new SchemaDiffError(
      "usage",
      "a plan is proved on a database, and what it starts from is none",
      "give a database URL or an open handle",
    );
  const patience = patienceOf(options);
  const { database } = from;
  const look = (): Promise<Plan> => between(sides, options, true);
  const plan = await look();
  const onItself = database.backend.migrationSession.trial !== undefined;
  const on = onItself ? "database" : "scratch";
  if (plan.changes.length === 0)
    return { plan, proved: true, on, held: [...proofSteps], failed: null };
  // A change that the dialect cannot make is reported as such, before anything runs.
  const [there, back] = [plan.statements.length, plan.reverse().statements.length];
  options.detail?.(`proves ${there} statements, and ${back} back`);
  if (onItself) {
    const outcome = await onDatabase(plan, { database, patience, look }, deadline);
    return { plan, proved: outcome.failed === null, on, ...outcome };
  }
  if (options.devUrl === undefined) throw noTransaction(plan.dialect);
  checkDevUrl(options.devUrl, plan.dialect, options.cwd);
  const outcome = await onScratch(plan, sides, database, options.devUrl, options, patience);
  return { plan, proved: outcome.failed === null, on, ...outcome };
};

/**
 * Runs the plan from `from` to `to` on the database itself in a transaction that is rolled back, or, where DDL commits by
 * itself, on a scratch copy of its schema on `devUrl`; compares again; runs the way back; compares again. Nothing of it stays.
 * @throws SchemaDiffError as `diff` does; `unsupported` where it cannot be tried, `locked` where a lock is not granted in time, or would be held for longer
 */
export const prove = async (asked: ProveOptions): Promise<Proof> => {
  const options = readProveOptions(asked);
  const deadline = deadlineOf();
  try {
    return await untilAborted(deadline.signal, () =>
      withSides(options, (sides) => prepared(sides, options, deadline)),
    );
  } catch (thrown) {
    if (!deadline.signal.aborted || interruption() !== null) throw thrown;
    const { lockTimeout } = patienceOf(options);
    throw new SchemaDiffError(
      "locked",
      `the plan was not proved within ${lockTimeout / 1000} s, and its locks are held no longer; nothing of it stays`,
      "give it more time with --lock-timeout 60s, or prove it on a copy of the database",
      { cause: thrown },
    );
  }
};
