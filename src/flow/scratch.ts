/** DDL text as a source: loaded into a scratch database, which can be asked as a live one can for as long as it is needed. */
import { SchemaDiffError, type Schema } from "../model/index.js";
import { backendNamed, type OpenDatabase } from "../reflect/index.js";
import { checkDevUrl } from "./devUrl.js";
import { dialectHint } from "./dialectHint.js";
import { everySchema, saysDetails, type Beside, type LoadOptions, type Opened } from "./load.js";

type Outcome<T> = { readonly value: T } | { readonly thrown: unknown };

type Ddl = Extract<Opened, { readonly is: "ddl" }>;

const ddlError = (path: string): SchemaDiffError =>
  new SchemaDiffError("usage", `${path} is SQL, and nothing says of which dialect`, dialectHint());

/** @throws SchemaDiffError `source` with the file and the line of what the server does not take */
export const withScratch = async <T>(
  { text, path }: Ddl,
  dialect: string | null,
  options: LoadOptions,
  use: (database: OpenDatabase) => Promise<T>,
): Promise<T> => {
  if (dialect === null) throw ddlError(path);
  if (options.devUrl !== undefined) checkDevUrl(options.devUrl, dialect, options.cwd);
  const backend = await backendNamed(dialect);
  const told = (thrown: unknown): unknown =>
    thrown instanceof SchemaDiffError && thrown.code === "source"
      ? new SchemaDiffError("source", `${path}: ${thrown.message}`, thrown.todo, { cause: thrown })
      : thrown;
  // Told of the text only, and not of what is done with the database.
  const outcome = await backend
    .scratch(text, options.devUrl ?? null, async (connection): Promise<Outcome<T>> => {
      try {
        return { value: await use({ backend, connection, schemas: [] }) };
      } catch (thrown) {
        return { thrown };
      }
    })
    .catch((thrown: unknown) => {
      throw told(thrown);
    });
  if ("thrown" in outcome) throw outcome.thrown;
  return outcome.value;
};

/** The source as one whose database is there; any other as it is. */
export const loaded = async <T>(
  opened: Opened,
  dialect: string,
  options: LoadOptions,
  use: (opened: Opened) => Promise<T>,
): Promise<T> =>
  opened.is === "ddl"
    ? withScratch(opened, dialect, options, (database) => use({ is: "scratch", database }))
    : use(opened);

/** All of it, with what hangs on it; beside a declaration the current schema alone. */
export const reflectScratch = async (
  { backend, connection }: OpenDatabase,
  options: LoadOptions,
  { other, defaultSchema = null }: Beside,
): Promise<Schema> => {
  const picked = options.schemas?.length === 0 ? undefined : options.schemas;
  const declaration = other?.is === "metadata" ? other.metadata : null;
  return backend.reflect(connection, {
    schemas: picked ?? (declaration === null ? everySchema(backend.dialect) : []),
    withDigests: declaration === null,
    withDetails: declaration === null || saysDetails(declaration, backend.dialect),
    ...(defaultSchema !== null && { defaultSchema }),
  });
};
