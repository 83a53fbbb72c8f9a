/**
 * Renames a column in a table's own text and in its indexes' texts; everything else is unchanged.
 */
import type { Sql } from "../../../model/index.js";
import { columnNamesIn } from "../../../sql/index.js";
import { parseIndex, type Identifier, type KeyPart, type Range } from "../grammar/index.js";
import { isBare, isPlain, lexicon, sameName } from "../lexicon.js";
import { mentioned, readingLexicon } from "../references/index.js";
import { columnIn, described, refused, type Draft } from "./draft.js";
import { dropLine } from "./dropLine.js";
import { placed } from "./findConstraint.js";
import { edited, patched, replace, type Patch } from "./text.js";

interface Renamed {
  readonly from: string;
  /** The new name, quoted like the old one. */
  readonly write: (written: Sql) => Sql;
}

/** Where an expression mentions the column, perhaps with the table's own name before it. */
const inExpression = (
  sql: Sql,
  { start, end }: Range,
  { from, write }: Renamed,
): readonly Patch[] =>
  columnNamesIn(sql.slice(start, end), readingLexicon)
    .filter(({ name }) => sameName(name, from))
    .map((found) => {
      const at = { start: start + found.start, end: start + found.end };
      return replace(at, write(sql.slice(at.start, at.end)));
    });

const identifiers = (
  sql: Sql,
  found: readonly Identifier[],
  { from, write }: Renamed,
): readonly Patch[] =>
  found
    .filter((i) => sameName(i.name, from))
    .map((i) => replace(i, write(sql.slice(i.start, i.end))));

const inParts = (sql: Sql, parts: readonly KeyPart[], renamed: Renamed): readonly Patch[] =>
  parts.flatMap((part) =>
    part.name === null
      ? inExpression(sql, part.of, renamed)
      : identifiers(sql, [part.name], renamed),
  );

const inIndex = (sql: Sql, renamed: Renamed): Sql => {
  const { parts, where } = parseIndex(sql);
  return patched(sql, [
    ...inParts(sql, parts, renamed),
    ...(where === null ? [] : inExpression(sql, where, renamed)),
  ]);
};

/** A reference of the table to itself has its own columns. */
const inReference = (
  draft: Draft,
  reference: { readonly table: Identifier; readonly columns: readonly Identifier[] | null },
  renamed: Renamed,
): readonly Patch[] =>
  sameName(reference.table.name, draft.definition.name.name)
    ? identifiers(draft.definition.sql, reference.columns ?? [], renamed)
    : [];

const inTable = (draft: Draft, renamed: Renamed): readonly Patch[] => {
  const { sql, columns, constraints } = draft.definition;
  return [
    ...columns.flatMap((column) => [
      ...identifiers(sql, [column.name], renamed),
      ...column.clauses.flatMap((c) => {
        if (c.is === "check" || c.is === "generated")
          return inExpression(sql, c.expression, renamed);
        return c.is === "references" ? inReference(draft, c.reference, renamed) : [];
      }),
    ]),
    ...constraints.flatMap((c) => {
      if (c.is === "check") return inExpression(sql, c.expression, renamed);
      if (c.is === "nothing") return [];
      if (c.is !== "foreignKey") return inParts(sql, c.parts, renamed);
      return [...identifiers(sql, c.columns, renamed), ...inReference(draft, c.reference, renamed)];
    }),
  ];
};

/**
 * Throws where a named CHECK mentions the column: it must be dropped explicitly in the same batch,
 * not silently with the column.
 */
export const heldByCheck = (draft: Draft, column: string, verb: string): void => {
  for (const { constraint } of placed(draft)) {
    if (constraint.kind !== "check" || constraint.name.from === "nowhere") continue;
    const name = constraint.name.text;
    if (
      draft.released.some((r) => sameName(r, name)) ||
      mentioned(constraint.expression, [column]).length === 0
    )
      continue;
    refused(
      draft,
      `column "${column}" cannot be ${verb} while the CHECK ${described(constraint)}, mentions it`,
      dropLine(draft, constraint),
    );
  }
};

export const renameColumn = (draft: Draft, from: string, to: string): Draft => {
  const column = columnIn(draft, from).name.name;
  // A change of case only does not affect the CHECK.
  if (!draft.followRenames && !sameName(column, to)) heldByCheck(draft, column, "renamed");
  return renamedInText(draft, column, to);
};

/** The same without looking at CHECKs. An unquoted name stays unquoted where the new one can be. */
export const renamedInText = (
  draft: Draft,
  column: string,
  to: string,
  bare = isPlain(to),
): Draft => {
  const renamed: Renamed = {
    from: column,
    write: (written) => (bare && isBare(written) ? to : lexicon.quote(to)),
  };
  const origins = new Map(
    [...draft.origins].map(([name, origin]) => [name === column ? to : name, origin] as const),
  );
  return {
    ...draft,
    origins,
    definition: edited(draft.definition, ...inTable(draft, renamed)),
    indexes: draft.indexes.map((sql) => inIndex(sql, renamed)),
  };
};
