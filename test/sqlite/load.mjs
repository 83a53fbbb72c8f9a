/** The two drivers, each loaded only where a run is about it. */
const loaders = {
  "better-sqlite3": async () => ({
    Database: (await import("better-sqlite3")).default,
    handleOf: (database) => database,
  }),
  "node:sqlite": () => import("./asBetterSqlite.mjs"),
};

export const load = (driver) => {
  if (!Object.hasOwn(loaders, driver)) {
    throw new Error(
      `SCHEMA_DIFF_TEST_SQLITE is ${driver}: say ${Object.keys(loaders).join(" or ")}`,
    );
  }
  return loaders[driver]();
};
