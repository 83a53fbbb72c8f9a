/** Asks how what hangs on the schemas is made again; only where something does. */
import type { Sql } from "../../model/index.js";
import type { Row } from "../connection.js";
import { lexicon } from "../../dialects/postgres/lexicon.js";
import { edges as edgesQuestion } from "./questionsOpaque.js";
import * as questions from "./questionsDefinitions.js";
import { hanging, nothingOpaque, type OpaqueAnswers } from "./readOpaque.js";

/** The kinds of things that `$1` to `$7` stand for, in that order. */
const nodes = ["relation", "rule", "trigger", "policy", "statistics", "function", "type"];

interface Thing {
  readonly node: string;
  readonly oid: string;
}

const array = (texts: readonly string[]): Sql => `ARRAY[${texts.map(lexicon.literal).join(", ")}]`;

const about = (question: Sql, arrays: readonly Sql[]): Sql =>
  question.replace(/\$(\d)/g, (_, n: string) => arrays[Number(n) - 1] ?? "NULL");

const asThing = (key: string): Thing => {
  const at = key.lastIndexOf(" ");
  return { node: key.slice(0, at), oid: key.slice(at + 1) };
};

export const askOpaque = async (
  schemas: readonly string[],
  together: (statements: readonly Sql[]) => Promise<readonly (readonly Row[])[]>,
): Promise<OpaqueAnswers> => {
  const [edges = []] = await together([edgesQuestion]);
  const things = [...hanging(edges, schemas)].map(asThing);
  if (things.length === 0) return nothingOpaque;
  const oids = nodes.map((node) =>
    array(things.filter((thing) => thing.node === node).map(({ oid }) => oid)),
  );
  const rest = things.filter(({ node }) => !nodes.includes(node));
  const [objects = [], details = [], privileges = [], others = []] = await together([
    about(questions.objects, oids),
    about(questions.details, oids),
    about(questions.privileges, oids),
    about(questions.others, [
      array(rest.map(({ node }) => node)),
      array(rest.map(({ oid }) => oid)),
    ]),
  ]);
  return { edges, objects, details, privileges, others };
};
