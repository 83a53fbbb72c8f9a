/** The graph of revisions: scripts, their ancestors, branches and merges. Pure. */
import { argumentsOf } from "../decode/arguments.js";
import { list, nameText, typeError, under, type Decoder } from "../decode/decode.js";
import { byText, SchemaDiffError } from "../model/index.js";

export interface Revision {
  readonly revision: string;
  /** Empty for a first script, several for a merge. */
  readonly downRevisions: readonly string[];
}

export interface Graph<R extends Revision = Revision> {
  readonly byRevision: ReadonlyMap<string, R>;
  /** Every revision after all those that it is based on; ties by revision. */
  readonly order: readonly R[];
  /** Revisions on which no other is based. */
  readonly heads: readonly string[];
}

const revisionError = (message: string, todo: string): SchemaDiffError =>
  new SchemaDiffError("revision", message, todo);

/** A cycle among revisions, each of which is based on another of them. */
const cycleIn = (stuck: readonly Revision[]): readonly string[] => {
  const rest = new Map(stuck.map((r) => [r.revision, r]));
  const path: string[] = [];
  let at = stuck[0];
  while (at !== undefined && !path.includes(at.revision)) {
    path.push(at.revision);
    at = at.downRevisions.map((d) => rest.get(d)).find((r) => r !== undefined);
  }
  return at === undefined ? path : [...path.slice(path.indexOf(at.revision)), at.revision];
};

const ordered = <R extends Revision>(all: readonly R[]): readonly R[] => {
  const order: R[] = [];
  const done = new Set<string>();
  let rest = [...all].sort((a, b) => byText(a.revision, b.revision));
  while (rest.length > 0) {
    const next = rest.find((r) => r.downRevisions.every((d) => done.has(d)));
    if (next === undefined)
      throw revisionError(
        `the revisions go in a circle: ${cycleIn(rest).join(" → ")}`,
        "correct a downRevision among them",
      );
    order.push(next);
    done.add(next.revision);
    rest = rest.filter((r) => r !== next);
  }
  return order;
};

const revision: Decoder<unknown> = (value, at) => {
  if (
    value === null ||
    typeof value !== "object" ||
    !("revision" in value && "downRevisions" in value)
  )
    throw typeError(at, "a script's { revision, downRevisions }", value);
  nameText(value.revision, under(at, "revision"));
  list(nameText)(value.downRevisions, under(at, "downRevisions"));
  return value;
};

/** Throws `revision` for a revision that is based on one that does not exist, and for a cycle. */
export const graphOf = <R extends Revision>(revisions: readonly R[]): Graph<R> => {
  argumentsOf("usage", "graphOf", 'graphOf(await readScripts("migrations"))').one(
    "revisions",
    list(revision),
    revisions,
  );
  const byRevision = new Map(revisions.map((r) => [r.revision, r]));
  for (const { revision, downRevisions } of revisions) {
    const missing = downRevisions.find((d) => !byRevision.has(d));
    if (missing !== undefined) {
      throw revisionError(
        `revision ${revision} stands on ${missing}, which no script has`,
        "bring the missing script back, or correct its downRevision",
      );
    }
  }
  const order = ordered(revisions);
  const parents = new Set(revisions.flatMap((r) => r.downRevisions));
  return {
    byRevision,
    order,
    heads: order
      .filter((r) => !parents.has(r.revision))
      .map((r) => r.revision)
      .sort(byText),
  };
};

/** These revisions and all their ancestors. Revisions that no script has have no ancestors. */
export const withAncestors = (graph: Graph, revisions: readonly string[]): ReadonlySet<string> => {
  const found = new Set<string>();
  const todo = [...revisions];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    todo.push(...(graph.byRevision.get(next)?.downRevisions ?? []));
  }
  return found;
};

/** The revision that is or begins with this text. */
export const revisionNamed = (graph: Graph, text: string): string => {
  if (graph.byRevision.has(text)) return text;
  const found = graph.order
    .map((r) => r.revision)
    .filter((r) => r.startsWith(text))
    .sort(byText);
  if (found.length > 1)
    throw revisionError(`${text} could be ${found.join(", ")}`, "write more of it");
  const [only] = found;
  if (only === undefined || text === "")
    throw revisionError(
      `no script has the revision ${JSON.stringify(text)}`,
      "`history` lists them",
    );
  return only;
};

/** The only head; throws `revision` where there are several, and names them. */
export const onlyHead = (graph: Graph): string | null => {
  if (graph.heads.length > 1) {
    throw revisionError(
      `there are ${graph.heads.length} heads: ${graph.heads.join(", ")}`,
      "join them with `merge`, or name one of them, or say `heads` for all",
    );
  }
  return graph.heads[0] ?? null;
};

/** Throws `revision` where the database is at a revision that no script has. */
export const checkKnown = (graph: Graph, current: readonly string[], where: string): void => {
  const unknown = current.filter((r) => !graph.byRevision.has(r));
  if (unknown.length === 0) return;
  throw revisionError(
    `the database is at ${unknown.join(", ")}, which no script in ${where} has`,
    "get the scripts that it was upgraded with, or `stamp` the revision that it really is at",
  );
};

/** The rows of the version table after this script has run. */
export const afterUpgrade = (rows: readonly string[], step: Revision): readonly string[] =>
  [...rows.filter((r) => !step.downRevisions.includes(r)), step.revision].sort(byText);

/** The rows of the version table after this script has been reverted. */
export const afterDowngrade = (
  graph: Graph,
  rows: readonly string[],
  step: Revision,
): readonly string[] => {
  const others = rows.filter((r) => r !== step.revision);
  const kept = withAncestors(graph, others);
  const bare = step.downRevisions.filter((d) => !kept.has(d));
  const uncovered = bare.filter(
    (d) => !bare.some((other) => other !== d && withAncestors(graph, [other]).has(d)),
  );
  return [...others, ...uncovered].sort(byText);
};
