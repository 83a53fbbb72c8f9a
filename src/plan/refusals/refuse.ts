/** Refuses a plan as a whole, with all reasons, before anything runs. */
import { SchemaDiffError } from "../../model/index.js";

const refused =
  (what: string, todo: string) =>
  (refusals: readonly string[]): void => {
    if (refusals.length > 0)
      throw new SchemaDiffError("unsupported", `${what}: ${refusals.join("; ")}`, todo);
  };

/** @throws SchemaDiffError `unsupported` */
export const refuseNotModelled = refused(
  "what is not modelled stands in the way",
  "drop or change it first, in a migration of your own, or leave the change out",
);

/** For what depends on something that no plan creates. @throws SchemaDiffError `unsupported` */
export const refuseUnknown = refused(
  "the server refuses what is to be made",
  "make first what it needs (a function, a type, an extension), in a migration of your own: what is not modelled is in no plan",
);

/** For changes that the server refuses, or makes otherwise than asked. @throws SchemaDiffError `unsupported` */
export const refuseImpossible = refused(
  "the server cannot make this change",
  "make it in steps of your own (a new column, its values, and then the old one goes), or leave the change out",
);

/** For foreign keys that the server refuses to create. @throws SchemaDiffError `unsupported` */
export const refuseKeyless = refused(
  "a foreign key has nothing to stand on",
  "declare a primary key or a unique constraint over the columns that it points to, or leave the foreign key out",
);
