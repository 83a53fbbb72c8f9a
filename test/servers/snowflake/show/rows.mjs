/** What SHOW tells of each kind of object. */
import { defaultText } from "../catalogue/defaultText.mjs";
import { findDatabase } from "../catalogue/find.mjs";
import { isNullable, isView, objectsOf, owner } from "../catalogue/model.mjs";
import { argumentsText } from "../catalogue/routines.mjs";
import { allViewNames } from "../information/names.mjs";
import { indexesOf, retentionOf } from "../information/rows.mjs";
import { viewColumns } from "../information/layouts.mjs";
import { informationView } from "../information/views.mjs";
import { whole } from "../values/decimal.mjs";
import { momentOfDate } from "../values/time.mjs";
import { dataTypeJson } from "../values/types.mjs";
import { sortByName } from "./scope.mjs";

const onOff = (flag) => (flag ? "ON" : "OFF");
const yn = (flag) => (flag ? "Y" : "N");
const trueFalse = (flag) => (flag ? "true" : "false");

/** What all objects of a schema have. */
const placed = (object) => ({
  created_on: momentOfDate(object.created),
  name: object.name,
  database_name: object.schema.database.name,
  schema_name: object.schema.name,
  owner,
  owner_role_type: "ROLE",
  comment: object.comment ?? "",
});

const rowsOf = (object) => (object.kind === "TABLE" ? whole(object.rows.length) : null);
const bytesOf = (object) => (object.kind === "TABLE" ? whole(object.rows.length * 1024) : null);

const varietyShown = {
  TABLE: "TABLE",
  TRANSIENT: "TRANSIENT",
  TEMPORARY: "TEMPORARY",
  HYBRID: "HYBRID TABLE",
};

export const tableRow = (table) => ({
  ...placed(table),
  kind: varietyShown[table.variety],
  cluster_by: table.clusterBy?.text ?? "",
  rows: rowsOf(table),
  bytes: bytesOf(table),
  retention_time: String(retentionOf(table)),
  automatic_clustering: onOff(table.clusterBy !== undefined && table.reclusters),
  change_tracking: onOff(table.changeTracking),
  search_optimization: onOff(table.searchOptimization),
  search_optimization_progress: table.searchOptimization ? "100" : null,
  search_optimization_bytes: table.searchOptimization ? "0" : null,
  is_external: "N",
  enable_schema_evolution: yn(table.schemaEvolution),
  is_event: "N",
  is_hybrid: yn(table.variety === "HYBRID"),
  is_iceberg: "N",
  is_dynamic: "N",
  is_immutable: "N",
  is_interactive: "N",
  error_logging: onOff(table.errorLogging),
});

/** SHOW OBJECTS calls transient and temporary tables TABLE. */
export const objectRow = (object) => ({
  ...placed(object),
  kind: isView(object) ? object.kind : "TABLE",
  cluster_by: object.clusterBy?.text ?? "",
  rows: rowsOf(object),
  bytes: bytesOf(object),
  retention_time: isView(object) ? null : String(retentionOf(object)),
  is_hybrid: yn(object.variety === "HYBRID"),
  is_dynamic: "N",
  is_iceberg: "N",
  is_interactive: "N",
});

export const viewRow = (view) => ({
  ...placed(view),
  kind: view.kind,
  reserved: "",
  text: view.text,
  is_secure: trueFalse(view.secure),
  is_materialized: trueFalse(view.kind === "MATERIALIZED VIEW"),
  change_tracking: onOff(view.changeTracking),
});

/** A view of INFORMATION_SCHEMA has no owner. */
export const ownViews = ({ database, name: schema }) =>
  allViewNames.map((name) => ({
    created_on: momentOfDate(database.created),
    name,
    database_name: database.name,
    schema_name: schema,
    kind: "VIEW",
    comment: "",
    cluster_by: "",
    owner: "",
    owner_role_type: "",
    reserved: "",
    text: "",
    is_secure: "false",
    is_materialized: "false",
    change_tracking: "OFF",
    is_hybrid: "N",
    is_dynamic: "N",
    is_iceberg: "N",
    is_interactive: "N",
  }));

export const sequenceRow = (sequence) => ({
  ...placed(sequence),
  next_value: whole(sequence.next),
  interval: whole(sequence.increment),
  ordered: yn(sequence.ordered),
});

export const columnRows = (relation) =>
  relation.columns.map((column) => {
    const nullable = isView(relation) ? !column.notNull : isNullable(relation, column);
    return {
      table_name: relation.name,
      schema_name: relation.schema.name,
      column_name: column.name,
      data_type: dataTypeJson(column.type, nullable),
      "null?": nullable ? "true" : "NOT_NULL",
      default: column.identity === undefined ? (defaultText(column) ?? "") : "",
      kind: column.virtual === undefined ? "COLUMN" : "VIRTUAL_COLUMN",
      expression: column.virtual ?? "",
      comment: column.comment ?? "",
      database_name: relation.schema.database.name,
      autoincrement: column.identity === undefined ? "" : defaultText(column),
    };
  });

export const ownColumns = ({ database, name: schema }) =>
  allViewNames.flatMap((view) =>
    viewColumns(view).map(({ name, type }) => ({
      table_name: view,
      schema_name: schema,
      column_name: name,
      data_type: dataTypeJson(type, true),
      "null?": "true",
      default: "",
      kind: "COLUMN",
      expression: "",
      comment: "",
      database_name: database.name,
      autoincrement: "",
    })),
  );

/** The columns of one view of INFORMATION_SCHEMA; undefined where the name is of another schema. */
export const ownColumnsOf = (session, path) => {
  if (informationView(session, path) === undefined) return undefined;
  const database = findDatabase(session, path.length === 3 ? path[0] : session.database);
  return ownColumns({ database, name: "INFORMATION_SCHEMA" }).filter(
    ({ table_name: view }) => view === path.at(-1),
  );
};

export const keyRows = (kind) => (table) =>
  table.constraints
    .filter((constraint) => constraint.kind === kind)
    .flatMap((constraint) =>
      constraint.columns.map((column, index) => ({
        created_on: momentOfDate(constraint.created),
        database_name: table.schema.database.name,
        schema_name: table.schema.name,
        table_name: table.name,
        column_name: column.name,
        key_sequence: whole(index + 1),
        constraint_name: constraint.name,
        rely: trueFalse(constraint.rely),
        comment: constraint.comment ?? null,
      })),
    );

export const foreignKeyRows = (constraint) =>
  constraint.columns.map((column, index) => {
    const parent = constraint.key.table;
    return {
      created_on: momentOfDate(constraint.created),
      pk_database_name: parent.schema.database.name,
      pk_schema_name: parent.schema.name,
      pk_table_name: parent.name,
      pk_column_name: constraint.key.columns[index].name,
      fk_database_name: constraint.table.schema.database.name,
      fk_schema_name: constraint.table.schema.name,
      fk_table_name: constraint.table.name,
      fk_column_name: column.name,
      key_sequence: whole(index + 1),
      update_rule: constraint.onUpdate,
      delete_rule: constraint.onDelete,
      fk_name: constraint.name,
      pk_name: constraint.key.name,
      deferrability: "NOT DEFERRABLE",
      rely: trueFalse(constraint.rely),
      comment: constraint.comment ?? null,
    };
  });

const names = (columns) => `[${columns.map(({ name }) => name).join(", ")}]`;

export const indexRows = (table) =>
  indexesOf(table).map((index) => ({
    created_on: momentOfDate(index.created),
    name: index.name,
    kind: "KEY_VALUE_INDEX",
    is_unique: yn(index.unique),
    columns: names(index.columns),
    included_columns: names(index.include),
    table: table.name,
    database_name: table.schema.database.name,
    schema_name: table.schema.name,
    owner,
    owner_role_type: "ROLE",
    status: index.status,
    status_info: index.status_info,
  }));

export const routineRow = (routine) => ({
  created_on: momentOfDate(routine.created),
  name: routine.name,
  schema_name: routine.schema.name,
  is_builtin: "N",
  is_aggregate: "N",
  is_ansi: "N",
  min_num_arguments: whole(routine.args.filter((arg) => arg.default === undefined).length),
  max_num_arguments: whole(routine.args.length),
  arguments: argumentsText(routine),
  description:
    routine.comment ??
    (routine.kind === "FUNCTION" ? "user-defined function" : "user-defined procedure"),
  catalog_name: routine.schema.database.name,
  is_table_function: yn(routine.table !== undefined),
  valid_for_clustering: "N",
  is_secure: yn(routine.secure),
  is_external_function: "N",
  language: routine.language,
  is_memoizable: "N",
  is_data_metric: "N",
});

export const streamRow = (stream) => ({
  ...placed(stream),
  table_name: `${stream.of.schema.database.name}.${stream.of.schema.name}.${stream.of.name}`,
  source_type: stream.of.kind === "TABLE" ? "Table" : "View",
  base_tables: `${stream.of.schema.database.name}.${stream.of.schema.name}.${stream.of.name}`,
  type: "DELTA",
  stale: "false",
  mode: "DEFAULT",
  invalid_reason: "N/A",
});

export const tagRow = (tag) => ({
  ...placed(tag),
  allowed_values: tag.allowed === undefined ? null : JSON.stringify(tag.allowed),
});

export const policyRow = (policy) => ({
  ...placed(policy),
  kind: policy.kind.replaceAll(" ", "_"),
  options: "",
});

export const schemaRow = (session) => (schema) => ({
  created_on: momentOfDate(schema.created),
  name: schema.name,
  kind: null,
  is_default: "N",
  is_current: yn(session.database === schema.database.name && session.schema === schema.name),
  database_name: schema.database.name,
  schema_name: null,
  owner: schema.information ? "" : owner,
  comment: schema.comment ?? "",
  options: [schema.transient ? "TRANSIENT" : "", schema.managed ? "MANAGED ACCESS" : ""]
    .filter(Boolean)
    .join(", "),
  retention_time: String(schema.information ? 1 : retentionOf(schema)),
  owner_role_type: schema.information ? "" : "ROLE",
  is_nested: "N",
});

/** The schema that every database has and nobody made. */
export const informationSchema = (database) => ({
  database,
  name: "INFORMATION_SCHEMA",
  information: true,
  created: database.created,
  comment: "Views describing the contents of schemas in this database",
});

export const databaseRow = (session) => (database) => ({
  created_on: momentOfDate(database.created),
  name: database.name,
  is_default: "N",
  is_current: yn(session.database === database.name),
  origin: "",
  owner,
  comment: database.comment ?? "",
  options: database.transient ? "TRANSIENT" : "",
  retention_time: String(database.retention ?? 1),
  kind: "STANDARD",
  owner_role_type: "ROLE",
});

export const inOrder = (schema, space, wanted = () => true) =>
  schema.information ? [] : sortByName(objectsOf(schema[space]).filter(wanted));
