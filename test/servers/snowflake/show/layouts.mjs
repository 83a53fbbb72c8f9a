/** The columns of SHOW and DESCRIBE, in order. Recorded on an account where no page of the manual is named. */
import * as t from "../values/types.mjs";

const text = t.text();
const time = t.timestamp("LTZ", 3);
const count = t.number(38, 0);

const special = {
  created_on: time,
  dropped_on: time,
  rows: count,
  bytes: count,
  key_sequence: count,
  next_value: count,
  interval: count,
  min_num_arguments: count,
  max_num_arguments: count,
};

const layout = (names) =>
  names.split(/\s+/).map((name) => [name.replaceAll("·", " "), special[name] ?? text]);

export const layouts = {
  TABLES: layout(
    `created_on name database_name schema_name kind comment cluster_by rows bytes owner
    retention_time automatic_clustering change_tracking search_optimization
    search_optimization_progress search_optimization_bytes is_external enable_schema_evolution
    owner_role_type is_event is_hybrid is_iceberg is_dynamic is_immutable is_interactive
    row_timestamp error_logging`,
  ),
  "TERSE TABLES": layout("created_on name kind database_name schema_name"),
  // The manual's page "SHOW HYBRID TABLES".
  "HYBRID TABLES": layout(
    "created_on name database_name schema_name owner rows bytes comment owner_role_type",
  ),
  OBJECTS: layout(
    `created_on name database_name schema_name kind comment cluster_by rows bytes owner
    retention_time owner_role_type is_hybrid is_dynamic is_iceberg is_interactive`,
  ),
  SCHEMAS: layout(
    `created_on name is_default is_current database_name owner comment options retention_time
    owner_role_type classification_profile_database classification_profile_schema
    classification_profile object_visibility is_nested`,
  ),
  "TERSE SCHEMAS": layout("created_on name kind database_name schema_name"),
  DATABASES: layout(
    `created_on name is_default is_current origin owner comment options retention_time kind
    owner_role_type object_visibility data_quality_monitoring_settings resharing_settings`,
  ),
  "TERSE DATABASES": layout("created_on name kind database_name schema_name"),
  VIEWS: layout(
    `created_on name reserved database_name schema_name owner comment text is_secure
    is_materialized owner_role_type change_tracking`,
  ),
  "TERSE VIEWS": layout("created_on name kind database_name schema_name"),
  SEQUENCES: layout(
    "name database_name schema_name next_value interval created_on owner comment owner_role_type ordered",
  ),
  // The manual's page "SHOW COLUMNS".
  COLUMNS: layout(
    `table_name schema_name column_name data_type null? default kind expression comment
    database_name autoincrement schema_evolution_record`,
  ),
  // The manual's page "SHOW PRIMARY KEYS", and rely, which was recorded.
  "PRIMARY KEYS": layout(
    `created_on database_name schema_name table_name column_name key_sequence constraint_name rely
    comment`,
  ),
  "IMPORTED KEYS": layout(
    `created_on pk_database_name pk_schema_name pk_table_name pk_column_name fk_database_name
    fk_schema_name fk_table_name fk_column_name key_sequence update_rule delete_rule fk_name pk_name
    deferrability rely comment`,
  ),
  // The manual's page "SHOW INDEXES".
  INDEXES: layout(
    `created_on name kind is_unique columns included_columns table database_name schema_name owner
    owner_role_type status status_info`,
  ),
  // The manual's pages "SHOW FUNCTIONS" and "SHOW PROCEDURES".
  FUNCTIONS: layout(
    `created_on name schema_name is_builtin is_aggregate is_ansi min_num_arguments
    max_num_arguments arguments description catalog_name is_table_function valid_for_clustering
    is_secure secrets external_access_integrations is_external_function language is_memoizable
    is_data_metric`,
  ),
  STREAMS: layout(
    `created_on name database_name schema_name owner comment table_name source_type base_tables type
    stale mode stale_after invalid_reason owner_role_type`,
  ),
  TAGS: layout(
    "created_on name database_name schema_name owner comment allowed_values owner_role_type propagate on_conflict",
  ),
  "MASKING POLICIES": layout(
    "created_on name database_name schema_name kind owner comment owner_role_type options",
  ),
  "FILE FORMATS": layout(
    "created_on name database_name schema_name type owner comment format_options owner_role_type",
  ),
  STAGES: layout(
    `created_on name database_name schema_name url has_credentials has_encryption_key owner comment
    region type cloud notification_channel storage_integration endpoint owner_role_type
    directory_enabled`,
  ),
  TASKS: layout(
    `created_on name id database_name schema_name owner comment warehouse schedule predecessors
    state definition condition allow_overlapping_execution error_integration last_committed_on
    last_suspended_on owner_role_type config budget task_relations last_suspended_reason`,
  ),
  // The manual's page "SHOW TASKS".
  "TERSE TASKS": layout("created_on name kind database_name schema_name schedule"),
  PIPES: layout(
    `created_on name database_name schema_name definition owner notification_channel comment
    integration pattern error_integration owner_role_type invalid_reason`,
  ),
  ALERTS: layout(
    `created_on name database_name schema_name owner comment warehouse schedule state condition
    action owner_role_type`,
  ),
  PARAMETERS: layout("key value default level description type"),
  VARIABLES: layout("session_id created_on updated_on name value type comment"),
  WAREHOUSES: layout("name state type size is_default is_current owner comment"),
  ROLES: layout("created_on name is_default is_current is_inherited owner comment"),
  // The manual's page "DESCRIBE TABLE".
  "DESCRIBE TABLE": layout(
    "name type kind null? default primary·key unique·key check expression comment policy·name privacy·domain schema_evolution_record",
  ),
  "DESCRIBE VIEW": layout(
    "name type kind null? default primary·key unique·key check expression comment policy·name privacy·domain",
  ),
  "DESCRIBE SCHEMA": layout("created_on name kind"),
  // The manual's pages "DESCRIBE MASKING POLICY" and "DESCRIBE ROW ACCESS POLICY".
  "DESCRIBE POLICY": layout("name signature return_type body"),
  property: layout("property value"),
  "DESCRIBE RESULT": layout(
    "name type kind null? default primary·key unique·key check expression comment",
  ),
};
