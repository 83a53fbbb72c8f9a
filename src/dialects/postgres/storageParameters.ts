/**
 * The server's own list of storage parameters (access/common/reloptions.c), each with what it sets.
 */

import { lookupTable, type Options } from "../../model/index.js";
import type { Lock } from "./statement.js";

/** Parameters of a table and, with the prefix `toast.`, of its TOAST table. */
const vacuuming: Readonly<Record<string, string>> = lookupTable({
  autovacuum_enabled: "whether autovacuum works on it",
  autovacuum_freeze_max_age: "the age at which autovacuum prevents wraparound of transaction IDs",
  autovacuum_freeze_min_age: "the least age at which VACUUM freezes a row",
  autovacuum_freeze_table_age: "the age at which VACUUM scans the whole table",
  autovacuum_multixact_freeze_max_age:
    "the age at which autovacuum prevents wraparound of multixacts",
  autovacuum_multixact_freeze_min_age: "the least multixact age at which VACUUM freezes a row",
  autovacuum_multixact_freeze_table_age: "the multixact age at which VACUUM scans the whole table",
  autovacuum_vacuum_cost_delay: "how long autovacuum pauses, in milliseconds",
  autovacuum_vacuum_cost_limit: "the work after which autovacuum pauses",
  autovacuum_vacuum_insert_scale_factor: "the share of rows inserted after which it is vacuumed",
  autovacuum_vacuum_insert_threshold: "the number of rows inserted after which it is vacuumed",
  autovacuum_vacuum_max_threshold:
    "the most rows changed after which it is vacuumed (PostgreSQL 18)",
  autovacuum_vacuum_scale_factor: "the share of rows changed after which it is vacuumed",
  autovacuum_vacuum_threshold: "the number of rows changed after which it is vacuumed",
  log_autovacuum_min_duration: "how long autovacuum runs before it is logged",
  vacuum_index_cleanup: "whether VACUUM cleans up its indexes",
  vacuum_max_eager_freeze_failure_rate:
    "the share of pages that VACUUM may fail to freeze ahead of time (PostgreSQL 18)",
  vacuum_truncate: "whether VACUUM gives empty pages at the end back",
});

export const tableParameters: Readonly<Record<string, string>> = lookupTable({
  ...vacuuming,
  autovacuum_analyze_scale_factor: "the share of rows changed after which it is analyzed",
  autovacuum_analyze_threshold: "the number of rows changed after which it is analyzed",
  fillfactor: "how full pages are packed, in percent",
  parallel_workers: "how many processes may scan it side by side",
  toast_tuple_target: "the length from which on values are compressed or moved out",
  user_catalog_table: "whether logical replication takes it for a catalogue",
  ...Object.fromEntries(
    Object.entries(vacuuming).map(([name, about]) => [
      `toast.${name}`,
      `the same of the table for long values: ${about}`,
    ]),
  ),
});

export const indexParameters: Readonly<Record<string, string>> = lookupTable({
  autosummarize: "BRIN: whether page ranges are summarized as soon as they are full",
  buffering: "GiST: whether it is built with a buffer",
  deduplicate_items: "B-tree: whether equal keys are stored once",
  fastupdate: "GIN: whether new entries wait in a list",
  fillfactor: "how full pages are packed, in percent",
  gin_pending_list_limit: "GIN: how long that list may get, in kilobytes",
  pages_per_range: "BRIN: how many pages make a range",
  vacuum_cleanup_index_scale_factor: "B-tree, until PostgreSQL 13: when VACUUM cleans it up",
});

/** Parameters of a column: the planner's estimate of the number of distinct values. */
export const columnParameters: Readonly<Record<string, string>> = lookupTable({
  n_distinct: "the number of different values, or as -0.5 their share of the rows",
  n_distinct_inherited: "the same over the table and its children",
});

/** Parameters that need ACCESS EXCLUSIVE, as all parameters of extensions do. */
const exclusive: ReadonlySet<string> = new Set([
  "autosummarize",
  "buffering",
  "fastupdate",
  "gin_pending_list_limit",
  "pages_per_range",
  "user_catalog_table",
]);

const known = { ...tableParameters, ...indexParameters, ...columnParameters };

/** The lock that setting or resetting them takes. */
export const lockOfParameters = (from: Options, to: Options): Lock =>
  Object.keys({ ...from, ...to }).some(
    (key) => from[key] !== to[key] && (exclusive.has(key) || !Object.hasOwn(known, key)),
  )
    ? "ACCESS EXCLUSIVE"
    : "SHARE UPDATE EXCLUSIVE";
