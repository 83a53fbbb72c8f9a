/**
 * The checks of a dialect on its databases: declared objects are created, read back, and removed
 * again.
 */
import type { Dialect } from "../dialects/index.js";
import { fingerprintOf } from "../codec/fingerprint.js";
import { diff, reflect } from "../flow/index.js";
import { check, foreignKey, index, integer, MetaData, table, unique } from "../metadata/index.js";
import { nameText, type Constraint, type Index, type Table } from "../model/index.js";
import type { Plan } from "../plan/index.js";
import type { Backend, Connection } from "../reflect/index.js";
import type { ConformanceOutcome } from "./contract.js";
import { must, mustEqual } from "./must.js";
import { hostileNames } from "./pure.js";

interface Place {
  readonly dialect: Dialect;
  readonly backend: Backend;
  readonly connection: Connection;
  readonly source: string | object;
}

interface LiveCheck {
  readonly name: string;
  readonly run: (place: Place) => Promise<ConformanceOutcome>;
}

const tables = (metadata: MetaData): MetaData => {
  table("conform_parent", metadata, { id: integer().notNull(), n: integer() });
  table("conform_child", metadata, { id: integer().notNull(), parent: integer() });
  return metadata;
};

/** A declaration with everything that the dialect declares to support. */
const whole = ({ support }: Dialect): MetaData => {
  const metadata = new MetaData();
  const key = support.primaryKey.supported;
  const id = () => (key ? integer().primaryKey() : integer().notNull());
  table("conform_parent", metadata, { id: id(), n: integer(), m: integer() }, [
    ...(support.unique.supported ? [unique(["n"], { name: "conform_uq" })] : []),
    ...(support.check.supported ? [check("m > 0", { name: "conform_ck" })] : []),
    ...(support.index.supported ? [index("conform_ix", ["m"])] : []),
  ]);
  table(
    "conform_child",
    metadata,
    { id: id(), parent: integer() },
    key && support.foreignKey.supported
      ? [foreignKey(["parent"], ["conform_parent.id"], { name: "conform_fk" })]
      : [],
  );
  return metadata;
};

const run = async ({ connection }: Place, plan: Plan): Promise<void> => {
  for (const { sql, guard } of plan.statementValues) {
    if (guard === null) await connection.execute(sql);
    else {
      const [row] = await connection.query(guard.question);
      must(
        row !== undefined && Number(row["count"]) === 0,
        "a guard's question must answer with one row whose `count` is 0 where all is well",
        { question: guard.question, row },
      );
    }
  }
};

/**
 * Runs the plan from the database to the declaration, checks that nothing is left to change, and
 * runs the reverse.
 */
const thereAndBack = async (place: Place, metadata: MetaData): Promise<void> => {
  const { source } = place;
  const before = fingerprintOf(await reflect(source));
  const plan = await diff({ from: source, to: metadata });
  must(plan.statements.length > 0, "a declared table that is missing must be made", plan.changes);
  await run(place, plan);
  const second = await diff({ from: source, to: metadata });
  mustEqual(
    [second.changes, second.undecided],
    [[], []],
    "what was made from a declaration must read back as that declaration",
  );
  await run(place, plan.reverse());
  mustEqual(
    fingerprintOf(await reflect(source)),
    before,
    "what the reverse of a plan leaves must be what was there before",
  );
};

const named = ({
  tables: all,
}: {
  readonly tables: readonly Table[];
}): ReadonlyMap<string, Constraint | Index> =>
  new Map(
    all
      .flatMap((t): readonly (Constraint | Index)[] => [...t.constraints, ...t.indexes])
      .map((item) => [nameText(item.name) ?? "", item]),
  );

const hasTable = async ({ source }: Place, name: string): Promise<boolean> =>
  (await reflect(source)).tables.some((t) => t.name === name);

export const liveChecks: readonly LiveCheck[] = [
  {
    name: "DDL: tables and columns are made, read back in sync, and taken back",
    run: async (place) => {
      await thereAndBack(place, tables(new MetaData()));
      return null;
    },
  },
  {
    name: "DDL: all kinds that are supported are made, read back in sync, and taken back",
    run: async (place) => {
      await thereAndBack(place, whole(place.dialect));
      return null;
    },
  },
  {
    name: "DDL: what changes on a table that is there is made, read back in sync, and taken back",
    run: async (place) => {
      await run(place, await diff({ from: place.source, to: tables(new MetaData()) }));
      const metadata = new MetaData();
      table("conform_parent", metadata, { id: integer().notNull(), added: integer() });
      table("conform_child", metadata, { id: integer().notNull(), parent: integer() });
      await thereAndBack(place, metadata);
      return null;
    },
  },
  {
    name: "identifiers: hostile names of columns come back as they were",
    run: async (place) => {
      const metadata = new MetaData();
      table(
        "conform hostile",
        metadata,
        Object.fromEntries(hostileNames.map((name) => [name, integer()])),
      );
      await thereAndBack(place, metadata);
      return null;
    },
  },
  {
    name: "names: a name that an author chose comes back as an author's",
    run: async (place) => {
      await run(place, await diff({ from: place.source, to: whole(place.dialect) }));
      const found = named(await reflect(place.source));
      const { unique: uq, check: ck, index: ix } = place.dialect.support;
      const wanted = [
        ...(uq.supported ? ["conform_uq"] : []),
        ...(ck.supported ? ["conform_ck"] : []),
        ...(ix.supported ? ["conform_ix"] : []),
      ];
      for (const name of wanted)
        mustEqual(
          found.get(name)?.name,
          { from: "author", text: name },
          `${name} must be read with the origin author`,
        );
      return wanted.length > 0
        ? null
        : { notSupported: uq.supported ? "" : `names of constraints and indexes: ${uq.because}` };
    },
  },
  {
    name: "reflect: the same database is the same value every time, also after the dialect's quirks",
    run: async (place) => {
      await run(place, await diff({ from: place.source, to: whole(place.dialect) }));
      const schema = await reflect(place.source);
      mustEqual(await reflect(place.source), schema, "two readings must be one value");
      for (const { id, erase } of place.dialect.quirks) {
        const once = erase(schema, schema);
        mustEqual(erase(once, once), once, `the quirk ${id} must leave what it has erased alone`);
      }
      mustEqual(
        place.dialect.normalize(place.dialect.normalize(schema)),
        place.dialect.normalize(schema),
        "normalize must leave what is normal alone",
      );
      return null;
    },
  },
  {
    name: "witness: tables that are there are printed as they are, and nothing is left behind",
    run: async (place) => {
      await run(place, await diff({ from: place.source, to: whole(place.dialect) }));
      const { backend, connection, source } = place;
      const schema = await reflect(source);
      const printed = await backend.print(connection, schema.tables, schema);
      mustEqual(
        printed.map((one) => ("table" in one ? one.table.columns.map(({ name }) => name) : one)),
        schema.tables.map(({ columns }) => columns.map(({ name }) => name)),
        "backend.print must answer for each table, in order, with its columns in order",
      );
      mustEqual(await reflect(source), schema, "backend.print must leave nothing behind");
      return null;
    },
  },
  {
    name: "transactions: facts.transactionalDdl is true just where a rollback takes a new table back",
    run: async (place) => {
      const { backend, connection, dialect, source } = place;
      const { migrationSession: session } = backend;
      const plan = await diff({ from: source, to: tables(new MetaData()) });
      await session.begin(connection, 1000);
      for (const { sql, transaction } of plan.statementValues)
        if (transaction === "any" || !dialect.facts.transactionalDdl) await connection.execute(sql);
      await session.rollback(connection);
      mustEqual(
        await hasTable(place, "conform_parent"),
        !dialect.facts.transactionalDdl,
        "facts.transactionalDdl must say whether a rollback takes a new table back",
      );
      return null;
    },
  },
  {
    name: "migrations: the session says that there is no version table, and lets go of its lock",
    run: async ({ backend: { migrationSession: session }, connection }) => {
      mustEqual(
        (await connection.query(session.versionTableExists, ["conform_version"])).length,
        0,
        "migrationSession.versionTableExists must give no row where there is no such table",
      );
      for (let turn = 0; turn < 2; turn += 1) await (await session.lock(connection, 1000))();
      return null;
    },
  },
];
