/** Renames a column in a table's own text and in its indexes' texts; everything else stays word for word. */
import type { Sql } from "../../../model/index.js";
import { columnsIn, meaningful } from "../../../sql/index.js";
import { parseIndex, type Identifier, type KeyPart, type Range } from "../grammar/index.js";
import { lexicon, quotedLike, sameName } from "../lexicon.js";
import { columnIn, described, refused, type Draft } from "./draft.js";
import { placed } from "./find.js";
import { edited, patched, replace, type Patch } from "./text.js";

/** Mentions of the column in an expression: not what is called, and not the column of another table. */
const inExpression = (sql: Sql, { start, end }: Range, from: string, to: string, table: string): readonly Patch[] => {
  const tokens = meaningful(sql.slice(start, end), lexicon);
  return tokens.flatMap((token, i) => {
    if ((token.kind !== "word" && token.kind !== "quoted") || !sameName(token.value, from)) return [];
    const next = tokens[i + 1]?.text;
    const qualifier = tokens[i - 1]?.text === "." ? tokens[i - 2] : undefined;
    if (next === "." || (next === "(" && token.kind === "word") || (qualifier !== undefined && !sameName(qualifier.value, table))) return [];
    if (/^(collate|as)$/i.test(tokens[i - 1]?.text ?? "")) return [];
    return [replace({ start: start + token.start, end: start + token.end }, quotedLike(token.text, to))];
  });
};

const identifiers = (sql: Sql, found: readonly Identifier[], from: string, to: string): readonly Patch[] =>
  found.filter((i) => sameName(i.name, from)).map((i) => replace(i, quotedLike(sql.slice(i.start, i.end), to)));

const inParts = (sql: Sql, parts: readonly KeyPart[], from: string, to: string, table: string): readonly Patch[] =>
  parts.flatMap((part) => (part.name === null ? inExpression(sql, part.of, from, to, table) : identifiers(sql, [part.name], from, to)));

const inIndex = (sql: Sql, from: string, to: string): Sql => {
  const { parts, where, table } = parseIndex(sql);
  return patched(sql, [...inParts(sql, parts, from, to, table.name), ...(where === null ? [] : inExpression(sql, where, from, to, table.name))]);
};

/** A reference of the table to itself names its own columns. */
const inReference = (draft: Draft, reference: { readonly table: Identifier; readonly columns: readonly Identifier[] | null }, from: string, to: string): readonly Patch[] =>
  (sameName(reference.table.name, draft.definition.name.name) ? identifiers(draft.definition.sql, reference.columns ?? [], from, to) : []);

const inTable = (draft: Draft, from: string, to: string): readonly Patch[] => {
  const { sql, columns, constraints, name: { name: table } } = draft.definition;
  return [
    ...columns.flatMap((column) => [
      ...identifiers(sql, [column.name], from, to),
      ...column.clauses.flatMap((c) => {
        if (c.is === "check" || c.is === "generated") return inExpression(sql, c.expression, from, to, table);
        return c.is === "references" ? inReference(draft, c.reference, from, to) : [];
      }),
    ]),
    ...constraints.flatMap((c) => {
      if (c.is === "check") return inExpression(sql, c.expression, from, to, table);
      if (c.is === "nothing") return [];
      if (c.is !== "foreignKey") return inParts(sql, c.parts, from, to, table);
      return [...identifiers(sql, c.columns, from, to), ...inReference(draft, c.reference, from, to)];
    }),
  ];
};

/** A named CHECK that mentions the column must be dropped in the same batch: it is not changed behind its author's back. */
export const heldByCheck = (draft: Draft, column: string, verb: string): void => {
  for (const { constraint } of placed(draft)) {
    if (constraint.kind !== "check" || constraint.name.from === "nowhere") continue;
    const name = constraint.name.text;
    if (draft.released.some((r) => sameName(r, name)) || columnsIn(constraint.expression, [column], lexicon).length === 0) continue;
    refused(
      draft, `column "${column}" cannot be ${verb} while the CHECK ${described(constraint)}, mentions it`,
      `in the same batch, first: await batch.dropConstraint(${JSON.stringify(name)}, { type: "check" })`,
    );
  }
};

export const renameColumn = (draft: Draft, from: string, to: string): Draft => {
  const column = columnIn(draft, from).name.name;
  // In another case it is the same name to the CHECK.
  if (!sameName(column, to)) heldByCheck(draft, column, "renamed");
  return renamedInText(draft, column, to);
};

/** The same without asking the CHECKs. */
export const renamedInText = (draft: Draft, column: string, to: string): Draft => {
  const origins = new Map([...draft.origins].map(([name, origin]) => [name === column ? to : name, origin] as const));
  return {
    ...draft, origins,
    definition: edited(draft.definition, ...inTable(draft, column, to)),
    indexes: draft.indexes.map((sql) => inIndex(sql, column, to)),
  };
};
