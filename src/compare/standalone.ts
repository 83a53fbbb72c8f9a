/** Compares what stands outside tables: schemas, enum types, sequences. */
import { type EnumType, type Namespace, type Schema, type Sequence, sortedBy, tableKey } from "../model/index.js";
import { aspectsOf } from "./aspects.js";
import { added, altered, dropped, inSchema } from "./change.js";
import type { Context } from "./context.js";
import { pair, pass, type Pairing } from "./pairing.js";
import { nothing, type Verdicts } from "./verdicts.js";

const paired = <T>(live: readonly T[], declared: readonly T[], key: (item: T) => string): Pairing<T> =>
  pair(sortedBy(live, key), sortedBy(declared, key), [pass("same name", key)]);

export const compareNamespaces = (live: Schema, declared: Schema, { options }: Context): Verdicts => {
  const { pairs, missing, surplus } = paired<Namespace>(live.namespaces, declared.namespaces, ({ name }) => name);
  const changed = options.silence === "absent" ? pairs : pairs.filter(({ to }) => to.comment !== null);
  return {
    ...nothing,
    changes: [
      ...missing.map((n) => added("schema", inSchema(n.name), n.name, n)),
      ...(options.silence === "absent" ? surplus.map((n) => dropped("schema", inSchema(n.name), n.name, n)) : []),
      ...changed.flatMap(({ from, to }) => {
        const aspects = aspectsOf(from, to);
        return aspects.length === 0 ? [] : [altered("schema", inSchema(to.name), to.name, from, to, aspects, "same name")];
      }),
    ],
  };
};

export const compareEnums = (live: Schema, declared: Schema): Verdicts => {
  const { pairs, missing, surplus } = paired<EnumType>(live.enums, declared.enums, tableKey);
  return {
    ...nothing,
    changes: [
      ...missing.map((e) => added("enum", inSchema(e.schema), e.name, e)),
      ...surplus.map((e) => dropped("enum", inSchema(e.schema), e.name, e)),
      ...pairs.flatMap(({ from, to }) => {
        const aspects = aspectsOf(from, to);
        return aspects.length === 0 ? [] : [altered("enum", inSchema(to.schema), to.name, from, to, aspects, "same name")];
      }),
    ],
  };
};

export const compareSequences = (live: Schema, declared: Schema): Verdicts => {
  const { pairs, missing, surplus } = paired<Sequence>(live.sequences, declared.sequences, tableKey);
  return {
    ...nothing,
    changes: [
      ...missing.map((s) => added("sequence", inSchema(s.schema), s.name, s)),
      ...surplus.map((s) => dropped("sequence", inSchema(s.schema), s.name, s)),
      ...pairs.flatMap(({ from, to }) => {
        const aspects = aspectsOf(from, to);
        return aspects.length === 0 ? [] : [altered("sequence", inSchema(to.schema), to.name, from, to, aspects, "same name")];
      }),
    ],
  };
};
