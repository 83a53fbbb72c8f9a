/** One entry of the journal: a statement of the script that is under way, and how far it is. */
import type { Sql } from "../../model/index.js";
import type { PrintedSubject } from "../../reflect/index.js";

/** `pending`: not yet run. `running`: handed to the server, whose answer is not known. `failed`: the server refused it. */
export type EntryState = "pending" | "running" | "done" | "failed";

export const entryStates: readonly EntryState[] = ["pending", "running", "done", "failed"];

export interface Entry {
  /** The statement's number in the script, from 1. */
  readonly number: number;
  readonly revision: string;
  readonly direction: "up" | "down";
  /** SHA-256 of the script's text. */
  readonly scriptHash: string;
  /** How many statements the script has; null where that could not be told before it ran. */
  readonly statements: number | null;
  /** The number of the call of `op`, from 1, that it belongs to, and SHA-256 of what the call says. */
  readonly operation: number;
  readonly operationHash: string;
  readonly statementHash: string;
  /** As it is handed to the server; the beginning alone where it is very long. */
  readonly sql: Sql;
  /** What the statement is about: the objects whose printed text tells whether it took effect. */
  readonly objects: readonly PrintedSubject[];
  readonly state: EntryState;
  /** SHA-256 of what the server printed of those objects before the statement; null where that tells nothing. */
  readonly beforeHash: string | null;
}
