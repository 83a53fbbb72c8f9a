/** What scripts run on: a connection, with what is known of its database and of what scripts leave out. */
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

/** For the operations of a plan, whose constraints have their names. */
export const runContextOf = ({ backend, connection, schemas }: OpenDatabase): RunContext => ({
  dialect: dialectNamed(connection.dialect),
  backend,
  connection,
  schemas,
  namingConvention: null,
});
