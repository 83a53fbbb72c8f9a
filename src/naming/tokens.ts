/** The tokens of a convention, and the text that replaces each. */
import { SchemaDiffError, lookupTable } from "../model/index.js";
import {
  conventionKeys,
  type ConventionColumn,
  type ConventionConstraint,
  type ConventionTable,
  type NamedKind,
  type NameMaker,
  type NamingConvention,
} from "./convention.js";

interface Context {
  readonly constraint: ConventionConstraint;
  readonly table: ConventionTable;
}

const words: Readonly<Record<string, (context: Context) => string>> = lookupTable({
  table_name: ({ table }) => table.name,
  referred_table_name: ({ constraint }) => constraint.referredTable?.name ?? "",
  constraint_name: ({ constraint }) => constraint.name ?? "",
});

/** `column_0_name`, `column_0N_name` (all, joined), `column_0_N_name` (all, joined by underscores), and the same of the referred columns. */
const columnToken = /^(referred_)?column_(?:(0)(_?N)|(\d+))_(name|key|label)$/;

const attribute: Readonly<Record<string, (column: ConventionColumn) => string>> = lookupTable({
  name: (column) => column.name,
  key: (column) => column.key,
  label: (column) => column.label,
});

const ofColumns = (token: string): ((context: Context) => string) | null => {
  const [matched, referred, , many, position, what] = columnToken.exec(token) ?? [];
  const read = attribute[what ?? ""];
  if (matched === undefined || read === undefined) return null;
  return ({ constraint }) => {
    const columns =
      referred === undefined ? constraint.columns : constraint.elements.map((e) => e.column);
    if (many !== undefined) return columns.map(read).join(many === "_N" ? "_" : "");
    const column = columns[Number(position)];
    return column === undefined ? "" : read(column);
  };
};

const customToken = (convention: NamingConvention, token: string): NameMaker | null => {
  const own =
    Object.hasOwn(convention, token) && !conventionKeys.includes(token) ? convention[token] : null;
  return typeof own === "function" ? own : null;
};

const builtIn = (token: string): ((context: Context) => string) | null =>
  (Object.hasOwn(words, token) ? words[token] : undefined) ?? ofColumns(token);

/** Throws `naming` for a token that does not exist, or that does not apply to this kind. */
export const checkToken = (
  convention: NamingConvention,
  kind: NamedKind,
  token: string,
  template: string,
): void => {
  if (customToken(convention, token) !== null) return;
  const where = `the token %(${token})s in the naming convention's template ${JSON.stringify(template)}`;
  if (builtIn(token) === null) {
    throw new SchemaDiffError(
      "naming",
      `${where} is unknown`,
      `use %(table_name)s, %(column_0_name)s, %(referred_table_name)s, %(constraint_name)s or one of their forms, or give the convention a function ${JSON.stringify(token)}`,
    );
  }
  if (token.startsWith("referred_") && kind !== "foreignKey") {
    throw new SchemaDiffError(
      "naming",
      `${where} means something for a foreign key only`,
      `take it out of the template`,
    );
  }
};

/** The text that replaces a token; empty where it has none here. The token has been checked. */
export const tokenText = (
  convention: NamingConvention,
  token: string,
  constraint: ConventionConstraint,
  table: ConventionTable,
): string =>
  customToken(convention, token)?.(constraint, table) ??
  builtIn(token)?.({ constraint, table }) ??
  "";
