/** Follows a schema that was read through the operations of a script that is only called in advance. */
import type { Dialect } from "../../dialects/index.js";
import type { Operation, Schema } from "../../model/index.js";

export interface Following {
  /** The schema as the operations added so far will have left it. */
  readonly now: (read: Schema) => Schema;
  readonly add: (operation: Operation) => void;
}

export const following = ({ after }: Dialect["ddl"]): Following => {
  const added: Operation[] = [];
  const known = new Map<Schema, Schema>();
  const step = (schema: Schema, operation: Operation): Schema =>
    after?.(operation, schema) ?? schema;
  return {
    now: (read) => {
      const found = known.get(read) ?? added.reduce(step, read);
      known.set(read, found);
      return found;
    },
    add: (operation) => {
      added.push(operation);
      for (const [read, now] of known) known.set(read, step(now, operation));
    },
  };
};
