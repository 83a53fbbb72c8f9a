/** Runs migration scripts on a database, and reports its state among the scripts. */
import { resolve } from "node:path";
import { argumentsOf } from "../decode/arguments.js";
import {
  defaultVersionTable,
  messageOf,
  SchemaDiffError,
  sqlOf,
  type Sql,
  type Statement,
} from "../model/index.js";
import { dialectNamed, type PrintedScript } from "../dialects/index.js";
import { openDatabase, untilAborted, type OpenDatabase } from "../reflect/index.js";
import {
  halfWayIn,
  journalOf,
  type HalfWay,
  type JournalTable,
  type Resume,
} from "./journal/index.js";
import { renderMigration } from "../render/migration.js";
import { runScripts, holding, type Direction, type Target } from "./runScripts.js";
import {
  defaultLockTimeout,
  migratorOptions,
  usage,
  type MigratorOptions,
} from "./migratorOptions.js";
import { namersBy } from "./names.js";
import type { RunContext } from "./runContext.js";
import { printScripts } from "./printScripts.js";
import {
  checkKnown,
  graphOf,
  onlyHead,
  revisionNamed,
  withAncestors,
  type Graph,
} from "./revisions.js";
import { revisionAt, scriptFileName, scriptsOf, writeScript, type Script } from "./scripts.js";
import { inTransaction } from "./transaction.js";
import { downgradeSteps, upgradeSteps } from "./targets.js";
import { checkRevision, versionsIn, type Versions } from "./versions.js";

/** A script without its functions. */
export interface RevisionInfo {
  readonly revision: string;
  readonly downRevisions: readonly string[];
  readonly message: string;
  readonly file: string;
}

export interface HistoryEntry extends RevisionInfo {
  /** Has it run on the database? */
  readonly applied: boolean;
  /** Is it a current revision of the database? */
  readonly current: boolean;
  /** Is there no script based on it? */
  readonly head: boolean;
}

/** The state of the database among the scripts. */
export interface Status {
  readonly current: readonly string[];
  readonly heads: readonly string[];
  /** Scripts that have not run, oldest first. */
  readonly pending: readonly RevisionInfo[];
  /** Current revisions of the database that no script has: the database is ahead of the scripts. */
  readonly unknown: readonly string[];
  /** The script that ran only in part, where DDL commits by itself; null where there is none. */
  readonly halfWay: HalfWay | null;
}

export interface Ran {
  /** The scripts that ran, in that order; or that would run, where they were printed. */
  readonly revisions: readonly RevisionInfo[];
  /** Every statement, including those on the version rows. */
  readonly statements: readonly Sql[];
}

export interface RunOptions {
  /** Print the statements instead of running them. */
  readonly sql?: boolean;
  /**
   * The decision about a script that stopped half-way, where DDL commits by itself. `after`: the statement that was running
   * took effect. `before`: it did not. `on`: continue after as many operations as ran, whatever the script has there now.
   */
  readonly resume?: Resume;
}

const infoOf = ({ revision, downRevisions, message, file }: Script): RevisionInfo => ({
  revision,
  downRevisions,
  message,
  file,
});

interface Place extends OpenDatabase {
  readonly versions: Versions;
  readonly journal: JournalTable | null;
}

export class Migrator {
  readonly #options: MigratorOptions;
  readonly #scripts: () => Promise<readonly Script[]>;

  constructor(asked: MigratorOptions) {
    const options = argumentsOf("usage", "Migrator", usage).options(migratorOptions, asked);
    this.#options = options;
    this.#scripts = scriptsOf(options.directory, options.detail);
  }

  async #graph(): Promise<Graph<Script>> {
    return graphOf(await this.#scripts());
  }

  #at<T>(use: (place: Place) => Promise<T>): Promise<T> {
    return untilAborted(this.#options.signal, () => this.#open(use));
  }

  async #open<T>(use: (place: Place) => Promise<T>): Promise<T> {
    const { source, detail, lockTimeout = defaultLockTimeout } = this.#options;
    const database = await openDatabase(source, { detail, lockTimeout });
    try {
      const dialect = dialectNamed(database.connection.dialect);
      const table = this.#options.versionTable ?? defaultVersionTable;
      const session = database.backend.migrationSession;
      return await use({
        ...database,
        versions: versionsIn(table, dialect, session),
        journal: journalOf(table, dialect, session),
      });
    } catch (thrown) {
      const { connection, backend } = database;
      const known = backend.migrationSession.explain(thrown, connection, "around");
      if (known instanceof SchemaDiffError) throw known;
      throw new SchemaDiffError(
        "sql",
        `${connection.description}: ${messageOf(thrown)}`,
        "it was refused before or after the scripts: see that the version table is whole, and that this user may read and write it; --verbose says more",
        { cause: thrown },
      );
    } finally {
      await database.connection.close();
    }
  }

  async #go(
    direction: Direction,
    steps: Target,
    { sql = false, resume }: RunOptions,
  ): Promise<Ran> {
    const graph = await this.#graph();
    const {
      directory,
      progress = () => undefined,
      waiting = () => undefined,
      retries = 0,
      lockTimeout = defaultLockTimeout,
    } = this.#options;
    return this.#at(async (place) => {
      const { versions, journal } = place;
      const context = this.#context(place);
      const run = {
        context,
        namers: namersBy(context.namingConvention, context.dialect),
        versions,
        journal,
        resume: resume ?? null,
        graph,
        direction,
        progress,
        patience: { lockTimeout, retries, waiting },
        stepsFrom: (rows: readonly string[]) => {
          checkKnown(graph, rows, directory);
          return steps(graph, rows);
        },
      };
      const { scripts, statements } = await (sql ? printScripts(run) : runScripts(run));
      return { revisions: scripts.map(infoOf), statements };
    });
  }

  /**
   * Runs the scripts up to `head` (the only one), `heads` (all), `+1`, a revision or the beginning of one.
   * @throws SchemaDiffError `script`, `revision`, `locked`, `batch`, `connection`
   */
  async upgrade(target = "head", options: RunOptions = {}): Promise<Ran> {
    return this.#go("up", (graph, rows) => upgradeSteps(graph, rows, target), options);
  }

  /** Reverts scripts until the database is at the target: `base` (nothing), `-1`, a revision or the beginning of one. */
  async downgrade(target: string, options: RunOptions = {}): Promise<Ran> {
    return this.#go("down", (graph, rows) => downgradeSteps(graph, rows, target), options);
  }

  /** The current revisions of the database: none before the first script, several on branches. */
  async current(): Promise<readonly string[]> {
    return this.#at(({ connection, versions }) => versions.read(connection));
  }

  /** The revisions on which no other is based; the database is not asked. */
  async heads(): Promise<readonly RevisionInfo[]> {
    const { heads, order } = await this.#graph();
    return order.filter((s) => heads.includes(s.revision)).map(infoOf);
  }

  #context({ backend, connection, schemas: ofUrl }: Place): RunContext {
    const { schemas, namingConvention = null } = this.#options;
    const dialect = dialectNamed(connection.dialect);
    return { dialect, backend, connection, schemas: schemas ?? ofUrl, namingConvention };
  }

  async #halfWayAt({ journal, connection }: Place): Promise<HalfWay | null> {
    return journal === null ? null : halfWayIn(await journal.read(connection));
  }

  /** The script that ran only in part, where DDL commits by itself; null where there is none. */
  async halfWay(): Promise<HalfWay | null> {
    return this.#at((place) => this.#halfWayAt(place));
  }

  /** Discards the record of what ran of the script that stopped half-way: its effects stay, and the script starts from the beginning. Null where there is none. */
  async abandon(): Promise<HalfWay | null> {
    return this.#at(async (place) => {
      const { connection, backend, journal } = place;
      const lockTimeout = this.#options.lockTimeout ?? defaultLockTimeout;
      return holding(await backend.migrationSession.lock(connection, lockTimeout), async () => {
        const half = await this.#halfWayAt(place);
        await journal?.drop(connection);
        return half;
      });
    });
  }

  async status(): Promise<Status> {
    const graph = await this.#graph();
    const { current, halfWay } = await this.#at(async (place) => ({
      current: await place.versions.read(place.connection),
      halfWay: await this.#halfWayAt(place),
    }));
    const applied = withAncestors(graph, current);
    return {
      current,
      halfWay,
      heads: graph.heads,
      pending: graph.order.filter((s) => !applied.has(s.revision)).map(infoOf),
      unknown: current.filter((r) => !graph.byRevision.has(r)),
    };
  }

  /** All scripts, newest first. */
  async history(): Promise<readonly HistoryEntry[]> {
    const graph = await this.#graph();
    const current = await this.current();
    const applied = withAncestors(graph, current);
    return graph.order.toReversed().map((s) => ({
      ...infoOf(s),
      applied: applied.has(s.revision),
      current: current.includes(s.revision),
      head: graph.heads.includes(s.revision),
    }));
  }

  /** Marks the database as being at a revision (`head`, `heads`, `base`, one or several) without running anything. */
  async stamp(target: string | readonly string[], { sql = false }: RunOptions = {}): Promise<Ran> {
    const graph = await this.#graph();
    const after = (typeof target === "string" ? [target] : target).flatMap((t) => {
      if (t === "base") return [];
      const head = t === "head" ? onlyHead(graph) : null;
      return t === "heads"
        ? graph.heads
        : t === "head"
          ? head === null
            ? []
            : [head]
          : [revisionNamed(graph, t)];
    });
    return this.#at(async ({ backend, connection, versions, journal }) => {
      const session = backend.migrationSession;
      const marking = async (): Promise<PrintedScript> => ({
        statements: (await versions.exists(connection)) ? [] : [versions.create],
        marks: versions.move(await versions.read(connection), after),
      });
      const work = async (): Promise<readonly Statement[]> => {
        const { statements, marks } = await marking();
        try {
          await versions.make(connection);
          for (const { sql } of marks) await connection.execute(sql);
        } catch (thrown) {
          // Where DDL commits by itself, a rollback does not remove the new table.
          if (statements.length > 0 && !dialectNamed(connection.dialect).facts.transactionalDdl)
            await connection.execute(versions.drop).catch(() => undefined);
          throw thrown;
        }
        // A user who sets the database's revision has also decided about what was half-way.
        await journal?.drop(connection);
        return [...statements, ...marks];
      };
      const print = async (): Promise<readonly Statement[]> => {
        const script = await marking();
        const all = [...script.statements, ...script.marks];
        // A single statement needs no transaction.
        return all.length > 1 ? dialectNamed(connection.dialect).ddl.printScripts([script]) : all;
      };
      const lockTimeout = this.#options.lockTimeout ?? defaultLockTimeout;
      const run = async (): Promise<readonly Statement[]> =>
        holding(await session.lock(connection, lockTimeout), async () =>
          holding(await session.enter(connection, lockTimeout), () =>
            inTransaction(session, connection, lockTimeout, work),
          ),
        ).catch((thrown: unknown) => {
          throw session.explain(thrown, connection, "around");
        });
      const statements = await (sql ? print() : run());
      return {
        revisions: graph.order.filter((s) => after.includes(s.revision)).map(infoOf),
        statements: sqlOf(statements),
      };
    });
  }

  /**
   * Writes a script that joins revisions (all heads where none are given), and returns its path.
   * @param revision the revision of the new script; the time, if it is left out
   */
  async merge(
    revisions: readonly string[] = [],
    message = "",
    revision?: string,
  ): Promise<{ readonly revision: string; readonly path: string }> {
    const graph = await this.#graph();
    const joined =
      revisions.length === 0
        ? graph.heads
        : [...new Set(revisions.map((r) => revisionNamed(graph, r)))];
    if (joined.length < 2) {
      const here = joined.length === 1 ? `is only ${joined[0]}` : "are none";
      throw new SchemaDiffError(
        "revision",
        `a merge joins several revisions, and here ${here}`,
        "`heads` lists what can be joined",
      );
    }
    for (const one of joined) {
      const inside = joined.find(
        (other) => other !== one && withAncestors(graph, [other]).has(one),
      );
      if (inside !== undefined)
        throw new SchemaDiffError(
          "revision",
          `${inside} stands on ${one} already`,
          `leave ${one} out`,
        );
    }
    const made = checkRevision(revision ?? revisionAt(new Date(), [...graph.byRevision.keys()]));
    if (graph.byRevision.has(made))
      throw new SchemaDiffError(
        "revision",
        `there is a revision ${made} already`,
        "give another one",
      );
    const says = message === "" ? `merge ${joined.join(" and ")}` : message;
    const { directory } = this.#options;
    const name = scriptFileName(made, says);
    const text = await renderMigration({
      up: [],
      down: [],
      message: says,
      revision: made,
      downRevision: joined,
      dialect: null,
      file: resolve(directory, name),
    });
    return { revision: made, path: await writeScript(directory, name, text) };
  }
}
