/** Loads DDL text into a scratch database, which is read, and asked as a witness, like any live one. */
import { inFile, SchemaDiffError, type Schema } from "../model/index.js";
import { backendNamed, type OpenDatabase } from "../reflect/index.js";
import { checkDevUrl } from "./devUrl.js";
import { dialectHint } from "./dialectHint.js";
import { everySchema, needsDetails, type Beside, type LoadOptions, type Opened } from "./load.js";

type Outcome<T> = { readonly value: T } | { readonly thrown: unknown };

type Ddl = Extract<Opened, { readonly is: "ddl" }>;

const ddlError = (path: string): SchemaDiffError =>
  new SchemaDiffError("usage", `${path} is SQL, and nothing says of which dialect`, dialectHint());

/**
 * Passes `use` the scratch database with the text loaded, and drops the database when `use` has ended.
 * @throws SchemaDiffError `source` with the file and the line that the server refuses; `usage` without a dialect
 */
export const withScratch = async <T>(
  { text, path }: Ddl,
  dialect: string | null,
  options: LoadOptions,
  use: (database: OpenDatabase) => Promise<T>,
): Promise<T> => {
  if (dialect === null) throw ddlError(path);
  if (options.devUrl !== undefined) checkDevUrl(options.devUrl, dialect, options.cwd);
  const backend = await backendNamed(dialect);
  const inText = (thrown: unknown): unknown =>
    thrown instanceof SchemaDiffError && thrown.code === "source"
      ? new SchemaDiffError("source", `${path}: ${thrown.message}`, thrown.todo, {
          cause: thrown,
          place: inFile(path, thrown.place?.line),
        })
      : thrown;
  // Errors of `use` are not about the text, and stay as they are.
  const outcome = await backend
    .scratch(text, options.devUrl ?? null, async (connection): Promise<Outcome<T>> => {
      try {
        return { value: await use({ backend, connection, schemas: [] }) };
      } catch (thrown) {
        return { thrown };
      }
    })
    .catch((thrown: unknown) => {
      throw inText(thrown);
    });
  if ("thrown" in outcome) throw outcome.thrown;
  return outcome.value;
};

/** Passes `use` the source, with DDL text loaded into a scratch database. */
export const loaded = async <T>(
  opened: Opened,
  dialect: string,
  options: LoadOptions,
  use: (opened: Opened) => Promise<T>,
): Promise<T> =>
  opened.is === "ddl"
    ? withScratch(opened, dialect, options, (database) => use({ is: "scratch", database }))
    : use(opened);

/** Reads a scratch database: every schema, or the current one alone where the other side is metadata. */
export const reflectScratch = async (
  { backend, connection }: OpenDatabase,
  options: LoadOptions,
  { other, defaultSchema = null, onlyCompared = false }: Beside,
): Promise<Schema> => {
  const picked = options.schemas?.length === 0 ? undefined : options.schemas;
  const declared = other?.is === "metadata" ? other : null;
  return backend.reflect(connection, {
    schemas: picked ?? (declared === null ? everySchema(backend.dialect) : []),
    withDigests: declared === null,
    withDetails: () => needsDetails(declared, backend.dialect),
    ...(onlyCompared && { onlyCompared }),
    ...(defaultSchema !== null && { defaultSchema }),
  });
};
