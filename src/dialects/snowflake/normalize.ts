/**
 * Puts a declaration into Snowflake's words, as far as that needs no server, and refuses what
 * Snowflake cannot keep.
 */
import {
  asWritten,
  byAuthor,
  byServer,
  ofKind,
  plainNumbers,
  readTable,
  type Column,
  type Constraint,
  type Identity,
  type Name,
  type Reading,
  type Schema,
  type Sequence,
  type SequenceNumbers,
  type Table,
  type TableRef,
} from "../../model/index.js";
import { withoutOuterParentheses } from "../../sql/index.js";
import { canonicalDefault, typedDefault } from "./defaults.js";
import { lexicon } from "./lexicon.js";
import { checkSequence, checkTable, checkTargets } from "./refusals.js";
import { canonicalName } from "./spelling.js";
import { canonical } from "./types.js";

const normalizedRef = ({ schema, name }: TableRef): TableRef => ({
  schema: schema === null ? null : canonicalName(schema),
  name: canonicalName(name),
});

const spelled: Reading = {
  ...asWritten,
  ownName: canonicalName,
  column: canonicalName,
  table: normalizedRef,
  columnOf: (_, name) => canonicalName(name),
};

const normalizedName = (name: Name): Name => {
  if (name.from === "nowhere") return name;
  const text = canonicalName(name.text);
  return name.from === "author" ? byAuthor(text) : byServer(text);
};

const comment = (text: string | null): string | null => (text === "" ? null : text);

const unlessOne = (number: string | null): string | null => (number === "1" ? null : number);

/** Both numbers are 1 by default. */
export const normalizedNumbers = (numbers: SequenceNumbers): SequenceNumbers => ({
  ...plainNumbers,
  start: unlessOne(numbers.start),
  increment: unlessOne(numbers.increment),
});

/** An identity column accepts explicit values, however it was declared. */
const normalizedIdentity = (identity: Identity | null): Identity | null =>
  identity === null ? null : { kind: "byDefault", numbers: normalizedNumbers(identity.numbers) };

const normalizedColumn = (column: Column, keyed: ReadonlySet<string>): Column => ({
  ...column,
  type: canonical(column.type),
  nullable: column.nullable && !keyed.has(column.name) && column.identity === null,
  default: typedDefault(canonicalDefault(column.default), canonical(column.type)),
  identity: normalizedIdentity(column.identity),
  generated:
    column.generated === null
      ? null
      : {
          expression: withoutOuterParentheses(column.generated.expression, lexicon),
          stored: false,
        },
  comment: comment(column.comment),
});

const normalizedConstraint = (given: Constraint): Constraint => {
  const constraint = {
    ...given,
    name: normalizedName(given.name),
    comment: comment(given.comment),
  };
  if (constraint.kind === "check")
    return {
      ...constraint,
      // A CHECK has no comment in Snowflake.
      comment: null,
      expression: withoutOuterParentheses(constraint.expression, lexicon),
      validated: true,
      inherited: true,
      ofColumn: null,
    };
  // A foreign key is always unenforced and not validated here, so that its match type means
  // nothing.
  if (constraint.kind === "foreignKey")
    return { ...constraint, match: "simple", validated: true, enforced: true };
  return constraint;
};

const normalizedTable = (given: Table): Table => {
  checkTable(given);
  const table = readTable(given, spelled);
  const keyed = new Set(ofKind(table.constraints, "primaryKey").flatMap((key) => key.columns));
  return {
    ...table,
    columns: table.columns.map((column) => normalizedColumn(column, keyed)),
    constraints: table.constraints.map(normalizedConstraint),
    indexes: table.indexes.map((index) => ({ ...index, name: normalizedName(index.name) })),
    comment: comment(table.comment),
  };
};

const normalizedSequence = (sequence: Sequence): Sequence => {
  checkSequence(sequence);
  return {
    ...sequence,
    ...normalizedRef(sequence),
    ...normalizedNumbers(sequence),
    type: "bigint",
    comment: comment(sequence.comment),
  };
};

export const normalize = (schema: Schema): Schema => {
  const tables = schema.tables.map(normalizedTable);
  checkTargets(tables);
  return {
    ...schema,
    namespaces: schema.namespaces.map((one) => ({
      name: canonicalName(one.name),
      comment: comment(one.comment),
    })),
    tables,
    sequences: schema.sequences.map(normalizedSequence),
  };
};
