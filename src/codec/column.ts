/** The codecs of a column, and of an alteration of one. */
import type { Column, ColumnChange, Generated } from "../model/index.js";
import { defined, flag, nullable, text } from "./codec.js";
import { identity, identityLiteral } from "./identity.js";
import type {
  ColumnChangeLiteral,
  ColumnLiteral,
  ColumnTraitsLiteral,
  GeneratedLiteral,
} from "./literal.js";
import { options } from "./options.js";
import { as, always, maybe, needed, or, orNull, part, record, type Rows } from "./record.js";

const generated = defined(
  "generated",
  record<Generated>({ expression: needed(text), stored: needed(flag) }),
);
const generatedLiteral = record<Generated, GeneratedLiteral>({
  expression: needed(text),
  stored: always(flag, true),
});

type Traits = Omit<Column, "name">;

const traitRows: Rows<Traits, ColumnTraitsLiteral> = {
  type: needed(text),
  nullable: or(flag, true),
  default: orNull(text),
  identity: orNull(identityLiteral),
  generated: orNull(generatedLiteral),
  collation: orNull(text),
  onUpdate: orNull(text),
  comment: orNull(text),
  options: or(options, {}),
};

export const column = defined(
  "column",
  record<Column>({
    name: needed(text),
    ...traitRows,
    identity: orNull(identity),
    generated: orNull(generated),
  }),
);

export const columnLiteral = record<Column, ColumnLiteral>({ name: needed(text), ...traitRows });

/**
 * A column among other fields: its name is written as `column`, and its type is `type` where it is
 * left out.
 */
export const movedColumn = (type: string) =>
  part<Column, ColumnTraitsLiteral & { readonly column: string }>({
    name: as("column", needed(text)),
    ...traitRows,
    type: always(text, type),
  });

const changeRows: Rows<ColumnChange, Omit<ColumnChangeLiteral, "existing">> = {
  name: as("newName", maybe(text)),
  type: maybe(text),
  using: maybe(text),
  nullable: maybe(flag),
  default: maybe(nullable(text)),
  identity: maybe(nullable(identityLiteral)),
  generated: maybe(nullable(generatedLiteral)),
  collation: maybe(nullable(text)),
  onUpdate: maybe(nullable(text)),
  comment: maybe(nullable(text)),
  options: maybe(options),
};

export const columnChange = defined(
  "columnChange",
  record<ColumnChange>({
    ...changeRows,
    name: maybe(text),
    identity: maybe(nullable(identity)),
    generated: maybe(nullable(generated)),
  }),
);

/** What an alteration of a column sets, and the column before it where that is known. */
interface Alteration {
  readonly change: ColumnChange;
  readonly existing: Column | null;
}

export const alteration = record<Alteration, ColumnChangeLiteral>({
  change: part(changeRows),
  existing: orNull(columnLiteral),
});
