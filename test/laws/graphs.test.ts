/**
 * The law of graphs: tables that refer to each other, to themselves and in rings, across schemas, are created, changed and
 * dropped; what nobody declares stays, but for what stands on what goes; the way back restores it all.
 */
import fc from "fast-check";
import { diff, reflect, type MetaData, type Plan } from "schema-diff";
import { declared, nameOf } from "./graphs/declare.js";
import { finds, graphs, type Graph } from "./graphs/draft.js";
import { ground, graphPlaces, type Ground, type Place } from "./places.js";
import { runAll } from "./run.js";
import { seen } from "./seen.js";
import { answers } from "../stories/places.js";
import { eachPair, longRun, type Outcome } from "./tally.js";

const limit = Number(process.env["SCHEMA_DIFF_LAW_LIMIT"] ?? 60_000);
const showing = process.env["SCHEMA_DIFF_LAW_SHOW"] !== undefined;
const show = (lines: readonly string[]): void => {
  if (showing) process.stdout.write(`${lines.join(";\n")}\n`);
};

const otherOf = ({ dialect }: Place, { other }: Ground): string | null =>
  dialect === "sqlite" ? null : other;

/** Both schemas are looked at also where nothing of one is declared any more. */
const look = (place: Place, on: Ground, to: MetaData): Promise<Plan> => {
  const own = place.innodb ? new URL(on.url).pathname.slice(1) : "public";
  return diff({
    from: on.url,
    to,
    exclude: ["keep_*"],
    onDependents: "cascade",
    ...(place.dialect === "sqlite" ? {} : { schemas: [own, on.other] }),
  });
};

const run = async (place: Place, on: Ground, plan: Plan, to: MetaData): Promise<void> => {
  show(plan.statements);
  await runAll(on.url, plan.statements);
  const { changes, statements } = await look(place, on, to);
  expect({ changes, statements }).toEqual({ changes: [], statements: [] });
};

/** SQLite puts a foreign key back where a column of its own stands: its catalogue says what it is, and its text what it is called. */
const onSqlite = `
  SELECT 'foreign key ' || m.name || ' ' || f."from" || ' ' || f."table" || ' ' || coalesce(f."to", '') || ' ' || f.on_delete AS line FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS f
  UNION ALL SELECT 'column ' || m.name || ' ' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk FROM sqlite_schema AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table'
  UNION ALL SELECT 'index ' || m.name || ' ' || i.origin || ' ' || i."unique" || ' ' || (SELECT group_concat(x.name) FROM pragma_index_info(i.name) AS x) FROM sqlite_schema AS m, pragma_index_list(m.name) AS i
  UNION ALL SELECT 'text ' || name || ' ' || sql FROM sqlite_schema WHERE type = 'table'`;

const sqliteLine = (line: string): string =>
  line.startsWith("text ")
    ? (line.match(/(?<=CONSTRAINT "?)\w+/g) ?? []).sort().join(" ")
    : line.replaceAll('"', "");

const onFile = async (url: string): Promise<readonly string[]> =>
  (await answers(url, onSqlite)).map(sqliteLine);

/** Every schema, as the server tells it, and its rows. */
const stateOf = async (place: Place, { url, other }: Ground) => {
  const urls = [url];
  if (place.innodb) {
    const second = new URL(url);
    second.pathname = `/${other}`;
    urls.push(second.href);
  }
  const [schema, rows]: [string[], string[]] = [[], []];
  for (const one of urls) {
    const state = await seen(one);
    schema.push(...(place.dialect === "sqlite" ? await onFile(one) : state.schema));
    rows.push(...state.rows);
  }
  return { schema: schema.sort(), rows: rows.sort() };
};

/** Snowflake folds what stands without quotes. */
const quotes: Readonly<Partial<Record<Place["dialect"], string>>> = {
  mysql: "`",
  mariadb: "`",
  snowflake: "",
};
const quoted = ({ dialect }: Place, name: string): string => {
  const quote = quotes[dialect] ?? '"';
  return `${quote}${name}${quote}`;
};

const refsOf = (place: Place, on: Ground, { tables }: Graph) => {
  const other = otherOf(place, on);
  return (i: number): string =>
    `${tables[i]?.other === true && other !== null ? `${quoted(place, other)}.` : ""}${quoted(place, nameOf(i))}`;
};

/** A row in each table, and tables that nobody declares, with rows of their own. */
const filled = (place: Place, on: Ground, graph: Graph): readonly string[] => {
  const ref = refsOf(place, on, graph);
  return [
    ...graph.tables.map((_, i) => `INSERT INTO ${ref(i)} (id, code) VALUES (1, 2)`),
    ...graph.undeclared.flatMap(({ to, onto }, i) => [
      `CREATE TABLE keep_${String(i)} (id integer NOT NULL PRIMARY KEY, ref integer, CONSTRAINT fk_keep_${String(i)} FOREIGN KEY (ref) REFERENCES ${ref(to)} (${onto}))`,
      `INSERT INTO keep_${String(i)} VALUES (1, NULL)`,
    ]),
  ];
};

/** Of the tables that nobody declares, the numbers of those that still refer to something. */
const referring = async (url: string): Promise<readonly string[]> =>
  (await reflect(url)).tables
    .filter(({ name, constraints }) =>
      name.startsWith("keep_") ? constraints.some(({ kind }) => kind === "foreignKey") : false,
    )
    .map(({ name }) => name)
    .sort();

/** The rows that no drop could take. */
const lasting = (rows: readonly string[], { tables }: Graph): readonly string[] =>
  rows.filter((row) => {
    const [, number] = /(?:^|\.|: )"?t(\d+)\b/i.exec(row) ?? [];
    const table = number === undefined ? undefined : tables[Number(number)];
    return table === undefined || (!table.goes && table.key !== "column");
  });

/** Snowflake makes no foreign key that has an action. */
const takenBy = ({ dialect }: Place, graph: Graph): Graph =>
  dialect === "snowflake"
    ? { ...graph, edges: graph.edges.map((edge) => ({ ...edge, onDelete: "noAction" })) }
    : graph;

const holds = async (place: Place, on: Ground, drawn: Graph): Promise<Outcome> => {
  const graph = takenBy(place, drawn);
  const { url } = on;
  const other = otherOf(place, on);
  await on.empty();
  const [before, behind] = [declared(graph, "before", other), declared(graph, "behind", other)];
  show(["-- all"]);
  await run(place, on, await look(place, on, before), before);
  await runAll(url, filled(place, on, graph));
  const start = await stateOf(place, on);

  const plan = await look(place, on, behind);
  show(["-- there"]);
  await run(place, on, plan, behind);
  expect(await referring(url)).toEqual(
    graph.undeclared.flatMap(({ to, onto }, i) =>
      finds(graph.tables[to], onto) ||
      (onto === "code" &&
        place.title === "MariaDB" &&
        graph.tables[to]?.key === "replaced" &&
        !graph.tables[to].goes)
        ? [`keep_${String(i)}`]
        : [],
    ),
  );
  expect((await stateOf(place, on)).rows.filter((row) => row.includes("keep_"))).toEqual(
    start.rows.filter((row) => row.includes("keep_")),
  );
  show(["-- back", ...plan.reverse().statements]);
  await runAll(url, plan.reverse().statements);
  const back = await stateOf(place, on);
  expect(back.schema).toEqual(start.schema);
  expect(lasting(back.rows, graph)).toEqual(lasting(start.rows, graph));

  const nothing = declared(
    { ...graph, tables: graph.tables.map((t) => ({ ...t, goes: true })) },
    "behind",
    other,
  );
  const all = await look(place, on, nothing);
  show(["-- nothing", ...all.statements]);
  await runAll(url, all.statements);
  expect(await referring(url)).toEqual([]);
  await runAll(url, all.reverse().statements);
  expect((await stateOf(place, on)).schema).toEqual(start.schema);
  return null;
};

describe.each(graphPlaces.map((place) => [place.title, place] as const))("%s", (_title, place) => {
  it(
    "creates, changes and drops every graph, and goes back",
    async () => {
      const on = await ground(place);
      try {
        if (longRun === null)
          await fc.assert(
            fc.asyncProperty(graphs(5), async (graph) => void (await holds(place, on, graph))),
            {
              numRuns: 1,
              interruptAfterTimeLimit: limit,
              markInterruptAsFailure: true,
              includeErrorInReport: true,
            },
          );
        else
          expect(
            await eachPair(place.title, graphs(30), (graph) => holds(place, on, graph), longRun),
          ).toEqual([]);
      } finally {
        await on.drop();
      }
    },
    longRun === null ? limit + 30_000 : 2 ** 31 - 1,
  );
});
