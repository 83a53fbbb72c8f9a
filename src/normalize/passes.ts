/** The passes that make two schemas alike before they are compared: this list is their order, which nothing else knows. */
import type { Dialect } from "../dialects/index.js";
import { respell, respellObjects } from "../reflect/index.js";
import { withDatabaseCollation } from "./databaseCollation.js";
import { withoutExcluded, type Selecting } from "./excluded.js";
import { withoutExcludedParts } from "./excludedParts.js";
import { withGeneratedNames } from "./generatedNames.js";
import { inLiveCase } from "./identifierCase.js";
import { withInheritedCollations } from "./inheritedCollation.js";
import { withImpliedIndexes } from "./impliedIndexes.js";
import { withLentNames } from "./lentNames.js";
import type { Pass, Settings, Side } from "./pass.js";
import { withoutLiveCharsets } from "./declaredCharset.js";
import { selectionOf } from "./selection.js";
import { withoutUndeclared, withoutUnread } from "./undeclared.js";
import { withoutUnreadConstraints } from "./unreadConstraints.js";

const selecting = (
  { origin }: Side,
  other: Side | null,
  { include = [], exclude, dialect }: Settings,
): Selecting => ({
  selection: selectionOf({ include, exclude }),
  dialect,
  reflected: origin !== "declared",
  other: other?.schema ?? null,
});

const beforeQuirks: readonly Pass[] = [
  {
    id: "server-words",
    side: "both",
    of: ["declared"],
    because:
      "a declaration says types, defaults and expressions in its author's words, and leaves out what the server fills in",
    alone: (schema, { dialect }) => dialect.normalize(schema),
  },
  {
    id: "implied-indexes",
    side: "both",
    of: ["declared"],
    because: "a server that needs an index for a foreign key makes one where none is declared",
    alone: (schema, { dialect }) => withImpliedIndexes(schema, dialect),
  },
  {
    id: "excluded",
    side: "both",
    because: "the table of applied revisions, and what the user excludes, is nobody's difference",
    either: (side, other, settings) => ({
      schema: withoutExcluded(side.schema, selecting(side, other, settings)),
    }),
  },
  {
    id: "unread-objects",
    side: "both",
    because:
      "what one side only lists by name cannot be compared with what the other side knows of it",
    beside: (schema, other) => ({ schema: withoutUnread(schema, other.schema) }),
  },
  {
    id: "unread-constraints",
    side: "both",
    because:
      "a part of the catalogue that a server does not have, or a user may not read, is no proof that nothing is there",
    beside: (schema, other) => ({ schema: withoutUnreadConstraints(schema, other.schema) }),
  },
  {
    id: "undeclared-objects",
    side: "live",
    because: "a declaration that says nothing of a view is no order to drop it",
    beside: (schema, other, { undeclaredObjects }) => ({
      schema: undeclaredObjects === "skip" ? withoutUndeclared(schema, other.schema) : schema,
    }),
  },
  {
    id: "lent-names",
    side: "both",
    because:
      "a database may hold constraints without a name: each is matched under the one that the other side's convention would give it",
    beside: withLentNames,
  },
];

const afterQuirks: readonly Pass[] = [
  {
    id: "generated-names",
    side: "live",
    of: ["declared"],
    because: "what stands for a database has a name for everything that the server would name",
    alone: (schema, { dialect }) => withGeneratedNames(schema, dialect),
  },
  {
    id: "identifier-case",
    side: "declared",
    because: "names that differ only in case are one name to a server that folds them",
    beside: (schema, other, { dialect, unspecified }) => ({
      schema: unspecified === "absent" ? schema : inLiveCase(other.schema, schema, dialect),
    }),
  },
  {
    id: "excluded-parts",
    side: "both",
    because:
      "columns, constraints and indexes that the user leaves alone are nobody's difference; they are told by the names that they have by now",
    either: (side, other, settings) =>
      withoutExcludedParts(side.schema, selecting(side, other, settings)),
  },
  {
    id: "database-collation",
    side: "both",
    because:
      "a table that says no collation has its database's, and two databases may have different ones",
    beside: (schema, other, { unspecified }) => ({
      schema: unspecified === "absent" ? withDatabaseCollation(schema, other.schema) : schema,
    }),
  },
  {
    id: "charset-alone",
    side: "declared",
    because:
      "a character set that is declared without a collation is no opinion about the collation",
    beside: (schema, other, { dialect, unspecified }) => ({
      schema:
        unspecified === "noOpinion" ? withoutLiveCharsets(schema, other.schema, dialect) : schema,
    }),
  },
  {
    id: "inherited-collation-live",
    side: "live",
    because:
      "a column that says no collation has its table's, and keeps it when the table gets another",
    beside: (schema, other, { dialect, unspecified }) => ({
      schema: withInheritedCollations(schema, other.schema, unspecified === "noOpinion", dialect),
    }),
  },
  {
    id: "inherited-collation-declared",
    side: "declared",
    because: "a declaration may have no opinion about a column's collation, a database has",
    beside: (schema, other, { dialect, unspecified }) => ({
      schema:
        unspecified === "absent"
          ? withInheritedCollations(schema, other.schema, false, dialect)
          : schema,
    }),
  },
  {
    id: "witness",
    side: "declared",
    because: "only the server knows whether two texts of SQL are one: it prints what is declared",
    ask: async (schema, other, { dialect, print, unspecified, everyPiece }) => {
      const { declared, ...told } = await respell(
        other.schema,
        schema,
        dialect,
        print,
        everyPiece ?? unspecified === "noOpinion",
      );
      return { schema: declared, ...told };
    },
  },
  {
    id: "witness-of-objects",
    side: "declared",
    because: "only the server knows whether two queries are one, and what columns they return",
    ask: async (schema, other, { dialect, printObjects }) => {
      const { declared, ...told } = await respellObjects(
        other.schema,
        schema,
        dialect,
        printObjects ?? null,
      );
      return { schema: declared, ...told };
    },
  },
];

/** The list for a dialect: its quirks are passes like the others, at one place in the list. */
export const passesOf = ({ quirks }: Dialect): readonly Pass[] => [
  ...beforeQuirks,
  ...quirks.map(({ id, because, erase }): Pass => ({
    id,
    side: "both",
    because,
    beside: (schema, other) => ({ schema: erase(schema, other.schema) }),
  })),
  ...afterQuirks,
];
