/** A table that is made from what was read of another one has its keys in the same order, by every way that a schema can be stored; and no order is a difference. */
import { fingerprintOf } from "../../src/codec/fingerprint.js";
import { diff, reflect } from "../../src/index.js";
import type { Sql } from "../../src/model/index.js";
import { parseSnapshot, snapshotJson } from "../../src/render/index.js";
import { renderMetadata } from "../../src/render/metadata.js";
import { evaluate } from "../render/metadata.evaluate.js";
import { shown, urlOf, withDatabases, type Server } from "./mysqlServers.js";

/** Keys of each class, of which no two stand as their names do; a counter under a plain index; an index that a foreign key made. */
const keys: readonly Sql[] = [
  "KEY z (a), KEY m (b, a), KEY a (a, b)",
  "UNIQUE KEY u_z (a), UNIQUE KEY u_n (n), UNIQUE KEY u_a (b), UNIQUE KEY u_m (n, b)",
  "FULLTEXT KEY f_z (t), FULLTEXT KEY f_a (s)",
  "KEY l (t(3)), KEY k (s DESC)",
];

const other = "CREATE TABLE other (id int PRIMARY KEY, a int, KEY z (a))";

const tables = (own: readonly Sql[]): Sql => `${other};
  CREATE TABLE t (id int PRIMARY KEY, n int NOT NULL, a int, b int, s varchar(20), t text, p int, q int,
    ${own.join(", ")},
    CONSTRAINT x_z FOREIGN KEY (p) REFERENCES other (id), KEY before_it (q, p),
    CONSTRAINT x_a FOREIGN KEY (q) REFERENCES other (id),
    CONSTRAINT c_z CHECK (a > 1), CONSTRAINT c_a CHECK (b > 1));
  CREATE INDEX added_z ON t (b, n);
  CREATE INDEX added_a ON t (n, a);
  CREATE TABLE counts (n int NOT NULL AUTO_INCREMENT, a int, KEY z (a, n), KEY by_n (n), KEY a (a));
  CREATE TABLE numbered (b int, a int, FOREIGN KEY (a) REFERENCES other (id), FOREIGN KEY (b) REFERENCES other (id))`;

const servers: readonly Server[] = ["mysql", "mariadb"];

type To = Parameters<typeof diff>[0]["to"];

/** The ways from a database to what is declared. */
const ways: Readonly<Record<string, (url: string) => Promise<To>>> = {
  "the database itself": (url) => Promise.resolve(url),
  "a snapshot": async (url) => parseSnapshot(snapshotJson(await reflect(url)), "snapshot.json"),
  "a metadata module": async (url) => evaluate(await renderMetadata(await reflect(url))),
};

describe.each(servers)("on %s", (server) => {
  it.each(Object.keys(ways))("by %s, the copy prints as the original", (way) =>
    withDatabases(server, 2, async (driver, [from = "", to = ""]) => {
      await driver.query(`USE \`${from}\`; ${tables(keys)}`);
      const declared = await ways[way]?.(urlOf(server, from));
      const plan = await diff({ from: urlOf(server, to), to: declared ?? "" });
      await driver.query(`USE \`${to}\``);
      for (const sql of plan.statements) await driver.query(sql);
      expect(await shown(driver, to)).toEqual(await shown(driver, from));
      expect(await diff({ from: urlOf(server, to), to: declared ?? "" })).toMatchObject({
        inSync: true,
        undecided: [],
      });
    }),
  );

  it("another order is no difference, and has the same fingerprint", () =>
    withDatabases(server, 2, async (driver, [one = "", two = ""]) => {
      await driver.query(`USE \`${one}\`; ${tables(keys)}`);
      const turned = keys.map((list) =>
        list
          .split(/, (?=[A-Z])/)
          .reverse()
          .join(", "),
      );
      await driver.query(`USE \`${two}\`; ${tables(turned)}`);
      expect(await shown(driver, two)).not.toEqual(await shown(driver, one));
      const [from, to] = [urlOf(server, one), urlOf(server, two)];
      expect(await diff({ from, to })).toMatchObject({
        inSync: true,
        undecided: [],
        notCompared: [],
      });
      const [a, b] = [await reflect(from), await reflect(to)];
      expect(fingerprintOf({ ...b, defaultSchema: one })).toBe(
        fingerprintOf({ ...a, defaultSchema: one }),
      );
    }));
});
