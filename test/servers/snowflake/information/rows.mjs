/** What the views of INFORMATION_SCHEMA have of a database. */
import { buildStatus } from "../catalogue/builds.mjs";
import { defaultText } from "../catalogue/defaultText.mjs";
import { isNullable, isView, objectsOf, owner } from "../catalogue/model.mjs";
import { argumentSignature, returnText } from "../catalogue/routines.mjs";
import { catalogType } from "../values/types.mjs";
import { allViewNames } from "./names.mjs";

const yes = (flag) => (flag ? "YES" : "NO");

export const schemasOf = (database) => [...database.schemas.values()];

const each = (space) => (database) =>
  schemasOf(database).flatMap((schema) => objectsOf(schema[space]));

const relations = each("relations");
const tables = (database) => relations(database).filter(({ kind }) => kind === "TABLE");

export const retentionOf = (object) =>
  object.retention ??
  (object.variety === "TEMPORARY"
    ? 1
    : (object.schema?.retention ??
      object.schema?.database.retention ??
      object.database?.retention ??
      1));

const placed = (prefix, object) => ({
  [`${prefix}_CATALOG`]: object.schema.database.name,
  [`${prefix}_SCHEMA`]: object.schema.name,
  [`${prefix}_NAME`]: object.name,
});

const times = ({ created, altered }) => ({
  CREATED: created,
  LAST_ALTERED: altered,
  LAST_DDL: altered,
  LAST_DDL_BY: "TEST",
});

const tableTypes = {
  TABLE: "BASE TABLE",
  TRANSIENT: "BASE TABLE",
  HYBRID: "BASE TABLE",
  TEMPORARY: "LOCAL TEMPORARY",
};

const tableRow = (object) => ({
  ...placed("TABLE", object),
  TABLE_OWNER: owner,
  TABLE_TYPE: isView(object) ? object.kind : tableTypes[object.variety],
  IS_TRANSIENT: yes(object.variety === "TRANSIENT"),
  CLUSTERING_KEY: object.clusterBy?.text ?? null,
  ROW_COUNT: isView(object) ? null : object.rows.length,
  BYTES: isView(object) ? null : object.rows.length * 1024,
  RETENTION_TIME: isView(object) ? null : retentionOf(object),
  IS_INSERTABLE_INTO: yes(!isView(object)),
  IS_TYPED: yes(true),
  AUTO_CLUSTERING_ON: yes(object.clusterBy !== undefined && object.reclusters),
  COMMENT: object.comment ?? null,
  IS_TEMPORARY: yes(object.variety === "TEMPORARY"),
  IS_ICEBERG: "NO",
  IS_DYNAMIC: "NO",
  IS_IMMUTABLE: "NO",
  IS_HYBRID: yes(object.variety === "HYBRID"),
  ERROR_LOGGING: yes(object.errorLogging),
  IS_INTERACTIVE: "NO",
  ...times(object),
});

const ownView = (database) => (name) => ({
  TABLE_CATALOG: database.name,
  TABLE_SCHEMA: "INFORMATION_SCHEMA",
  TABLE_NAME: name,
  TABLE_TYPE: "VIEW",
});

const columnRow = (relation) => (column, index) => {
  const type = catalogType(column.type);
  const { identity } = column;
  return {
    ...placed("TABLE", relation),
    COLUMN_NAME: column.name,
    ORDINAL_POSITION: index + 1,
    COLUMN_DEFAULT: identity === undefined ? defaultText(column) : null,
    IS_NULLABLE: yes(isView(relation) ? !column.notNull : isNullable(relation, column)),
    DATA_TYPE: type.dataType,
    CHARACTER_MAXIMUM_LENGTH: type.characterLength,
    CHARACTER_OCTET_LENGTH: type.octetLength,
    NUMERIC_PRECISION: type.numericPrecision,
    NUMERIC_PRECISION_RADIX: type.numericPrecision === null ? null : 10,
    NUMERIC_SCALE: type.numericScale,
    DATETIME_PRECISION: type.datetimePrecision,
    IS_SELF_REFERENCING: "NO",
    IS_IDENTITY: yes(identity !== undefined),
    ...(identity === undefined
      ? {}
      : {
          IDENTITY_GENERATION: "BY DEFAULT",
          IDENTITY_START: String(identity.start),
          IDENTITY_INCREMENT: String(identity.step),
          IDENTITY_CYCLE: "NO",
          IDENTITY_ORDERED: yes(identity.ordered),
        }),
    COMMENT: column.comment ?? null,
    DATA_TYPE_ALIAS: column.alias ?? null,
    EXPRESSION: column.virtual ?? null,
    KIND: column.virtual === undefined ? "COLUMN" : "VIRTUAL_COLUMN",
  };
};

const keys = (database) =>
  tables(database).flatMap(({ constraints }) => constraints.filter(({ kind }) => kind !== "CHECK"));

const constraintPlace = (prefix, constraint) => ({
  [`${prefix}_CATALOG`]: constraint.table.schema.database.name,
  [`${prefix}_SCHEMA`]: constraint.table.schema.name,
  [`${prefix}_NAME`]: constraint.name,
});

const constraintRow = (constraint) => ({
  ...constraintPlace("CONSTRAINT", constraint),
  ...placed("TABLE", constraint.table),
  CONSTRAINT_TYPE: constraint.kind,
  IS_DEFERRABLE: "NO",
  INITIALLY_DEFERRED: "YES",
  ENFORCED: yes(constraint.enforced),
  COMMENT: constraint.comment ?? null,
  CREATED: constraint.created,
  LAST_ALTERED: constraint.altered,
  RELY: yes(constraint.rely),
});

const referentialRow = (constraint) => ({
  ...constraintPlace("CONSTRAINT", constraint),
  ...constraintPlace("UNIQUE_CONSTRAINT", constraint.key),
  MATCH_OPTION: "FULL",
  UPDATE_RULE: constraint.onUpdate,
  DELETE_RULE: constraint.onDelete,
  COMMENT: constraint.comment ?? null,
  CREATED: constraint.created,
  LAST_ALTERED: constraint.altered,
});

const routineRow = (prefix) => (routine) => ({
  ...placed(prefix, routine),
  [`${prefix}_OWNER`]: owner,
  [`${prefix}_LANGUAGE`]: routine.language,
  [`${prefix}_DEFINITION`]: routine.body,
  ARGUMENT_SIGNATURE: argumentSignature(routine),
  DATA_TYPE: returnText(routine),
  IS_SECURE: yes(routine.secure),
  IS_EXTERNAL: "NO",
  IS_MEMOIZABLE: "NO",
  IS_AGGREGATE: "NO",
  COMMENT: routine.comment ?? null,
  CREATED: routine.created,
  LAST_ALTERED: routine.altered,
});

export const indexesOf = (table) => [
  ...table.constraints
    .filter(({ kind }) => kind !== "CHECK")
    .map((constraint) => ({
      name: `SYS_INDEX_${table.name}_${constraint.kind === "PRIMARY KEY" ? "PRIMARY" : [constraint.kind.replace(" ", "_"), ...constraint.columns.map(({ name }) => name)].join("_")}`,
      columns: constraint.columns,
      include: [],
      created: constraint.created,
      unique: constraint.kind !== "FOREIGN KEY",
      constraint: constraint.name,
      ...buildStatus(constraint, constraint.brokenAtFirst === true),
    })),
  ...table.indexes.map((index) => ({ ...index, unique: false, ...buildStatus(index, false) })),
];

const hybrids = (database) => tables(database).filter(({ variety }) => variety === "HYBRID");

const indexRow = (table, index) => ({
  ...placed("TABLE", table),
  NAME: index.name,
  OWNER: owner,
  IS_UNIQUE: yes(index.unique),
  CONSTRAINT_NAME: index.constraint ?? null,
  STATUS: index.status,
  CREATED: index.created,
});

const schemaRow = (database) => (schema) => ({
  CATALOG_NAME: database.name,
  SCHEMA_NAME: schema.name,
  SCHEMA_OWNER: owner,
  IS_TRANSIENT: yes(schema.transient),
  IS_MANAGED_ACCESS: yes(schema.managed),
  RETENTION_TIME: retentionOf(schema),
  COMMENT: schema.comment ?? null,
  CREATED: schema.created,
  LAST_ALTERED: schema.altered,
});

/** By view: its rows, with the names of its columns. A view that is not here is empty. */
export const viewRows = {
  TABLES: (database) => [
    ...relations(database).map(tableRow),
    ...allViewNames.map(ownView(database)),
  ],
  // Its own views are among them: the manual's page "VIEWS view".
  VIEWS: (database) => [
    ...relations(database)
      .filter(isView)
      .map((view) => ({
        ...placed("TABLE", view),
        TABLE_OWNER: owner,
        VIEW_DEFINITION: view.text,
        CHECK_OPTION: "NONE",
        IS_UPDATABLE: "NO",
        INSERTABLE_INTO: "NO",
        IS_SECURE: yes(view.secure),
        COMMENT: view.comment ?? null,
        ...times(view),
      })),
    ...allViewNames.map((name) => ({ ...ownView(database)(name), IS_SECURE: "NO" })),
  ],
  COLUMNS: (database) =>
    relations(database).flatMap((relation) => relation.columns.map(columnRow(relation))),
  SCHEMATA: (database) => [
    ...schemasOf(database).map(schemaRow(database)),
    {
      CATALOG_NAME: database.name,
      SCHEMA_NAME: "INFORMATION_SCHEMA",
      IS_TRANSIENT: "NO",
      IS_MANAGED_ACCESS: "NO",
      RETENTION_TIME: 1,
      COMMENT: "Views describing the contents of schemas in this database",
      CREATED: database.created,
      LAST_ALTERED: database.altered,
    },
  ],
  DATABASES: (_database, session) =>
    [...session.account.databases.values()].map((one) => ({
      DATABASE_NAME: one.name,
      DATABASE_OWNER: owner,
      IS_TRANSIENT: yes(one.transient),
      COMMENT: one.comment ?? null,
      CREATED: one.created,
      LAST_ALTERED: one.altered,
      RETENTION_TIME: one.retention ?? 1,
      TYPE: "STANDARD",
      OWNER_ROLE_TYPE: "ROLE",
    })),
  TABLE_CONSTRAINTS: (database) => keys(database).map(constraintRow),
  REFERENTIAL_CONSTRAINTS: (database) =>
    keys(database)
      .filter(({ kind }) => kind === "FOREIGN KEY")
      .map(referentialRow),
  CHECK_CONSTRAINTS: (database) =>
    tables(database).flatMap((table) =>
      table.constraints
        .filter(({ kind }) => kind === "CHECK")
        .map((constraint) => ({
          ...constraintPlace("CONSTRAINT", constraint),
          CONSTRAINT_TABLE: table.name,
          CHECK_CLAUSE: constraint.check,
        })),
    ),
  SEQUENCES: (database) =>
    each("sequences")(database).map((sequence) => ({
      ...placed("SEQUENCE", sequence),
      SEQUENCE_OWNER: owner,
      DATA_TYPE: "NUMBER",
      NUMERIC_PRECISION: 38,
      NUMERIC_PRECISION_RADIX: 10,
      NUMERIC_SCALE: 0,
      START_VALUE: String(sequence.start),
      NEXT_VALUE: String(sequence.next),
      INCREMENT: String(sequence.increment),
      CYCLE_OPTION: "NO",
      ORDERED: yes(sequence.ordered),
      COMMENT: sequence.comment ?? null,
      CREATED: sequence.created,
      LAST_ALTERED: sequence.altered,
    })),
  FUNCTIONS: (database) => each("functions")(database).map(routineRow("FUNCTION")),
  PROCEDURES: (database) => each("procedures")(database).map(routineRow("PROCEDURE")),
  HYBRID_TABLES: (database) =>
    hybrids(database).map((table) => ({
      CATALOG: database.name,
      SCHEMA: table.schema.name,
      NAME: table.name,
      OWNER: owner,
      ROW_COUNT: table.rows.length,
      BYTES: table.rows.length * 1024,
      RETENTION_TIME: retentionOf(table),
      CREATED: table.created,
      LAST_ALTERED: table.altered,
      COMMENT: table.comment ?? null,
    })),
  INDEXES: (database) =>
    hybrids(database).flatMap((table) => indexesOf(table).map((index) => indexRow(table, index))),
  INDEX_COLUMNS: (database) =>
    hybrids(database).flatMap((table) =>
      indexesOf(table).flatMap((index) =>
        [...index.columns, ...index.include].map((column, at) => ({
          ...indexRow(table, index),
          INDEX_NAME: index.name,
          INDEX_OWNER: owner,
          NAME: column.name,
          KEY_SEQUENCE: at + 1,
          IS_INCLUDED_COLUMN: yes(at >= index.columns.length),
        })),
      ),
    ),
  INFORMATION_SCHEMA_CATALOG_NAME: (database) => [{ CATALOG_NAME: database.name }],
  APPLICABLE_ROLES: (_database, session) => [
    { GRANTEE: session.user, ROLE_NAME: session.role, ROLE_OWNER: "", IS_GRANTABLE: "NO" },
  ],
  ENABLED_ROLES: (_database, session) => [{ ROLE_NAME: session.role, ROLE_OWNER: "" }],
};
