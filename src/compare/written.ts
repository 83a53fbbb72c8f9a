/** Aspects with the values as they were written, not as they were converted for the comparison. */
import { isSqlField, type Aspect, type ObjectKind } from "../model/index.js";

/** Reports a piece of SQL with its whole field: `generated` and not `generated.expression`. */
export const written = (
  kind: ObjectKind,
  aspects: readonly Aspect[],
  from: object,
  to: object,
): readonly Aspect[] => {
  const valuesOf = (object: object): ReadonlyMap<string, unknown> =>
    new Map(Object.entries(object));
  const [before, after] = [valuesOf(from), valuesOf(to)];
  return aspects.map((aspect) => {
    const [head = ""] = aspect.path.split(".");
    const path = isSqlField(kind, head) ? head : aspect.path;
    return before.has(path) && after.has(path)
      ? { path, from: before.get(path), to: after.get(path) }
      : aspect;
  });
};
