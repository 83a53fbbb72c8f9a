/** Refuses a CHECK or a stored column that reads what the action of a foreign key writes, where the server allows only one of them. */
import {
  nameText,
  ofKind,
  sameTable,
  tableText,
  type Change,
  type Constraint,
  type Table,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { writes } from "../effects/keyActions.js";
import { mentionedColumns } from "../effects/mentions.js";

/** What of the table reads columns, each with a description. */
const readersOf = (
  table: Table,
  context: PlanContext,
): readonly { readonly text: string; readonly columns: readonly string[] }[] => [
  ...ofKind(table.constraints, "check").map((check) => ({
    text: `CHECK ${nameText(check.name) ?? check.expression}`,
    columns: mentionedColumns(check, table.columns, context),
  })),
  ...table.columns.flatMap(({ name, generated }) =>
    generated?.stored === true
      ? [
          {
            text: `stored column ${name}`,
            columns: mentionedColumns(generated.expression, table.columns, context),
          },
        ]
      : [],
  ),
];

const clashes = (
  table: Table,
  foreignKey: Constraint<"foreignKey">,
  context: PlanContext,
): readonly string[] =>
  readersOf(table, context).flatMap(({ text, columns }) => {
    const both = foreignKey.columns.find((column) => columns.includes(column));
    return both === undefined
      ? []
      : [
          `${text} of ${tableText(table)} reads column ${both}, which an action of foreign key ${nameText(foreignKey.name) ?? ""} writes`,
        ];
  });

const mayMeet = ({ kind, verb }: Change): boolean =>
  verb !== "drop" && ["table", "column", "check", "foreignKey"].includes(kind);

export const keyActionRefusals = (
  changes: readonly Change[],
  context: PlanContext,
): readonly string[] =>
  context.dialect.facts.readersRefuseKeyActions
    ? context.to.tables
        .filter((table) =>
          changes.some(
            (change) =>
              mayMeet(change) &&
              change.table !== null &&
              sameTable(table, { schema: change.schema, name: change.table }),
          ),
        )
        .flatMap((table) =>
          ofKind(table.constraints, "foreignKey")
            .filter(writes)
            .flatMap((foreignKey) => clashes(table, foreignKey, context)),
        )
    : [];
