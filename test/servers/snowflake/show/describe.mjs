/** DESCRIBE. */
import { compilation, doesNotExist } from "../errors.mjs";
import { defaultText } from "../catalogue/defaultText.mjs";
import { find, findDatabase, findSchema, inFull, lookUp } from "../catalogue/find.mjs";
import { fullName, isNullable, isView, primaryKeyOf } from "../catalogue/model.mjs";
import { argumentSignature, lookUpRoutine, returnText } from "../catalogue/routines.mjs";
import { viewColumns } from "../information/layouts.mjs";
import { informationView } from "../information/views.mjs";
import { listing } from "../statements/result.mjs";
import { momentOfDate } from "../values/time.mjs";
import { canonical } from "../values/types.mjs";
import { layouts } from "./layouts.mjs";
import { informationSchema, sequenceRow, streamRow } from "./rows.mjs";
import { schemasIn } from "./scope.mjs";

const yn = (flag) => (flag ? "Y" : "N");

/** Of the checks over one column the last one has the cell; those over several have none. */
const checkOf = (table, column) =>
  table.constraints.findLast(
    ({ kind, columns }) => kind === "CHECK" && columns.length === 1 && columns[0] === column,
  )?.check ?? null;

const uniqueColumns = (table) =>
  new Set(
    table.constraints.filter(({ kind }) => kind === "UNIQUE").flatMap(({ columns }) => columns),
  );

const columnRow = ({ name, type, nullable, more }) => ({
  name,
  type: canonical(type),
  kind: "COLUMN",
  "null?": yn(nullable),
  "primary key": "N",
  "unique key": "N",
  ...more,
});

const tableRows = (table) => {
  const unique = uniqueColumns(table);
  const key = primaryKeyOf(table)?.columns ?? [];
  return table.columns.map((column) =>
    columnRow({
      ...column,
      nullable: isNullable(table, column),
      more: {
        kind: column.virtual === undefined ? "COLUMN" : "VIRTUAL",
        expression: column.virtual ?? null,
        default: defaultText(column),
        "primary key": yn(key.includes(column)),
        "unique key": yn(unique.has(column)),
        check: checkOf(table, column),
        comment: column.comment ?? null,
        "policy name": column.maskingPolicy === undefined ? null : fullName(column.maskingPolicy),
      },
    }),
  );
};

const viewRows = (view) =>
  view.columns.map((column) =>
    columnRow({ ...column, nullable: !column.notNull, more: { comment: column.comment ?? null } }),
  );

const relation = (session, { kind, path }) => {
  const own = informationView(session, path);
  if (own !== undefined)
    return listing(
      layouts["DESCRIBE VIEW"],
      viewColumns(path.at(-1)).map((column) => columnRow(column)),
    );
  const object = lookUp(session, "TABLE", path);
  if (object === undefined)
    throw doesNotExist(kind === "TABLE" ? "Table" : "View", inFull(session, path));
  return isView(object)
    ? listing(layouts["DESCRIBE VIEW"], viewRows(object))
    : listing(layouts["DESCRIBE TABLE"], tableRows(object));
};

const policy = (object) =>
  listing(layouts["DESCRIBE POLICY"], [
    {
      name: object.name,
      signature: argumentSignature(object),
      return_type: canonical(object.returns),
      body: object.body,
    },
  ]);

const objectsIn = (schema) => [
  ...schema.relations.values(),
  ...schema.sequences.values(),
  ...schema.functions.values(),
  ...schema.procedures.values(),
];

const describers = {
  TABLE: relation,
  VIEW: relation,
  "MATERIALIZED VIEW": relation,
  SEQUENCE: (session, { path }) =>
    listing(layouts.SEQUENCES, [sequenceRow(find(session, "SEQUENCE", path))]),
  STREAM: (session, { path }) =>
    listing(layouts.STREAMS, [streamRow(find(session, "STREAM", path))]),
  SCHEMA: (session, { path }) =>
    listing(
      layouts["DESCRIBE SCHEMA"],
      objectsIn(findSchema(session, path)).map(({ name, kind, created }) => ({
        created_on: momentOfDate(created),
        name,
        // The manual's page "DESCRIBE SCHEMA" has MATERIALIZED_VIEW.
        kind: kind.replaceAll(" ", "_"),
      })),
    ),
  DATABASE: (session, { path }) => {
    const database = findDatabase(session, path[0]);
    return listing(
      layouts["DESCRIBE SCHEMA"],
      [...schemasIn(database), informationSchema(database)].map(({ name, created }) => ({
        created_on: momentOfDate(created),
        name,
        kind: "SCHEMA",
      })),
    );
  },
  "MASKING POLICY": (session, { path }) =>
    policy(find(session, "MASKING POLICY", path, "Masking policy")),
  "ROW ACCESS POLICY": (session, { path }) =>
    policy(find(session, "ROW ACCESS POLICY", path, "Row access policy")),
};

/** There is none of them, so it is said to be missing. */
for (const kind of ["FILE FORMAT", "STAGE", "TASK", "PIPE", "ALERT"])
  describers[kind] = (session, { path }) => find(session, kind, path);

export const describeStatements = {
  describe: (session, node) => describers[node.kind](session, node),
  describeRoutine: (session, node) => {
    const routine = lookUpRoutine(session, node.kind, node);
    if (routine === undefined)
      throw doesNotExist(
        node.kind === "FUNCTION" ? "Function" : "Procedure",
        inFull(session, node.path),
      );
    const properties = {
      signature: argumentSignature(routine),
      returns: returnText(routine),
      language: routine.language,
      body: routine.body,
    };
    return listing(
      layouts.property,
      Object.entries(properties).map(([property, value]) => ({ property, value })),
    );
  },
  describeResult: (session, { id }) => {
    const result = session.results.get(id ?? session.queryIds.at(-1));
    if (result === undefined)
      throw compilation("000709", "02000", `Statement ${String(id)} not found`);
    return listing(
      layouts["DESCRIBE RESULT"],
      result.columns.map((column) => columnRow(column)),
    );
  },
};
