/** The types are better-sqlite3's, whichever driver runs. */
import type BetterSqlite3 from "better-sqlite3";

export { default } from "better-sqlite3";
export declare const driver: "better-sqlite3" | "node:sqlite";
export declare const handleOf: (database: BetterSqlite3.Database) => object;
