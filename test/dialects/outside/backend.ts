/** The toy's databases: tables in memory, read as a schema, held by a migration in a session of its own. */
import {
  emptySchema,
  SchemaDiffError,
  type Backend,
  type Connection,
  type MigrationSession,
  type Operation,
  type Row,
  type Table,
} from "schema-diff";

/** What a handle of it is: the tables, and the version rows once their table is there. */
export class Toy {
  tables: readonly Table[] = [];
  versions: readonly string[] | null = null;
  /** What the session did, in order. */
  readonly log: string[] = [];

  apply(operation: Operation): void {
    const change = (name: string, to: (table: Table) => Table): void => {
      this.tables = this.tables.map((table) => (table.name === name ? to(table) : table));
    };
    if (operation.do === "createTable") this.tables = [...this.tables, operation.table];
    if (operation.do === "dropTable")
      this.tables = this.tables.filter(({ name }) => name !== operation.table.name);
    if (operation.do === "addColumn")
      change(operation.table.name, (t) => ({ ...t, columns: [...t.columns, operation.column] }));
    if (operation.do === "dropColumn")
      change(operation.table.name, (t) => ({
        ...t,
        columns: t.columns.filter(({ name }) => name !== operation.name),
      }));
  }

  execute(statement: string): void {
    const [, inserted] = /^INSERT .* VALUES \('(.*)'\)$/.exec(statement) ?? [];
    const [, deleted] = /^DELETE .* = '(.*)'$/.exec(statement) ?? [];
    if (statement.startsWith("{")) this.apply(JSON.parse(statement));
    else if (statement.startsWith("CREATE TABLE ")) this.versions = [];
    else if (inserted !== undefined) this.versions = [...(this.versions ?? []), inserted];
    else if (deleted !== undefined)
      this.versions = (this.versions ?? []).filter((version) => version !== deleted);
    else throw new Error(`not understood: ${statement}`);
  }

  query(question: string): readonly Row[] {
    if (question === "is there a version table?") return this.versions === null ? [] : [{}];
    return (this.versions ?? []).map((version_num) => ({ version_num }));
  }
}

const boxes = new Map<string, Toy>();

/** The database that a URL names; made when it is first asked for, as SQLite's files are. */
export const toyAt = (url: string): Toy => {
  const toy = boxes.get(url) ?? new Toy();
  boxes.set(url, toy);
  return toy;
};

const toys = new WeakMap<Connection, Toy>();

const toyOf = (connection: Connection): Toy => {
  const toy = toys.get(connection);
  if (toy === undefined) throw new SchemaDiffError("internal", "not opened here");
  return toy;
};

const connected = (toy: Toy, description: string): Connection => {
  const connection: Connection = {
    dialect: "toy",
    description,
    driver: "toy",
    version: [1],
    query: async (question) => toy.query(question),
    execute: async (statement) => {
      toy.execute(statement);
    },
    close: async () => undefined,
  };
  toys.set(connection, toy);
  return connection;
};

const noted =
  (what: string) =>
  async (connection: Connection): Promise<void> => {
    toyOf(connection).log.push(what);
  };

/** What a transaction found, to be put back. */
const begun = new WeakMap<Connection, Pick<Toy, "tables" | "versions">>();

const migrationSession: MigrationSession = {
  lock: async (connection) => {
    await noted("lock")(connection);
    return () => noted("unlock")(connection);
  },
  enter: async () => async () => undefined,
  begin: async (connection) => {
    await noted("begin")(connection);
    const toy = toyOf(connection);
    begun.set(connection, { tables: toy.tables, versions: toy.versions });
  },
  integrityCheck: async (connection) => ({
    before: async ({ do: verb }) => noted(verb)(connection),
    check: () => noted("check")(connection),
  }),
  commit: noted("commit"),
  rollback: async (connection) => {
    await noted("rollback")(connection);
    Object.assign(toyOf(connection), begun.get(connection));
  },
  explain: (thrown) => thrown,
  versionTableExists: "is there a version table?",
};

export const toyBackend: Backend = {
  dialect: "toy",
  handles: ["a Toy"],
  owns: (handle) => handle instanceof Toy,
  open: async (source) => {
    if (typeof source === "string") return connected(toyAt(source), source);
    if (source instanceof Toy) return connected(source, "the given toy");
    throw new SchemaDiffError("source", "this object is no Toy");
  },
  reflect: async (connection) => ({
    ...emptySchema("toy"),
    version: connection.version,
    defaultSchema: "main",
    tables: toyOf(connection).tables,
  }),
  print: async (_connection, tables) => tables.map((table) => ({ table })),
  scratch: async (ddl, _at, use) => {
    const toy = new Toy();
    for (const statement of ddl.split("\n")) toy.execute(statement);
    return use(connected(toy, "a toy"));
  },
  migrationSession,
};
