/** What scripts run with: a connection, its dialect and backend, and defaults for what scripts leave out. */
import { dialectNamed, type Dialect } from "../dialects/index.js";
import type { NamingConvention } from "../naming/index.js";
import type { Backend, Connection, OpenDatabase } from "../reflect/index.js";

export interface RunContext {
  readonly dialect: Dialect;
  readonly backend: Backend;
  readonly connection: Connection;
  /** The schemas to read; empty: the connection's current one. */
  readonly schemas: readonly string[];
  readonly namingConvention: NamingConvention | null;
}

/** The context for the operations of a plan, whose constraints all have names. */
export const runContextOf = ({ backend, connection, schemas }: OpenDatabase): RunContext => ({
  dialect: dialectNamed(connection.dialect),
  backend,
  connection,
  schemas,
  namingConvention: null,
});
