/** Columns, and what an alteration sets, as literals; what is as it would be anyway is left out. */
import type {
  Column,
  ColumnChange,
  Identity,
  Options,
  SequenceNumbers,
} from "../../model/index.js";
import type {
  ColumnChangeLiteral,
  ColumnLiteral,
  ColumnTraitsLiteral,
  IdentityLiteral,
  NumberLiteral,
  OptionsLiteral,
  SequenceNumbersLiteral,
} from "../../codec/literal.js";

/** Only the text that a number prints as becomes a number. */
const numberLiteral = (text: string): NumberLiteral => {
  const number = Number(text);
  return Number.isSafeInteger(number) && String(number) === text ? number : text;
};

export const numbersLiteral = (n: SequenceNumbers): SequenceNumbersLiteral => ({
  ...(n.start !== null && { start: numberLiteral(n.start) }),
  ...(n.increment !== null && { increment: numberLiteral(n.increment) }),
  ...(n.min !== null && { min: numberLiteral(n.min) }),
  ...(n.max !== null && { max: numberLiteral(n.max) }),
  ...(n.cache !== null && { cache: numberLiteral(n.cache) }),
  ...(n.cycle && { cycle: true }),
});

const identityLiteral = ({ kind, numbers }: Identity): IdentityLiteral => {
  const literal = numbersLiteral(numbers);
  return Object.keys(literal).length === 0 ? kind : { kind, ...literal };
};

/** Keys in code-unit order, so that the same options are the same text. */
export const optionsLiteral = (options: Options): OptionsLiteral =>
  Object.fromEntries(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));

export const someOptions = (options: Options): { readonly options?: OptionsLiteral } =>
  Object.keys(options).length === 0 ? {} : { options: optionsLiteral(options) };

export const columnTraitsLiteral = (c: Column): ColumnTraitsLiteral => ({
  type: c.type,
  ...(!c.nullable && { nullable: false }),
  ...(c.default !== null && { default: c.default }),
  ...(c.identity !== null && { identity: identityLiteral(c.identity) }),
  ...(c.generated !== null && { generated: c.generated }),
  ...(c.collation !== null && { collation: c.collation }),
  ...(c.onUpdate !== null && { onUpdate: c.onUpdate }),
  ...(c.comment !== null && { comment: c.comment }),
  ...someOptions(c.options),
});

export const columnLiteral = (column: Column): ColumnLiteral => ({
  name: column.name,
  ...columnTraitsLiteral(column),
});

export const changeLiteral = (
  change: ColumnChange,
  existing: Column | null,
): ColumnChangeLiteral => ({
  ...(change.name !== undefined && { newName: change.name }),
  ...(change.type !== undefined && { type: change.type }),
  ...(change.using !== undefined && { using: change.using }),
  ...(change.nullable !== undefined && { nullable: change.nullable }),
  ...(change.default !== undefined && { default: change.default }),
  ...(change.identity !== undefined && {
    identity: change.identity === null ? null : identityLiteral(change.identity),
  }),
  ...(change.generated !== undefined && { generated: change.generated }),
  ...(change.collation !== undefined && { collation: change.collation }),
  ...(change.onUpdate !== undefined && { onUpdate: change.onUpdate }),
  ...(change.comment !== undefined && { comment: change.comment }),
  ...(change.options !== undefined && { options: optionsLiteral(change.options) }),
  ...(existing !== null && { existing: columnLiteral(existing) }),
});
