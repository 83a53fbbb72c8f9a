/** Takes attributes that the metadata leaves unspecified from the live table. */
import {
  filledFrom,
  keyParts,
  partsOf,
  type Constraint,
  type ObjectKind,
  type ObjectOf,
  type Table,
} from "../model/index.js";
import type { Context } from "./context.js";

const isKey = (c: Constraint): c is Constraint<"primaryKey"> | Constraint<"unique"> =>
  c.kind === "primaryKey" || c.kind === "unique";

/** Is it DEFAULT NULL, which PostgreSQL stores with a cast where the type has a length? It means the same as no default. */
const isNull = (sql: string): boolean => /^NULL(?:::|$)/i.test(sql);

/** The declared object with its unspecified attributes taken from the live one, where unspecified means no opinion. */
export const fillUnspecified = <K extends ObjectKind>(
  kind: K,
  live: ObjectOf[K],
  declared: ObjectOf[K],
  { options, dialect: { facts } }: Context,
): ObjectOf[K] =>
  options.unspecified === "noOpinion"
    ? filledFrom(
        kind,
        live,
        declared,
        (key, text) =>
          (key === "default" && isNull(text)) || facts.usualOptions?.[key]?.includes(text) === true,
      )
    : declared;

/**
 * A key with the live directions where the declaration specifies none: a declaration that only names columns has no opinion
 * about how a key is stored. A collation does count, since it decides which values are equal.
 */
export const fillUnspecifiedKey = (
  live: Constraint,
  declared: Constraint,
  table: Table,
  { options, dialect, fold }: Context,
): Constraint => {
  if (
    options.unspecified !== "noOpinion" ||
    !isKey(live) ||
    !isKey(declared) ||
    live.parts === undefined ||
    dialect.keyDirectionMatters(live, table)
  )
    return declared;
  const own = partsOf(declared);
  if (
    own.some((p) => p.descending) ||
    JSON.stringify(live.columns.map(fold)) !== JSON.stringify(declared.columns.map(fold))
  )
    return declared;
  const directions = partsOf(live);
  return {
    ...declared,
    ...keyParts(
      own.map((part, i) => ({ ...part, descending: directions[i]?.descending ?? false })),
    ),
  };
};
