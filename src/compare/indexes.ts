/** Compares the indexes of one table by name and meaning, and leaves alone those that a server made by itself. */
import {
  comparedOf,
  constraintRules,
  isSqlPath,
  meaningOf,
  type Aspect,
  type Index,
  nameText,
  ofKind,
  sortedBy,
  type Table,
  valueText,
  withoutOptions,
} from "../model/index.js";
import { accessPaths, leads, plainColumns } from "../normalize/index.js";
import { aspectsOf } from "./aspects.js";
import { added, altered, dropped, inTable, renamed } from "./change.js";
import type { Context } from "./context.js";
import { nameAspects } from "./naming.js";
import { pair, pass, type Pair } from "./pairing.js";
import { withoutTaken } from "./exclusive.js";
import { fillUnspecified } from "./unspecified.js";
import { nothing, type Verdicts } from "./verdicts.js";
import { written } from "./written.js";

const sorted = (indexes: readonly Index[]): readonly Index[] =>
  sortedBy(indexes, (i) => nameText(i.name) ?? "");

const judge = (
  live: Table,
  table: Table,
  { from, to: declared, because }: Pair<Index>,
  context: Context,
): Verdicts => {
  const to = withoutTaken(
    fillUnspecified("index", from, declared, context),
    declared,
    table,
    context,
  );
  const names = nameOpinion(live, from, to, context);
  const found = aspectsOf(
    comparedOf("index", from, context.reading),
    comparedOf("index", to, context.reading),
  );
  const differing = written("index", found, from, to);
  const name = nameText(to.name) ?? nameText(from.name);
  const doubt = context.doubt(table);
  const where = inTable(table);
  if (
    doubt !== null &&
    differing.length > 0 &&
    differing.every(({ path }) => isSqlPath("index", path))
  ) {
    return {
      ...nothing,
      undecided: [{ kind: "index", ...where, name, aspects: differing, because: doubt }],
    };
  }
  if (differing.length > 0)
    return {
      ...nothing,
      changes: [altered("index", where, name, from, to, [...names, ...differing], because)],
    };
  return names.length > 0
    ? { ...nothing, changes: [renamed("index", where, name, from, to, names, because)] }
    : nothing;
};

/** Does a foreign key of the table need this index, so that the server made it or keeps it? */
const servesForeignKey =
  (table: Table, context: Context) =>
  (index: Index): boolean =>
    context.dialect.facts.foreignKeyNeedsIndex &&
    index.name.from === "server" &&
    ofKind(table.constraints, "foreignKey").some(({ columns }) =>
      leads(plainColumns(index, context.dialect), columns),
    );

/**
 * Was it made for a foreign key that is dropped, and do the other foreign keys that it serves not need it: does another index
 * that stays serve them, or is it wider than they need? Then its name no longer counts as the server's, and the next
 * comparison would find it: it is dropped with its foreign key.
 */
const goesAlong =
  (declared: Table, staying: readonly Index[], { dialect, fold }: Context) =>
  (index: Index): boolean => {
    const foreignKeys = ofKind(declared.constraints, "foreignKey");
    const own = nameText(index.name);
    const offers = plainColumns(index, dialect);
    // without the columns that are dropped
    const left = offers.filter((column) => declared.columns.some(({ name }) => name === column));
    const paths = accessPaths({ ...declared, indexes: staying }, dialect);
    return (
      !foreignKeys.some(({ name }) => fold(nameText(name) ?? "") === fold(own ?? "")) &&
      foreignKeys
        .filter(({ columns }) => leads(offers, columns))
        .every(
          ({ columns }) =>
            paths.some((path) => leads(path, columns)) || left.length > columns.length,
        )
    );
  };

/** Does another declared index or constraint need its name? */
const givesName =
  ({ indexes, constraints }: Table, { fold }: Context) =>
  ({ name }: Index): boolean => {
    const text = nameText(name);
    return (
      text !== null &&
      [...indexes, ...constraints.filter(({ kind }) => constraintRules[kind].hasIndex)].some(
        (other) => fold(nameText(other.name) ?? "") === fold(text),
      )
    );
  };

/** A declared index that the server only makes where nothing else serves the foreign key: does something that stays serve it? */
const isServed =
  (live: Table, staying: readonly Index[], context: Context) =>
  (index: Index): boolean =>
    context.dialect.facts.foreignKeyNeedsIndex &&
    context.options.unspecified === "noOpinion" &&
    index.name.from !== "author" &&
    accessPaths({ ...live, indexes: staying }, context.dialect).some((path) =>
      leads(path, plainColumns(index, context.dialect)),
    );

/** The difference of two paired names. The name that the server would give an index does not count, unless the foreign key that it is named for is created again: then the server would rename it. */
const nameOpinion = (live: Table, from: Index, to: Index, context: Context): readonly Aspect[] => {
  const text = nameText(to.name);
  const implied = context.options.unspecified === "noOpinion" && to.name.from === "server";
  if (
    implied &&
    (from.name.from === "author" ||
      ofKind(live.constraints, "foreignKey").some(
        ({ name, columns }) =>
          nameText(name) === text && leads(plainColumns(to, context.dialect), columns),
      ))
  )
    return [];
  return nameAspects("index", from.name, to.name, context);
};

/** The index without options that a comparison with a declaration reads only where it declares one: no pair depends on them. */
const withoutReadApart = (index: Index, { dialect, options }: Context): Index =>
  options.unspecified === "noOpinion"
    ? {
        ...index,
        options: withoutOptions(index.options, dialect.facts.readApart?.indexOptions ?? []),
      }
    : index;

export const compareIndexes = (live: Table, declared: Table, context: Context): Verdicts => {
  const meaning = (i: Index): string =>
    valueText(meaningOf("index", withoutReadApart(i, context), context.reading));
  const name = (i: Index): string | null => {
    const text = nameText(i.name);
    return text === null ? null : context.fold(text);
  };
  const { pairs, missing, surplus } = pair(sorted(live.indexes), sorted(declared.indexes), [
    pass("same name and same meaning", (i) =>
      name(i) === null ? null : `${name(i)} ${meaning(i)}`,
    ),
    {
      because: "same meaning, and the server chose the live name",
      from: (i) => (i.name.from === "author" ? null : meaning(i)),
      to: meaning,
    },
    pass("same meaning, other name", meaning),
    pass("same name", name),
  ]);
  const judged = pairs.map((p) => judge(live, declared, p, context));
  const [serves, gives] = [servesForeignKey(declared, context), givesName(declared, context)];
  const along = goesAlong(
    declared,
    [...pairs.map(({ to }) => to), ...missing.filter((i) => i.name.from === "author")],
    context,
  );
  // something declared serves the foreign key too, or the index would not be surplus
  const served = (index: Index): boolean => serves(index) && !gives(index) && !along(index);
  const needless = isServed(
    live,
    [...pairs.map(({ to }) => to), ...surplus.filter(served)],
    context,
  );
  const where = inTable(declared);
  return {
    changes: [
      ...judged.flatMap((v) => v.changes),
      ...surplus.filter((i) => !served(i)).map((i) => dropped("index", where, nameText(i.name), i)),
      ...missing.filter((i) => !needless(i)).map((i) => added("index", where, nameText(i.name), i)),
    ],
    undecided: judged.flatMap((v) => v.undecided),
    skipped: surplus.some(served)
      ? [
          {
            kind: "index",
            ...where,
            side: "live",
            count: surplus.filter(served).length,
            because: "the server made it for a foreign key",
          },
        ]
      : [],
  };
};
