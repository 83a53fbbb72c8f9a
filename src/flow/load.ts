/** Reads any source into a Schema, together with what a comparison needs to know about its origin. */
import { resolve } from "node:path";
import {
  dialectNamed,
  strangeTexts,
  strangeTextSays,
  type AnyDialectName,
} from "../dialects/index.js";
import { declare, type MetaData } from "../metadata/index.js";
import { contentsOf } from "../metadata/contents.js";
import { saysReadApart } from "../metadata/settings.js";
import {
  once,
  SchemaDiffError,
  type ByAlter,
  type ErrorPlace,
  type Schema,
  type TableRef,
  type Unmodelled,
} from "../model/index.js";
import type { NamingConvention } from "../naming/index.js";
import type { SelectionOptions, Side } from "../normalize/index.js";
import {
  dialectOfUrl,
  openDatabase,
  type Connection,
  type OpenDatabase,
} from "../reflect/index.js";
import { parseSnapshot } from "../render/snapshot.js";
import { checkModule } from "../module/index.js";
import { readText } from "./files.js";
import { metadataOf } from "./metadataModule.js";
import { kindOf, type Source } from "./source.js";

export interface LoadOptions extends SelectionOptions {
  /** For DDL files and metadata, where no other source determines it. */
  readonly dialect?: AnyDialectName;
  /** The server on which DDL files are loaded into a scratch database; SQLite needs none. */
  readonly devUrl?: string;
  readonly schemas?: readonly string[];
  /** Applies where the MetaData has none of its own. */
  readonly namingConvention?: NamingConvention;
  readonly progress?: (what: string) => void;
  /** Receives details of a run, for somebody who searches for a fault. */
  readonly detail?: (text: string) => void;
  /** In milliseconds: how long to wait for a file that another program holds; 5 s. */
  readonly lockTimeout?: number;
  /** Where relative paths start; default: the process's directory. */
  readonly cwd?: string;
}

const attempt = (work: () => unknown): void => {
  try {
    work();
  } catch {
    return;
  }
};

/** A source that is open, but not read yet: metadata becomes a schema only once the dialect is known. */
export type Opened =
  | {
      readonly is: "live";
      readonly database: OpenDatabase;
      /** For a copy: objects of the original that are not modelled and that the copy lacks; their names are taken in the original. */
      readonly lacks?: readonly Unmodelled[];
    }
  /** A module is evaluated when it is needed, or while a server on the other side is at work. */
  | { readonly is: "metadata"; readonly load: () => Promise<MetaData> }
  | { readonly is: "ddl"; readonly text: string; readonly path: string }
  /** DDL text that was loaded into a scratch database, which exists while it is compared. */
  | { readonly is: "scratch"; readonly database: OpenDatabase }
  /** Read when it is needed, or while a server on the other side is at work. */
  | { readonly is: "snapshot"; readonly read: () => Schema }
  | { readonly is: "schema"; readonly schema: Schema };

/** A source that is a declaration. */
export type DeclaredSource = Extract<Opened, { readonly is: "metadata" }>;

/** An option must not contradict what a source itself determines, because it would be ignored silently. */
const agreed = ({ dialect }: LoadOptions, what: string, ...spoken: readonly string[]): void => {
  const [first] = spoken;
  if (dialect === undefined || first === undefined || spoken.includes(dialect)) return;
  throw new SchemaDiffError(
    "usage",
    `the dialect is said to be ${dialect}, and ${what} is of ${first}`,
    `leave the dialect out, which ${what} says by itself, or give --dialect ${first}`,
  );
};

/** A `mysql://` URL may lead to a MariaDB server: then the source counts as both. */
const openLive = async (at: string | object, options: LoadOptions): Promise<OpenDatabase> => {
  const written = typeof at === "string" ? dialectOfUrl(at) : null;
  const database = await openDatabase(at, options);
  const { dialect, description } = database.connection;
  try {
    agreed(options, description, dialect, ...(written === null ? [] : [written]));
  } catch (error) {
    await database.connection.close();
    throw error;
  }
  return database;
};

const readSnapshot = (text: string, path: string, options: LoadOptions): Schema => {
  const schema = parseSnapshot(text, path);
  agreed(options, path, schema.dialect);
  return schema;
};

export const openSource = async (source: Source, options: LoadOptions): Promise<Opened> => {
  const cwd = options.cwd ?? process.cwd();
  const kind = kindOf(source, cwd);
  switch (kind.is) {
    case "database":
      return { is: "live", database: await openLive(kind.at, { ...options, cwd }) };
    case "metadata":
      return { is: "metadata", load: () => Promise.resolve(kind.metadata) };
    case "schema":
      agreed(options, "the given schema", kind.schema.dialect);
      return { is: "schema", schema: kind.schema };
    case "module":
      checkModule(resolve(cwd, kind.path));
      return { is: "metadata", load: once(() => metadataOf(kind.path, cwd, options.detail)) };
    case "ddl":
      return { is: "ddl", text: await readText(kind.path, cwd), path: kind.path };
    case "snapshot": {
      const text = await readText(kind.path, cwd);
      return { is: "snapshot", read: once(() => readSnapshot(text, kind.path, options)) };
    }
  }
};

export const closeSource = async (opened: Opened): Promise<void> => {
  if (opened.is === "live") await opened.database.connection.close();
};

/** The dialect that a source determines before it is read; null for metadata, DDL and snapshots. */
export const dialectOf = (opened: Opened): string | null => {
  switch (opened.is) {
    case "live":
      return opened.database.connection.dialect;
    case "schema":
      return opened.schema.dialect;
    case "metadata":
      return null;
    case "ddl":
      return null;
    case "scratch":
      return null;
    case "snapshot":
      return null;
  }
};

/** The schemas that a declaration names, besides the default one. */
const namedSchemas = (metadata: MetaData): readonly string[] => {
  const { tables, enums, sequences, objects, namespaces } = contentsOf(metadata);
  const refs: readonly TableRef[] = [...tables, ...enums, ...sequences, ...objects];
  return [
    ...new Set([
      ...refs.flatMap(({ schema }) => (schema === null ? [] : [schema])),
      ...namespaces.map(({ name }) => name),
    ]),
  ].sort();
};

/** Does a declaration contain objects of the current schema? */
const namesDefault = (metadata: MetaData): boolean => {
  const { tables, enums, sequences, objects } = contentsOf(metadata);
  return [...tables, ...enums, ...sequences, ...objects].some(({ schema }) => schema === null);
};

/** Is what the dialect reads table by table needed: between two databases, and where a declaration uses any of it? Not for one that cannot be loaded, which is told where it is needed. */
export const needsDetails = async (
  declared: DeclaredSource | null,
  dialect: string,
): Promise<boolean> => {
  if (declared === null) return true;
  const { facts } = dialectNamed(dialect);
  return declared.load().then(
    (metadata) => contentsOf(metadata).tables.some((table) => saysReadApart(table, facts)),
    () => false,
  );
};

const nowhereToLook = ({ description, dialect }: Connection): SchemaDiffError => {
  const { message, todo } = dialectNamed(dialect).noCurrentSchema ?? {
    message: "nothing says which one is meant",
    todo: "name schemas with ?schema=",
  };
  return new SchemaDiffError(
    "permission",
    `${description} has no current schema: ${message}`,
    todo,
  );
};

/** A source's schema, and the schemas that were read for it; none: the connection's current one, or a schema that was given as a value. */
export interface ReadSide {
  readonly schema: Schema;
  readonly schemas: readonly string[];
  /** Schemas that hold tables and were not read. */
  readonly unread: readonly string[];
}

/** Reads a source that takes no server, as far as it can be read by itself; an error is thrown again, and reported, when the result is asked for. */
const readingOf =
  (source: Opened): (() => void) =>
  () => {
    if (source.is === "snapshot") attempt(source.read);
    if (source.is === "metadata") source.load().catch(() => null);
  };

/** What of the other side matters for how a side is read. */
export interface Beside {
  readonly other: Opened | null;
  /** The name that `schema: null` has on the other side. */
  readonly defaultSchema?: string | null;
  /** See `ReflectOptions`. */
  readonly onlyCompared?: boolean;
}

/** Selects every schema, where a database has several: two databases are compared in all of them. */
export const everySchema = (dialect: string): readonly string[] =>
  dialectNamed(dialect).facts.namespaces === "schemas" ? ["*"] : [];

/**
 * Reads a live database: the schemas asked for, or every one; against a declaration the current one and those that it names.
 * Opaque objects are left out where there is another side: `withOpaque` reads them for a plan.
 */
export const reflectLive = async (
  { backend, connection, schemas }: OpenDatabase,
  options: LoadOptions,
  { other, defaultSchema: pinned = null, onlyCompared = false }: Beside,
): Promise<ReadSide> => {
  const declared = other?.is === "metadata" ? other : null;
  const asides = {
    ...(other !== null && { withoutOpaque: true }),
    ...(onlyCompared && { onlyCompared }),
    ...(declared === null && { withDigests: true }),
    withDetails: () => needsDetails(declared, connection.dialect),
    ...(pinned !== null && { defaultSchema: pinned }),
    ...(options.progress === undefined ? {} : { progress: options.progress }),
    ...(other !== null && { meanwhile: readingOf(other) }),
  };
  const asked =
    options.schemas !== undefined && options.schemas.length > 0 ? options.schemas : schemas;
  const read = async (wanted: readonly string[]): Promise<ReadSide> => ({
    schema: await backend.reflect(connection, { schemas: wanted, ...asides }),
    schemas: wanted,
    unread: [],
  });
  if (asked.length > 0) return read(asked);
  if (declared === null) return read(everySchema(connection.dialect));
  const current = await read([]);
  const declaration = await declared.load();
  const { defaultSchema } = current.schema;
  if (defaultSchema === null && namesDefault(declaration)) throw nowhereToLook(connection);
  const named = namedSchemas(declaration).filter((name) => name !== defaultSchema);
  const all = [...(defaultSchema === null ? [] : [defaultSchema]), ...named];
  const unread = ((await backend.schemasWithTables?.(connection)) ?? []).filter(
    (name) => !all.includes(name),
  );
  if (named.length > 0) return { ...(await read(all)), unread };
  // By name, so that it can be read again without the declaration.
  return { ...current, schemas: everySchema(connection.dialect).length > 0 ? all : [], unread };
};

/** The side with its opaque objects, as they are now. */
export const withOpaque = async (
  { backend, connection }: OpenDatabase,
  schema: Schema,
  schemas: readonly string[],
): Promise<Schema> => {
  const opaque = await backend.readOpaque?.(connection, schemas);
  return opaque === undefined || opaque.length === 0 ? schema : { ...schema, opaque };
};

export interface Declared {
  readonly schema: Schema;
  readonly convention: NamingConvention | null;
  readonly warnings: readonly string[];
  readonly useAlter: readonly ByAlter[];
  readonly placeOf: (table: TableRef) => ErrorPlace | null;
}

export const declaredSchema = (
  metadata: MetaData,
  dialect: string,
  /** The other side of the comparison, if any. */
  live: Schema | null,
  options: LoadOptions,
): Declared => ({
  convention: metadata.namingConvention,
  ...declare(metadata, dialectNamed(dialect), {
    defaultSchema: live?.defaultSchema ?? null,
    live,
    ...(options.namingConvention === undefined
      ? {}
      : { namingConvention: options.namingConvention }),
  }),
});

const origins: Readonly<Record<Opened["is"], Side["origin"]>> = {
  live: "read",
  ddl: "read",
  scratch: "read",
  metadata: "declared",
  snapshot: "given",
  schema: "given",
};

/** Refuses texts of a declaration, a snapshot or a value that are more than one piece of SQL, so that they reach no server and no script. */
const withoutStrangeTexts = (schema: Schema, database: Schema | null): Schema => {
  const [first, ...others] = strangeTexts(schema, dialectNamed(schema.dialect), database);
  if (first === undefined) return schema;
  throw new SchemaDiffError(
    "metadata",
    strangeTextSays(first) + (others.length === 0 ? "" : `, and ${others.length} more like it`),
    "write it as one piece of SQL of its kind, with its quotes and brackets closed",
  );
};

/**
 * A source with its schema: one side of a comparison.
 * @param database the schema that was read from the database on the other side
 */
export const sideOf = (
  opened: Opened,
  { schema, convention }: Pick<Declared, "schema" | "convention">,
  options: LoadOptions,
  database: Schema | null = null,
): Side => ({
  schema: origins[opened.is] === "read" ? schema : withoutStrangeTexts(schema, database),
  origin: origins[opened.is],
  convention: convention ?? options.namingConvention ?? null,
});
