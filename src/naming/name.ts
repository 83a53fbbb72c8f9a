/** Makes the name of one constraint or index under a convention. */
import { SchemaDiffError, type FinalName, lookupTable } from "../model/index.js";
import type { Facts } from "../dialects/dialect.js";
import {
  conventionKey,
  conventionKeys,
  makerFor,
  type AskedName,
  type NamedKind,
  type NameMaker,
  type NamingConvention,
} from "./convention.js";
import { cutName, fits, lengthOf } from "../sql/index.js";
import { conventionConstraint, conventionTable, subjectText, type Subject } from "./subject.js";
import { embedsName, templatePieces, tokensOf } from "./template.js";
import { checkToken, tokenText } from "./tokens.js";

type Limits = Pick<Facts, "identifierLimit">;

const kinds: Readonly<Record<string, NamedKind>> = lookupTable({
  ix: "index",
  uq: "unique",
  ck: "check",
  fk: "foreignKey",
  pk: "primaryKey",
  xc: "exclude",
});

/** Throws `naming` for what is wrong with the convention itself, whatever it is applied to. */
export const checkConvention = (convention: NamingConvention): void => {
  for (const [key, value] of Object.entries(convention)) {
    const kind = conventionKeys.includes(key) ? kinds[key] : undefined;
    if (kind === undefined && typeof value === "string") {
      throw new SchemaDiffError(
        "naming",
        `the naming convention's key ${JSON.stringify(key)} is no kind of constraint`,
        `the kinds are ${conventionKeys.join(", ")}; any other key is a token and holds a function`,
      );
    }
    if (kind !== undefined && typeof value === "string") {
      for (const token of tokensOf(value)) checkToken(convention, kind, token, value);
    }
  }
};

/** Brands a name that is within the limit. */
const isFinal = (text: string, limits: Limits): text is FinalName =>
  text !== "" && fits(text, limits.identifierLimit);

const final = (text: string, limits: Limits, what: string): FinalName => {
  if (isFinal(text, limits)) return text;
  const { length, unit } = limits.identifierLimit;
  throw new SchemaDiffError(
    "naming",
    text === ""
      ? `the name of ${what} is empty`
      : `the name ${JSON.stringify(text)} of ${what} has ${lengthOf(text, unit)} ${unit}, and ${length} are the limit`,
    text === "" ? "give it a name, or none at all" : "shorten it",
  );
};

const emptyToken = (subject: Subject, token: string, template: string): SchemaDiffError =>
  token === "constraint_name"
    ? new SchemaDiffError(
        "naming",
        `${subjectText(subject)} has no name, and the naming convention's template ${JSON.stringify(template)} builds on it`,
        "give it a name, or take %(constraint_name)s out of the template",
      )
    : new SchemaDiffError(
        "naming",
        `the token %(${token})s of the naming convention's template ${JSON.stringify(template)} is empty for ${subjectText(subject)}`,
        "give it a name, or change the template",
      );

const fill = (
  template: string,
  name: string | null,
  subject: Subject,
  convention: NamingConvention,
): string => {
  const constraint = conventionConstraint(subject, name);
  const table = conventionTable(subject.table);
  return templatePieces(template)
    .map((piece) => {
      if ("text" in piece) return piece.text;
      checkToken(convention, subject.kind, piece.token, template);
      const text = tokenText(convention, piece.token, constraint, table);
      if (typeof text !== "string" || text === "") throw emptyToken(subject, piece.token, template);
      return text;
    })
    .join("");
};

const make = (
  maker: string | NameMaker,
  name: string | null,
  subject: Subject,
  convention: NamingConvention,
): string => {
  if (typeof maker === "string") return fill(maker, name, subject, convention);
  const made: unknown = maker(conventionConstraint(subject, name), conventionTable(subject.table));
  if (typeof made === "string" && made !== "") return made;
  throw new SchemaDiffError(
    "naming",
    `the naming convention's function ${conventionKey(subject.kind)} gave ${made === undefined ? "nothing" : JSON.stringify(made)} for ${subjectText(subject)}`,
    "return a name",
  );
};

/** The part of the template's result before the declared name. */
const prefix = (
  template: string,
  name: string,
  subject: Subject,
  convention: NamingConvention,
): string =>
  fill(template.slice(0, template.indexOf("%(constraint_name)s")), name, subject, convention);

export interface NameMade {
  /** Null where nothing names it, so that the server will. */
  readonly name: FinalName | null;
  /** Set where the declared name already has the prefix that the convention adds. */
  readonly warning: string | null;
}

const made = (name: FinalName | null, warning: string | null = null): NameMade => ({
  name,
  warning,
});

/**
 * A name that is final, or that the convention makes, is cut where it is too long; any other name
 * is kept as it is. Throws `naming` for one of those that is too long, and for a token that is
 * unknown or does not apply.
 */
export const nameFor = (
  subject: Subject,
  asked: AskedName,
  convention: NamingConvention,
  limits: Limits,
): NameMade => {
  const maker = makerFor(convention, subject.kind);
  const cut = (text: string): FinalName =>
    final(cutName(text, limits.identifierLimit), limits, subjectText(subject));
  if (asked.ask === "exactly") return made(cut(asked.text));
  if (asked.ask === "convention")
    return made(maker === null ? null : cut(make(maker, null, subject, convention)));
  if (typeof maker !== "string" || !embedsName(maker))
    return made(final(asked.text, limits, subjectText(subject)));
  const name = cut(fill(maker, asked.text, subject, convention));
  const before = prefix(maker, asked.text, subject, convention);
  const warning =
    before !== "" && asked.text.startsWith(before)
      ? `the name ${JSON.stringify(asked.text)} of ${subjectText(subject)} already begins with ${JSON.stringify(before)}, and the convention makes it ${JSON.stringify(name)}: write ${JSON.stringify(asked.text.slice(before.length))}, or finalName(${JSON.stringify(asked.text)})`
      : null;
  return made(name, warning);
};
