/** Asks for the statements that create opaque objects of the schemas again, given which object depends on which. */
import type { Sql } from "../../model/index.js";
import type { Row } from "../connection.js";
import { lexicon } from "../../dialects/postgres/lexicon.js";
import * as questions from "./questionsDefinitions.js";
import type { AccessAnswers } from "./readAccess.js";
import { hanging, nothingOpaque, type OpaqueAnswers, type Queries } from "./readOpaque.js";

/** The kinds of objects whose oids are `$1` to `$7`, in that order; `$8` are the views whose query is known. */
const nodes = ["relation", "rule", "trigger", "policy", "statistics", "function", "type"];

interface Thing {
  readonly node: string;
  readonly oid: string;
}

/** A single literal: an ARRAY of as many constants as there are views takes longer to plan than to look up. */
const oidArray = (oids: readonly string[]): Sql => `'{${oids.join(",")}}'`;

const textArray = (texts: readonly string[]): Sql =>
  `ARRAY[${texts.map(lexicon.literal).join(", ")}]`;

const about = (question: Sql, arrays: readonly Sql[]): Sql =>
  question.replace(/\$(\d)/g, (_, n: string) => arrays[Number(n) - 1] ?? "NULL");

const asThing = (key: string): Thing => {
  const at = key.lastIndexOf(" ");
  return { node: key.slice(0, at), oid: key.slice(at + 1) };
};

export const askOpaque = async (
  schemas: readonly string[],
  edges: readonly Row[],
  queries: Queries,
  access: AccessAnswers,
  together: (statements: readonly Sql[]) => Promise<readonly (readonly Row[])[]>,
): Promise<OpaqueAnswers> => {
  const things = [...hanging(edges, schemas)].map(asThing);
  if (things.length === 0) return { ...nothingOpaque, access };
  const oids = nodes.map((node) =>
    oidArray(things.filter((thing) => thing.node === node).map(({ oid }) => oid)),
  );
  const all = [...oids, oidArray([...queries.keys()])];
  const rest = things.filter(({ node }) => !nodes.includes(node));
  const [objects = [], details = [], privileges = [], others = []] = await together([
    about(questions.objects, all),
    about(questions.details, all),
    about(questions.privileges, all),
    about(questions.others, [
      textArray(rest.map(({ node }) => node)),
      oidArray(rest.map(({ oid }) => oid)),
    ]),
  ]);
  return { edges, objects, details, privileges, others, queries, access };
};
