/** The servers that the tests run on are there, and are what they are called. */
import { serverNames, serverUrl, freshDatabase, query, type ServerName } from "./urls.js";

const wanted: { readonly [N in ServerName]: RegExp } = {
  postgres: /^18\./,
  postgresOld: /^13\./,
  mysql: /^9\./,
  mariadb: /^1\d\.\d+\.\d+-MariaDB/,
};

const version = {
  postgres: "SHOW server_version",
  postgresOld: "SHOW server_version",
  mysql: "SELECT version()",
  mariadb: "SELECT version()",
};

describe("test servers", () => {
  test.each(serverNames)(
    "%s is of the version that the tests speak of",
    async (name: ServerName) => {
      const rows = await query(serverUrl(name), version[name]);
      expect(String(Object.values(rows[0] ?? {})[0])).toMatch(wanted[name]);
    },
  );

  test.each(serverNames)("%s gives a database of the test's own", async (name: ServerName) => {
    const { url, drop } = await freshDatabase(name);
    await query(url, "CREATE TABLE t (a integer)");
    expect(await query(url, "SELECT a FROM t")).toEqual([]);
    await drop();
    await expect(query(url, "SELECT 1")).rejects.toThrow(/does not exist|unknown database/i);
  });
});
