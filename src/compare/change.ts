/** Builds change values, so that the comparison of each kind only has to state what differs. */
import type { Aspect, ChangeOf, ObjectKind, ObjectOf, TableRef } from "../model/index.js";
import { hazardsOf } from "./hazards.js";

interface Where {
  readonly schema: string | null;
  readonly table: string | null;
}

export const inTable = (table: TableRef): Where => ({ schema: table.schema, table: table.name });
export const inSchema = (schema: string | null): Where => ({ schema, table: null });

const make = <K extends ObjectKind>(
  where: Where,
  parts: Omit<ChangeOf<K>, "hazards" | keyof Where>,
): ChangeOf<K> => ({ ...where, ...parts, hazards: hazardsOf(parts) });

export const added = <K extends ObjectKind>(
  kind: K,
  where: Where,
  name: string | null,
  to: ObjectOf[K],
  because = "nothing live",
): ChangeOf<K> => make<K>(where, { verb: "add", kind, name, from: null, to, aspects: [], because });

export const dropped = <K extends ObjectKind>(
  kind: K,
  where: Where,
  name: string | null,
  from: ObjectOf[K],
  because = "not declared",
): ChangeOf<K> =>
  make<K>(where, { verb: "drop", kind, name, from, to: null, aspects: [], because });

export const renamed = <K extends ObjectKind>(
  kind: K,
  where: Where,
  name: string | null,
  from: ObjectOf[K],
  to: ObjectOf[K],
  aspects: readonly Aspect[],
  because: string,
): ChangeOf<K> => make<K>(where, { verb: "rename", kind, name, from, to, aspects, because });

export const altered = <K extends ObjectKind>(
  kind: K,
  where: Where,
  name: string | null,
  from: ObjectOf[K],
  to: ObjectOf[K],
  aspects: readonly Aspect[],
  because: string,
): ChangeOf<K> => make<K>(where, { verb: "alter", kind, name, from, to, aspects, because });
