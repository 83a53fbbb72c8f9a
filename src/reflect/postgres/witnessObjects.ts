/** The witness of SQL objects: they are created within a transaction, where they hide the live ones with their names. */
import { createdObject } from "../../dialects/postgres/ddlObjects.js";
import { columnClause, columnList, quote } from "../../dialects/postgres/clauses.js";
import { lexicon } from "../../dialects/postgres/lexicon.js";
import {
  messageOf,
  ofKind,
  plainColumn,
  sqlObjectKinds,
  definingSql,
  type Schema,
  type Sql,
  type SqlObject,
  type SqlObjectKind,
  type Table,
} from "../../model/index.js";
import { meaningful } from "../../sql/index.js";
import type { AskedObject, PrintedObject } from "../backend.js";
import type { Connection } from "../connection.js";
import { codeOf } from "./connection.js";
import { objectQuestion, readObject } from "./readObjects.js";
import { currentSchema, narrowPath } from "./reflect.js";
import { text } from "./rows.js";
import { rolledBack } from "./transaction.js";
import { contextStatements } from "./witnessContext.js";

const savepoint = "schema_diff_object";

interface Refusal {
  readonly cannot: string;
  readonly unknown: boolean;
}

/** Errors for undefined columns, tables, functions, schemas and types, for ambiguous ones, and for invalid SQL or definitions. */
const speaksOfUnknown = /^(?:42703|42P01|42883|3F000|42704|42702|42725|42601|42P17)$/;

/** Null where the statements ran; else they are rolled back and the error is returned. */
const attempt = async (
  connection: Connection,
  statements: readonly Sql[],
): Promise<Refusal | null> => {
  try {
    await connection.execute(
      [`SAVEPOINT ${savepoint}`, ...statements, `RELEASE SAVEPOINT ${savepoint}`].join(";\n"),
    );
    return null;
  } catch (thrown) {
    await connection.execute(`ROLLBACK TO SAVEPOINT ${savepoint}; RELEASE SAVEPOINT ${savepoint}`);
    return { cannot: messageOf(thrown), unknown: speaksOfUnknown.test(codeOf(thrown)) };
  }
};

const namesIn = (sql: Sql): ReadonlySet<string> =>
  new Set(
    meaningful(sql, lexicon).flatMap(({ kind, value }) =>
      kind === "word" ? [value.toLowerCase()] : kind === "quoted" ? [value] : [],
    ),
  );

/**
 * A declared table as a temporary one, with its columns and its primary key, on which a query may depend. A temporary table
 * can only hide a table of the default schema.
 */
const shadow = ({ name, columns, constraints }: Table): Sql =>
  `CREATE TEMPORARY TABLE ${quote(name)} (${[
    ...columns.map(({ name: column, type, collation }) =>
      columnClause({ ...plainColumn(column, type), collation }),
    ),
    ...ofKind(constraints, "primaryKey").map((key) => `PRIMARY KEY ${columnList(key.columns)}`),
  ].join(", ")}) ON COMMIT DROP`;

interface Trial extends AskedObject {
  readonly place: number;
  readonly name: string;
  readonly names: ReadonlySet<string>;
}

/** The temporary object of a question. One of the default schema keeps its name, because others may read it; objects of other schemas cannot be hidden by temporary ones. */
const trialOf = ({ kind, object }: AskedObject, place: number, own: boolean): Trial => ({
  kind,
  object,
  place,
  name: own && object.schema === null ? object.name : `schema_diff_witness_${String(place)}`,
  names: namesIn(definingSql(kind, object).join("\n")),
});

/** The objects in an order in which each comes after those that it reads. */
const inOrder = (trials: readonly Trial[]): readonly Trial[] => {
  const byName = new Map(trials.map((trial) => [trial.name, trial]));
  const done = new Set<Trial>();
  const visit = (trial: Trial): void => {
    if (done.has(trial)) return;
    done.add(trial);
    for (const name of trial.names) {
      const read = byName.get(name);
      if (read !== undefined) visit(read);
    }
    ordered.push(trial);
  };
  const ordered: Trial[] = [];
  trials.forEach(visit);
  return ordered;
};

const trialStatements = ({ kind, object, name }: Trial): readonly Sql[] =>
  createdObject(kind, { ...object, schema: "pg_temp", name });

const temporarySchema =
  "SELECT n.nspname::text AS name FROM pg_catalog.pg_namespace AS n WHERE n.oid = pg_catalog.pg_my_temp_schema()";

const readBack = async (
  connection: Connection,
  kind: SqlObjectKind,
): Promise<ReadonlyMap<string, SqlObject>> => {
  const [temporary] = await connection.query(temporarySchema);
  if (temporary === undefined) return new Map();
  await narrowPath(connection);
  const rows = await connection.query(objectQuestion(kind), [[text(temporary, "name")]]);
  return new Map(rows.map((row) => [text(row, "name"), readObject(kind, row, null)]));
};

const round = (
  connection: Connection,
  objects: readonly AskedObject[],
  shadows: readonly Table[],
  context: Schema,
): Promise<readonly PrintedObject[]> =>
  rolledBack(connection, "READ WRITE", async () => {
    const names = new Set<string>();
    const trials = objects.map((asked, i) => {
      const own = !names.has(asked.object.name);
      names.add(asked.object.name);
      return trialOf(asked, i, own);
    });
    const mentioned = new Set(trials.flatMap((trial) => [...trial.names]));
    const around = await contextStatements(connection, context, await currentSchema(connection));
    // What cannot be created only affects the objects that need it.
    const needed = shadows.filter(({ name }) => mentioned.has(name));
    const notShadowed = needed.filter(({ schema }) => schema !== null);
    for (const statement of [
      ...around,
      ...needed.filter(({ schema }) => schema === null).map(shadow),
    ])
      await attempt(connection, [statement]);
    const refusals = new Map<Trial, Refusal>();
    for (const trial of inOrder(trials)) {
      const refusal = await attempt(connection, trialStatements(trial));
      if (refusal !== null) refusals.set(trial, refusal);
    }
    const printed = new Map<SqlObjectKind, ReadonlyMap<string, SqlObject>>();
    for (const kind of sqlObjectKinds) printed.set(kind, await readBack(connection, kind));
    return trials.map((trial): PrintedObject => {
      const refusal = refusals.get(trial);
      const object = printed.get(trial.kind)?.get(trial.name);
      if (refusal !== undefined) return refusal;
      return object === undefined
        ? { cannot: "the server did not show what it made", unknown: false }
        : {
            object: { ...object, schema: trial.object.schema, name: trial.object.name },
            readsLive: notShadowed.some(({ name }) => trial.names.has(name)),
          };
    });
  });

const holdsSemicolon = ({ kind, object }: AskedObject): boolean =>
  definingSql(kind, object).some((sql) =>
    meaningful(sql, lexicon).some((token) => token.kind === "symbol" && token.text === ";"),
  );

/** A connection that may not create temporary objects gives no prints; that it broke is another matter, which the next question shows. */
export const printObjects = async (
  connection: Connection,
  objects: readonly AskedObject[],
  shadows: readonly Table[],
  context: Schema,
): Promise<readonly PrintedObject[]> => {
  const safe = objects.filter((asked) => !holdsSemicolon(asked));
  const answers = new Map<AskedObject, PrintedObject>();
  try {
    const printed = await round(connection, safe, shadows, context);
    for (const [i, asked] of safe.entries()) {
      const answer = printed[i];
      if (answer !== undefined) answers.set(asked, answer);
    }
  } catch (thrown) {
    const cannot = messageOf(thrown);
    return objects.map(() => ({ cannot, unknown: false }));
  }
  return objects.map(
    (asked) => answers.get(asked) ?? { cannot: "its SQL holds a semicolon", unknown: false },
  );
};
