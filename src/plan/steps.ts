/** Each change as steps: one row per kind. */
import {
  nameText,
  refOf,
  tableKey,
  type Change,
  type ChangeOf,
  type Column,
  type Constraint,
  type ConstraintKind,
  type Index,
  type TableRef,
} from "../model/index.js";
import { columnChange } from "./columnChange.js";
import type { PlanContext } from "./context.js";
import { enumColumns } from "./enumColumns.js";
import { onlyAdds } from "./remadeEnums.js";
import { constraintRanks, step, type Step } from "./step.js";

const steps = (...all: readonly Step[]): readonly Step[] => all;

const noActions: readonly Step[] = [];

const tableOf = (change: {
  readonly schema: string | null;
  readonly table: string | null;
}): TableRef => ({ schema: change.schema, name: change.table ?? "" });

/** @param called what a script calls it that has no name */
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

const onlyComment = (change: Pick<Change, "aspects">): boolean =>
  change.aspects.length > 0 && change.aspects.every(({ path }) => path === "comment");

const constraintSteps = (
  change: ChangeOf<ConstraintKind>,
  context: PlanContext,
): readonly Step[] => {
  const ref = tableOf(change);
  const { from, to } = change;
  if (from === null) return to === null ? noActions : steps(createConstraintStep(ref, to));
  if (to === null) return steps(dropConstraintStep(ref, from));
  const [old, asked] = [nameText(from.name), nameText(to.name)];
  if (onlyComment(change) && old !== null) {
    return steps(
      step("comment", null, {
        do: "setComment",
        on: "constraint",
        owner: ref,
        name: old,
        from: from.comment,
        to: to.comment,
      }),
    );
  }
  const support = context.dialect.support[to.kind];
  const named = from.name.from !== "nowhere";
  if (
    change.verb === "rename" &&
    named &&
    old !== null &&
    asked !== null &&
    support.supported &&
    support.renames === "inPlace"
  ) {
    return steps(
      step("rename", ref, {
        do: "renameConstraint",
        table: ref,
        kind: to.kind,
        name: old,
        to: asked,
      }),
    );
  }
  return steps(dropConstraintStep(ref, from), createConstraintStep(ref, to));
};

const indexSteps = (change: ChangeOf<"index">, context: PlanContext): readonly Step[] => {
  const ref = tableOf(change);
  const { from, to } = change;
  if (from === null) return to === null ? noActions : steps(createIndexStep(ref, to));
  if (to === null) return steps(dropIndexStep(ref, from));
  const [old, asked] = [nameText(from.name), nameText(to.name)];
  if (onlyComment(change) && old !== null) {
    return steps(
      step("comment", null, {
        do: "setComment",
        on: "index",
        owner: ref,
        name: old,
        from: from.comment,
        to: to.comment,
      }),
    );
  }
  const support = context.dialect.support.index;
  if (
    change.verb === "rename" &&
    old !== null &&
    asked !== null &&
    support.supported &&
    support.renames === "inPlace"
  ) {
    return steps(step("rename", ref, { do: "renameIndex", table: ref, name: old, to: asked }));
  }
  return steps(dropIndexStep(ref, from), createIndexStep(ref, to));
};

/** A column that goes and comes back. */
export const remadeColumnSteps = (ref: TableRef, from: Column, to: Column): readonly Step[] => [
  step("dropGeneratedColumn", ref, {
    do: "dropColumn",
    table: ref,
    name: from.name,
    dropped: from,
  }),
  step("addGeneratedColumn", ref, { do: "addColumn", table: ref, column: to }),
];

const columnSteps = (change: ChangeOf<"column">, context: PlanContext): readonly Step[] => {
  const ref = tableOf(change);
  const { from, to } = change;
  if (from === null)
    return to === null
      ? noActions
      : steps(
          step(to.generated === null ? "addColumn" : "addGeneratedColumn", ref, {
            do: "addColumn",
            table: ref,
            column: to,
          }),
        );
  if (to === null)
    return steps(
      step(from.generated === null ? "dropColumn" : "dropGeneratedColumn", ref, {
        do: "dropColumn",
        table: ref,
        name: from.name,
        dropped: from,
      }),
    );
  if (context.remade.get(tableKey(ref))?.has(from.name) === true)
    return remadeColumnSteps(ref, from, to);
  return steps(
    step("alterColumn", ref, {
      do: "alterColumn",
      table: ref,
      name: from.name,
      change: columnChange(change.aspects, to),
      existing: from,
    }),
  );
};

const tableSteps = (change: ChangeOf<"table">): readonly Step[] => {
  const ref = tableOf(change);
  const { from, to, aspects } = change;
  if (from === null || to === null) return noActions;
  const comment = aspects.some(({ path }) => path === "comment")
    ? [
        step("comment", ref, {
          do: "setComment",
          on: "table",
          owner: ref,
          name: null,
          from: from.comment,
          to: to.comment,
        }),
      ]
    : [];
  const options = aspects.some(({ path }) => path.startsWith("options"))
    ? [
        step("alterTable", ref, {
          do: "alterTable",
          table: ref,
          from: from.options,
          to: to.options,
        }),
      ]
    : [];
  return steps(...options, ...comment);
};

const enumSteps = (change: ChangeOf<"enum">, context: PlanContext): readonly Step[] => {
  const { from, to } = change;
  if (from === null)
    return to === null
      ? noActions
      : steps(step("createEnum", null, { do: "createEnum", enum: to }));
  if (to === null) return steps(step("dropEnum", null, { do: "dropEnum", enum: refOf(from) }));
  if (onlyComment(change)) {
    return steps(
      step("comment", null, {
        do: "setComment",
        on: "enum",
        owner: refOf(to),
        name: null,
        from: from.comment,
        to: to.comment,
      }),
    );
  }
  const remade = context.remadeEnums.has(tableKey(from)) && onlyAdds(from, to);
  return steps(
    step("alterEnum", null, {
      do: "alterEnum",
      from,
      to,
      columns: enumColumns(from, context),
      ...(remade && { remade }),
    }),
  );
};

const sequenceSteps = (change: ChangeOf<"sequence">, context: PlanContext): readonly Step[] => {
  const { from, to } = change;
  if (from === null) {
    if (to === null) return noActions;
    const free = { ...to, ownedBy: null };
    return steps(
      step("createSequence", null, { do: "createSequence", sequence: free }),
      ...(to.ownedBy === null
        ? []
        : [step("alterSequence", null, { do: "alterSequence", from: free, to })]),
    );
  }
  if (to === null) {
    const release =
      from.ownedBy !== null && context.fromTable(from.ownedBy.table) !== undefined
        ? [
            step("releaseSequence", null, {
              do: "alterSequence",
              from,
              to: { ...from, ownedBy: null },
            }),
          ]
        : [];
    return steps(
      ...release,
      step("dropSequence", null, { do: "dropSequence", sequence: refOf(from) }),
    );
  }
  return onlyComment(change)
    ? steps(
        step("comment", null, {
          do: "setComment",
          on: "sequence",
          owner: refOf(to),
          name: null,
          from: from.comment,
          to: to.comment,
        }),
      )
    : steps(step("alterSequence", null, { do: "alterSequence", from, to }));
};

const namespaceSteps = ({ from, to }: ChangeOf<"schema">): readonly Step[] => {
  if (from === null)
    return to === null
      ? noActions
      : steps(step("createSchema", null, { do: "createSchema", namespace: to }));
  if (to === null) return steps(step("dropSchema", null, { do: "dropSchema", name: from.name }));
  return steps(
    step("comment", null, {
      do: "setComment",
      on: "schema",
      owner: { schema: null, name: to.name },
      name: null,
      from: from.comment,
      to: to.comment,
    }),
  );
};

/** Tables that come or go are planned together, in the order of their references; every other change by itself. */
export const actionsFor = (change: Change, context: PlanContext): readonly Step[] => {
  switch (change.kind) {
    case "schema":
      return namespaceSteps(change);
    case "enum":
      return enumSteps(change, context);
    case "sequence":
      return sequenceSteps(change, context);
    case "table":
      return tableSteps(change);
    case "column":
      return columnSteps(change, context);
    case "index":
      return indexSteps(change, context);
    case "primaryKey":
      return constraintSteps(change, context);
    case "unique":
      return constraintSteps(change, context);
    case "foreignKey":
      return constraintSteps(change, context);
    case "check":
      return constraintSteps(change, context);
    case "exclude":
      return constraintSteps(change, context);
  }
};
