/** The order of a schema's parts: by code units, so that it is the same on every machine. */
import {
  byText,
  constraintKinds,
  nameText,
  type Constraint,
  type Index,
  type TableRef,
} from "../model/index.js";

/** The default schema comes first. */
export const byRef = (a: TableRef, b: TableRef): number =>
  Number(a.schema !== null) - Number(b.schema !== null) ||
  byText(a.schema ?? "", b.schema ?? "") ||
  byText(a.name, b.name);

export const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  byText(a.name, b.name);

/** Those without a name come first, ordered by their definition. */
const naming = (a: Constraint | Index, b: Constraint | Index): number =>
  Number(nameText(a.name) !== null) - Number(nameText(b.name) !== null) ||
  byText(nameText(a.name) ?? "", nameText(b.name) ?? "") ||
  byText(JSON.stringify(a), JSON.stringify(b));

export const byConstraint = (a: Constraint, b: Constraint): number =>
  constraintKinds.indexOf(a.kind) - constraintKinds.indexOf(b.kind) || naming(a, b);

export const byIndex = (a: Index, b: Index): number => naming(a, b);
