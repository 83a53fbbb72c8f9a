/** How long each stage takes for 10, 100, 1,000 and 5,000 tables: reflect (beside it the bare catalogue queries), compare, plan, render. */
import Database from "better-sqlite3";
import { compare, render } from "../build/js/index.js";
import { freeze } from "../build/js/model/index.js";
import { planOf } from "../build/js/plan/index.js";
import { openDatabase } from "../build/js/reflect/index.js";
import { tableText, text, timed } from "./clock.mjs";
import { server, withPostgres } from "./places.mjs";
import { movedOn, syntheticDdl } from "./synthetic.mjs";

const headings = ["dialect", "tables", "queries", "reflect", "compare", "plan", "render"];

/** The questions of one reflection, so that they can be asked again with nothing around them. */
const recorded = (connection) => {
  const asked = [];
  return {
    asked,
    connection: {
      ...connection,
      query: (sql, parameters) => {
        asked.push(() => connection.query(sql, parameters));
        return connection.query(sql, parameters);
      },
      ...(connection.queryAll !== undefined && {
        queryAll: (statements) => {
          asked.push(() => connection.queryAll(statements));
          return connection.queryAll(statements);
        },
      }),
    },
  };
};

const stages = async (source, dialect, count) => {
  const { backend, connection } = await openDatabase(source);
  try {
    const options = { schemas: [] };
    const first = recorded(connection);
    await backend.reflect(first.connection, options);
    const runs = count > 1000 ? 3 : 5;
    const reflected = await timed(() => backend.reflect(connection, options), runs);
    const bare = await timed(async () => {
      for (const ask of first.asked) await ask();
    }, runs);
    // As `reflect` and `declare` give them: frozen, so that `compare` need not check them.
    const live = freeze(reflected.value);
    const declared = freeze(movedOn(live));
    const compared = await timed(() => compare(live, declared, { unnamedChecks: "compare" }), runs);
    const planned = await timed(() => {
      const plan = planOf(compared.value, live, declared);
      return [plan, plan.statements][0];
    }, runs);
    const rendered = await timed(
      () => render(planned.value, { format: "typescript", message: "bench", revision: "0001" }),
      runs,
    );
    return [
      dialect,
      String(count),
      ...[bare, reflected, compared, planned, rendered].map(({ ms }) => text(ms)),
    ];
  } finally {
    await connection.close();
  }
};

const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((n) => n > 0);
const counts = sizes.length > 0 ? sizes : [10, 100, 1000, 5000];
const rows = [];
const { url: admin, stop } = await server("postgres");
try {
  for (const count of counts) {
    rows.push(
      await withPostgres(admin, async (url, client) => {
        const ddl = syntheticDdl(count);
        for (let at = 0; at < ddl.length; at += 300)
          await client.query(ddl.slice(at, at + 300).join(";\n"));
        return stages(url, "postgres", count);
      }),
    );
    const database = new Database(":memory:");
    database.exec(syntheticDdl(count).join(";\n"));
    rows.push(await stages(database, "sqlite", count));
    database.close();
    process.stderr.write(`${count} tables measured\n`);
  }
} finally {
  await stop();
}
process.stdout.write(
  `milliseconds, medians; queries: the bare catalogue questions of reflect\n${tableText(headings, rows)}\n`,
);
