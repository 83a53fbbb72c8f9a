/** Determines which scripts a target (`head`, `heads`, `base`, `+1`, `-1`, a revision or the beginning of one) means, and their order. Pure. */
import { SchemaDiffError } from "../model/index.js";
import { onlyHead, revisionNamed, withAncestors, type Graph, type Revision } from "./revisions.js";

const relative = /^[+-]\d+$/;

const refuse = (message: string, todo: string): SchemaDiffError =>
  new SchemaDiffError("revision", message, todo);

/** The next scripts, one by one, as long as there is only one to choose. */
const next = <R extends Revision>(
  graph: Graph<R>,
  applied: ReadonlySet<string>,
  count: number,
): readonly R[] => {
  const done = new Set(applied);
  const steps: R[] = [];
  while (steps.length < count) {
    const ready = graph.order.filter(
      (r) => !done.has(r.revision) && r.downRevisions.every((d) => done.has(d)),
    );
    const [step, other] = ready;
    if (step === undefined)
      throw refuse(
        `+${count} goes past the last script: there ${steps.length === 1 ? "is 1" : `are ${steps.length}`} to run`,
        "go to `head`, which is the last one, or count fewer",
      );
    if (other !== undefined)
      throw refuse(
        `+${count} could be ${ready.map((r) => r.revision).join(" or ")}`,
        "name the revision",
      );
    steps.push(step);
    done.add(step.revision);
  }
  return steps;
};

/** The scripts that lead from the rows of the version table up to the target, oldest first. */
export const upgradeSteps = <R extends Revision>(
  graph: Graph<R>,
  current: readonly string[],
  target: string,
): readonly R[] => {
  const applied = withAncestors(graph, current);
  if (relative.test(target)) {
    if (target.startsWith("-"))
      throw refuse(`an upgrade cannot go to ${target}`, "`downgrade` does");
    return next(graph, applied, Number(target));
  }
  const head = target === "head" ? onlyHead(graph) : null;
  const wanted =
    target === "heads"
      ? graph.heads
      : target === "head"
        ? head === null
          ? []
          : [head]
        : target === "base"
          ? []
          : [revisionNamed(graph, target)];
  const reached = withAncestors(graph, wanted);
  return graph.order.filter((r) => reached.has(r.revision) && !applied.has(r.revision));
};

/** The scripts to revert, newest first, so that the database is at the target. */
export const downgradeSteps = <R extends Revision>(
  graph: Graph<R>,
  current: readonly string[],
  target: string,
): readonly R[] => {
  const applied = withAncestors(graph, current);
  const newestFirst = graph.order.filter((r) => applied.has(r.revision)).reverse();
  if (target === "base") return newestFirst;
  if (relative.test(target)) {
    const count = -Number(target);
    if (count < 0) throw refuse(`a downgrade cannot go to ${target}`, "`upgrade` does");
    if (current.length > 1)
      throw refuse(
        `${target} is not clear: the database is at ${current.join(", ")}`,
        "name the revision to go back to",
      );
    if (count > newestFirst.length)
      throw refuse(
        `${target} goes past the first script: ${newestFirst.length} can be taken back`,
        "go to `base`, which is before the first one, or count fewer",
      );
    return newestFirst.slice(0, count);
  }
  const wanted = revisionNamed(graph, target);
  if (!applied.has(wanted))
    throw refuse(`the database has not reached ${wanted}`, "`upgrade` goes there");
  return newestFirst.filter(
    (r) => r.revision !== wanted && withAncestors(graph, [r.revision]).has(wanted),
  );
};
