/** The order of a schema's parts: of objects by code units, so that it is the same on every machine, of a table's constraints by kind. */
import { byText, constraintKinds, type Constraint, type TableRef } from "../model/index.js";

/** The default schema comes first. */
export const byRef = (a: TableRef, b: TableRef): number =>
  Number(a.schema !== null) - Number(b.schema !== null) ||
  byText(a.schema ?? "", b.schema ?? "") ||
  byText(a.name, b.name);

export const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  byText(a.name, b.name);

/** Within a kind they keep the order in which they are declared, which is that of a table's keys where the server shows one (MySQL). */
export const byKind = (a: Constraint, b: Constraint): number =>
  constraintKinds.indexOf(a.kind) - constraintKinds.indexOf(b.kind);
