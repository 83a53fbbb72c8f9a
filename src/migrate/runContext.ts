/** What scripts run on: a connection, with what is known of its database and of what scripts leave out. */
import type { Dialect } from "../dialects/index.js";
import type { NamingConvention } from "../naming/index.js";
import type { Backend, Connection } from "../reflect/index.js";

export interface RunContext {
  readonly dialect: Dialect;
  readonly backend: Backend;
  readonly connection: Connection;
  /** The schemas to read; empty: the connection's current one. */
  readonly schemas: readonly string[];
  readonly namingConvention: NamingConvention | null;
}
