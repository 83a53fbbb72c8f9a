/** Aspects with the values as they are written, not as they were made comparable. */
import { isSqlField, type Aspect, type ObjectKind } from "../model/index.js";

/** A piece of SQL is told with all of its field: `generated` and not `generated.expression`. */
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
