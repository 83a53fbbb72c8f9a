/** GET_DDL: the statement that makes an object again. */
import { compilation, doesNotExist } from "../errors.mjs";
import { Cursor, pathOf } from "../language/cursor.mjs";
import { signature } from "../language/routines.mjs";
import { literal } from "../values/literal.mjs";
import { canonical } from "../values/types.mjs";
import { orderWord } from "./defaultText.mjs";
import { find, findDatabase, findSchema, inFull, lookUp } from "./find.mjs";
import { lookUpRoutine, returnText } from "./routines.mjs";
import { isNullable, isView, quoted } from "./model.mjs";

const commented = (comment) => (comment === undefined ? "" : ` COMMENT ${literal(comment)}`);
const setComment = (comment) => (comment === undefined ? "" : `COMMENT=${literal(comment)}`);

const columnLine = (table) => (column) => {
  const identity = column.identity;
  return [
    quoted(column.name),
    ` ${canonical(column.type)}`,
    column.virtual === undefined ? "" : ` AS (${column.virtual})`,
    isNullable(table, column) ? "" : " NOT NULL",
    column.default === undefined ? "" : ` DEFAULT ${column.default.text}`,
    identity === undefined
      ? ""
      : ` autoincrement start ${identity.start} increment ${identity.step} ${orderWord(identity).toLowerCase()}`,
    commented(column.comment),
  ].join("");
};

const list = (columns) => columns.map(({ name }) => quoted(name)).join(", ");

const inFullQuoted = ({ name, schema }) =>
  [schema.database.name, schema.name, name].map(quoted).join(".");

const relation = (table, from) =>
  table.schema === from.schema ? quoted(table.name) : inFullQuoted(table);

/** Names that the server made are left out. */
const named = ({ generated, name }) => (generated ? "" : `constraint ${quoted(name)} `);

const rely = (constraint) => (constraint.rely ? " rely" : "");

const constraintLine = (constraint) => {
  const head = named(constraint);
  if (constraint.kind === "CHECK") return `${head}check (${constraint.check})`;
  const key = `${head}${constraint.kind.toLowerCase()} (${list(constraint.columns)})`;
  const target =
    constraint.kind === "FOREIGN KEY"
      ? ` references ${relation(constraint.key.table, constraint.table)}(${list(constraint.key.columns)})`
      : "";
  return `${key}${target}${rely(constraint)}${constraint.comment === undefined ? "" : ` comment ${literal(constraint.comment)}`}`;
};

const varietyWords = {
  TABLE: "",
  TRANSIENT: "TRANSIENT ",
  TEMPORARY: "TEMPORARY ",
  HYBRID: "HYBRID ",
};

const indexLine = ({ name, columns, include }) =>
  `index ${quoted(name)}(${list(columns)})${include.length === 0 ? "" : ` include (${list(include)})`}`;

const tableText = (table, name) => {
  const lines = [
    ...table.columns.map(columnLine(table)),
    ...table.constraints.map(constraintLine),
    ...table.indexes.map(indexLine),
  ];
  const tail = [
    table.clusterBy === undefined
      ? ""
      : ` cluster by ${table.clusterBy.text.replace(/^LINEAR/, "")}`,
    table.changeTracking ? " CHANGE_TRACKING = TRUE" : "",
    table.schemaEvolution ? " ENABLE_SCHEMA_EVOLUTION = TRUE" : "",
    setComment(table.comment),
  ]
    .join("")
    // A word and the next one would run together; after a bracket COMMENT has no space before it.
    .replace(/(?<=\w)COMMENT=/, " COMMENT=");
  return `create or replace ${varietyWords[table.variety]}TABLE ${name} (\n\t${lines.join(",\n\t")}\n)${tail};`;
};

const viewText = (view, name) => {
  const columns = view.columns.map(
    (column) => `${quoted(column.name)}${commented(column.comment)}`,
  );
  const kind = `${view.secure ? "secure " : ""}${view.kind.toLowerCase()}`;
  const comment = view.comment === undefined ? "" : ` COMMENT=${literal(view.comment)}\n`;
  return `create or replace ${kind} ${name}(\n\t${columns.join(",\n\t")}\n)${comment} as ${view.query};`;
};

const sequenceText = (sequence, name) =>
  `create or replace sequence ${name} start with ${sequence.start} increment by ${sequence.increment} ${orderWord(sequence).toLowerCase()}${sequence.comment === undefined ? "" : ` comment = ${literal(sequence.comment)}`};`;

/** What an object is called: with its database and schema where that is asked. */
const called = (object, full) => (full ? inFullQuoted(object) : quoted(object.name));

const objectText = (object, full) => {
  const name = called(object, full);
  if (object.kind === "SEQUENCE") return sequenceText(object, name);
  return isView(object) ? viewText(object, name) : tableText(object, name);
};

const routineText = (routine, full) => {
  const args = routine.args
    .map(({ name, type }) => `${quoted(name)} ${canonical(type)}`)
    .join(", ");
  const comment = routine.comment === undefined ? "" : `\nCOMMENT=${literal(routine.comment)}`;
  const kind = `${routine.secure ? "SECURE " : ""}${routine.kind}`;
  return `CREATE OR REPLACE ${kind} ${called(routine, full)}(${args})\nRETURNS ${returnText(routine)}\nLANGUAGE ${routine.language}${comment}\nAS ${literal(routine.body)};`;
};

const inside = (schema) => [...schema.sequences.values(), ...schema.relations.values()];

const routinesIn = (schema) => [...schema.functions.values(), ...schema.procedures.values()];

const schemaText = (schema, full) =>
  [
    `create or replace schema ${full ? `${quoted(schema.database.name)}.` : ""}${quoted(schema.name)}${schema.comment === undefined ? "" : ` comment = ${literal(schema.comment)}`};`,
    ...inside(schema).map((object) => objectText(object, full)),
    ...routinesIn(schema).map((routine) => routineText(routine, full)),
  ].join("\n\n");

const databaseText = (database, full) =>
  [
    `create or replace database ${quoted(database.name)}${database.comment === undefined ? "" : ` comment = ${literal(database.comment)}`};`,
    ...[...database.schemas.values()].map((schema) => schemaText(schema, full)),
  ].join("\n\n");

const routineNamed = (session, kind, text) => {
  const cursor = new Cursor(text, session);
  const node = signature(cursor);
  const routine = lookUpRoutine(session, kind, node);
  if (routine === undefined)
    throw doesNotExist(kind === "FUNCTION" ? "Function" : "Procedure", inFull(session, node.path));
  return routine;
};

/** @param {boolean} [full] names with database and schema: the third argument */
export const getDdl = (session, kind, name, full = false) => {
  if (["FUNCTION", "PROCEDURE"].includes(kind.toUpperCase()))
    return routineText(routineNamed(session, kind.toUpperCase(), name), full);
  const path = pathOf(name, session);
  const word = kind.toUpperCase();
  if (word === "DATABASE") return databaseText(findDatabase(session, path[0]), full);
  if (word === "SCHEMA") return schemaText(findSchema(session, path), full);
  if (word === "SEQUENCE") return objectText(find(session, "SEQUENCE", path), full);
  if (word !== "TABLE" && word !== "VIEW") {
    throw compilation(
      "002043",
      "02000",
      `Object type or Class '${word}' does not exist or not authorized.`,
    );
  }
  const object = lookUp(session, word, path);
  if (object === undefined)
    throw doesNotExist(word === "TABLE" ? "Table" : "View", inFull(session, path));
  // The manual's page "GET_DDL": TABLE and VIEW may be asked for one another.
  return objectText(object, full);
};
