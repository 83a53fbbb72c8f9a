/** Refuses operations on SQL objects of kinds that a dialect does not model. */
import { SchemaDiffError, sqlObjectRules, tableText, type Operation } from "../model/index.js";

export type ObjectVerb = "createObject" | "replaceObject" | "dropObject" | "renameObject";

/** @param title the product's own name */
export const refuseObject =
  (title: string) =>
  ({ kind, object }: Operation<ObjectVerb>): never => {
    const { label } = sqlObjectRules[kind];
    throw new SchemaDiffError(
      "unsupported",
      `${label} ${tableText(object)}: ${label}s of ${title} are not modelled yet, only listed`,
      `leave it out of the metadata, and write the ${label} by op.execute`,
    );
  };
