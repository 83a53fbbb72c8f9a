/** The effects of operations on SQL objects. */
import type { Operation, TableRef } from "../../model/index.js";
import { inSchema, without, type Address } from "./address.js";
import { objectNames } from "./names.js";
import type { World } from "./world.js";

export const namespace = ({ schema }: TableRef): readonly Address[] =>
  schema === null ? [] : [inSchema("schema", { schema: null, name: schema })];

export const objectEffects = {
  createObject: ({ kind, object }: Operation<"createObject">, world: World) => ({
    produces: [inSchema(kind, object)],
    needs: [...namespace(object), ...world.usesOf(kind, object, "to")],
    takes: objectNames(kind, object, world.context),
  }),
  replaceObject: ({ kind, object, replaced }: Operation<"replaceObject">, world: World) => {
    const now = world.usesOf(kind, object, "to");
    return {
      changes: [inSchema(kind, object)],
      needs: now,
      releases: replaced === null ? [] : without(world.usesOf(kind, replaced, "from"), now),
    };
  },
  dropObject: ({ kind, object, dropped }: Operation<"dropObject">, world: World) => ({
    destroys: [inSchema(kind, object)],
    needs: namespace(object),
    releases: dropped === null ? [] : world.usesOf(kind, dropped, "from"),
    frees: objectNames(kind, object, world.context),
  }),
  // The server itself updates what reads it to the new name.
  renameObject: ({ kind, object, to }: Operation<"renameObject">, { context }: World) => ({
    produces: [inSchema(kind, { ...object, name: to })],
    frees: objectNames(kind, object, context),
    takes: objectNames(kind, { ...object, name: to }, context),
  }),
};
