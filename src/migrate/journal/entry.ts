/** One entry of the journal: a statement of the script that is running, and its state. */
import type { Sql } from "../../model/index.js";
import type { PrintedSubject } from "../../reflect/index.js";

/** `pending`: not yet run. `running`: sent to the server, which has not answered. `failed`: the server refused it. */
export type EntryState = "pending" | "running" | "done" | "failed";

export const entryStates: readonly EntryState[] = ["pending", "running", "done", "failed"];

export interface Entry {
  /** The statement's number in the script, from 1. */
  readonly number: number;
  readonly revision: string;
  readonly direction: "up" | "down";
  /** SHA-256 of the script's text. */
  readonly scriptHash: string;
  /** How many statements the script has; null where that was not known before it ran. */
  readonly statements: number | null;
  /** The number of the call of `op` that it belongs to, from 1, and SHA-256 of the call's content. */
  readonly operation: number;
  readonly operationHash: string;
  readonly statementHash: string;
  /** The SQL as sent to the server; only its beginning where it is very long. */
  readonly sql: Sql;
  /** The objects of the statement, whose printed text tells whether it took effect. */
  readonly objects: readonly PrintedSubject[];
  readonly state: EntryState;
  /** SHA-256 of the server's print of those objects before the statement; null where that tells nothing. */
  readonly beforeHash: string | null;
}
