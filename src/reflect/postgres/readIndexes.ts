/** Reads rows of pg_index as indexes, and for keys and exclusions what only pg_index has of them. */
import {
  optionsIfAny,
  plainElement,
  type Columns,
  type Constraint,
  type Element,
  type Index,
  type Options,
} from "../../model/index.js";
import type { Row } from "../connection.js";
import { nameAt, namesAt, parametersOf, type Catalogue } from "./catalogue.js";
import { indexOrigin } from "./origin.js";
import { bare } from "./readColumns.js";
import { isSet, list, numbers, text, textOrNull } from "./rows.js";

/** Bits of pg_index.indoption. */
const isDescending = 1;
const isNullsFirst = 2;

/** The database's default collation, and C, by their fixed oids. */
const noCollation = 0;
const defaultCollation = 100;

const collationOf = (
  catalogue: Catalogue,
  table: string,
  column: number,
  oid: number,
): string | null => {
  if (oid === noCollation) return null;
  const own =
    column === 0
      ? defaultCollation
      : Number(catalogue.columnAt.get(table)?.get(column)?.["collation_oid"] ?? defaultCollation);
  return oid === own ? null : (catalogue.word.get(`collation ${String(oid)}`) ?? null);
};

/** Parameters of operator classes by the number of the element: `1 siglen=32`. */
const classParameters = (row: Row): ReadonlyMap<number, string> =>
  new Map(
    list(row, "class_parameters").map((entry) => [
      parseInt(entry, 10),
      entry.slice(entry.indexOf(" ") + 1),
    ]),
  );

const operatorClass = (
  name: string | null,
  plainName: string | null,
  parameters: string | undefined,
): string | null =>
  parameters === undefined
    ? name
    : `${name ?? plainName ?? ""} (${parameters.replace(/=([^,]*)/g, "='$1'")})`;

/** The elements of an index, without its INCLUDE columns. */
export const readElements = (catalogue: Catalogue, row: Row): readonly Element[] => {
  const table = text(row, "table");
  const options = numbers(row, "options");
  const classes = numbers(row, "classes");
  const collations = numbers(row, "collations");
  const expressions = list(row, "expressions");
  const parameters = classParameters(row);
  return numbers(row, "columns")
    .slice(0, Number(text(row, "keys")))
    .map((column, i) => {
      const option = options[i] ?? 0;
      const descending = (option & isDescending) !== 0;
      const nullsFirst = (option & isNullsFirst) !== 0;
      const oid = String(classes[i] ?? 0);
      return {
        ...plainElement(
          column === 0
            ? { expression: bare(expressions[i] ?? "") }
            : { column: nameAt(catalogue, table, column) },
        ),
        descending,
        nulls: descending === nullsFirst ? null : nullsFirst ? "first" : "last",
        collation: collationOf(catalogue, table, column, collations[i] ?? 0),
        operatorClass: operatorClass(
          catalogue.word.get(`class ${oid}`) ?? null,
          catalogue.word.get(`plain ${oid}`) ?? null,
          parameters.get(i + 1),
        ),
      };
    });
};

export const includedColumns = (catalogue: Catalogue, row: Row): Columns =>
  namesAt(catalogue, text(row, "table"), numbers(row, "columns").slice(Number(text(row, "keys"))));

/** The names from which the server builds an index's own name: `expr` and the like are stored as names of the index's columns. */
export const elementNames = (catalogue: Catalogue, row: Row): Columns => {
  const made = list(row, "element_names");
  return made.length > 0 ? made : namesAt(catalogue, text(row, "table"), numbers(row, "columns"));
};

export const nullsOf = (row: Row): "distinct" | "notDistinct" =>
  isSet(row, "nulls_not_distinct") ? "notDistinct" : "distinct";

/** The options of an index. */
const indexOptions = (row: Row): Options => {
  const [tablespace, statistics] = [textOrNull(row, "tablespace"), textOrNull(row, "statistics")];
  return {
    ...parametersOf(row, "parameters"),
    ...(tablespace !== null && { tablespace }),
    ...(statistics !== null && { statistics }),
    ...(isSet(row, "clustered") && { clustered: "true" }),
    ...(isSet(row, "replica_identity") && { replicaIdentity: "true" }),
  };
};

/** The same for the backing index of a constraint, which has a comment of its own. */
export const ownIndexOptions = (row: Row | null): Pick<Constraint<"unique">, "options"> => {
  if (row === null) return {};
  const comment = textOrNull(row, "comment");
  return optionsIfAny({ ...indexOptions(row), ...(comment !== null && { comment }) });
};

export const readIndex = (catalogue: Catalogue, table: Row, row: Row): Index => {
  const predicate = textOrNull(row, "predicate");
  return {
    name: indexOrigin(
      catalogue,
      text(table, "schema"),
      text(table, "name"),
      () => elementNames(catalogue, row),
      text(row, "name"),
    ),
    elements: readElements(catalogue, row),
    unique: isSet(row, "unique"),
    nulls: nullsOf(row),
    method: textOrNull(row, "method"),
    include: includedColumns(catalogue, row),
    where: predicate === null ? null : bare(predicate),
    comment: textOrNull(row, "comment"),
    options: indexOptions(row),
  };
};
