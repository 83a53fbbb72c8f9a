/** The steps that create and drop one constraint or index, or drop a column and add it again. */
import {
  nameText,
  type Column,
  type Constraint,
  type Index,
  type TableRef,
} from "../../model/index.js";
import { constraintRanks, step, type Step } from "../step.js";

/** @param called the name that a script uses for a constraint without one */
export const dropConstraintStep = (ref: TableRef, constraint: Constraint, called = ""): Step =>
  step(constraintRanks[constraint.kind].drop, ref, {
    do: "dropConstraint",
    table: ref,
    kind: constraint.kind,
    name: nameText(constraint.name) ?? called,
    dropped: constraint,
  });

export const createConstraintStep = (ref: TableRef, constraint: Constraint): Step =>
  step(constraintRanks[constraint.kind].create, ref, {
    do: "createConstraint",
    table: ref,
    constraint,
  });

export const dropIndexStep = (ref: TableRef, index: Index): Step =>
  step("dropIndex", ref, {
    do: "dropIndex",
    table: ref,
    name: nameText(index.name) ?? "",
    dropped: index,
  });

export const createIndexStep = (ref: TableRef, index: Index): Step =>
  step("createIndex", ref, { do: "createIndex", table: ref, index });

/** Drops a column and adds it again. */
export const remadeColumnSteps = (ref: TableRef, from: Column, to: Column): readonly Step[] => [
  step("dropGeneratedColumn", ref, {
    do: "dropColumn",
    table: ref,
    name: from.name,
    dropped: from,
  }),
  step("addGeneratedColumn", ref, { do: "addColumn", table: ref, column: to }),
];
