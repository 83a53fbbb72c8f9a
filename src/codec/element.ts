/** The codecs of the elements of an index or an EXCLUDE: columns and expressions. */
import { plainElement, type Element, type ExcludeElement } from "../model/index.js";
import { choice, defined, flag, text, wholeNumber, type Codec, type JsonSchema } from "./codec.js";
import { object, type Fields } from "../decode/decode.js";
import type {
  ElementLiteral,
  ElementObjectLiteral,
  ElementTraitsLiteral,
  ExcludeElementLiteral,
} from "./literal.js";
import { needed, objectSchema, or, orNull, part, record, type Rows } from "./record.js";

const column = part<{ readonly column: string }>({ column: needed(text) });
const expression = part<{ readonly expression: string }>({ expression: needed(text) });

type Traits = Omit<Element, "of">;
const traitRows: Rows<Traits, ElementTraitsLiteral> = {
  descending: or(flag, false),
  nulls: orNull(choice("first", "last")),
  collation: orNull(text),
  operatorClass: orNull(text),
  prefix: orNull(wholeNumber),
};
const traits = part(traitRows);

interface Operator {
  readonly operator: string;
}
const operatorRows: Rows<Operator, Operator> = { operator: needed(text) };
const operator = part(operatorRows);

const readOf = (fields: Fields): Element["of"] =>
  fields.has("expression") ? expression.readFields(fields) : column.readFields(fields);

const readElement = (fields: Fields): Element => ({
  of: readOf(fields),
  ...traits.readFields(fields),
});

const readExcludeElement = (fields: Fields): ExcludeElement => ({
  ...readElement(fields),
  ...operator.readFields(fields),
});

const writeElement = (element: Element): ElementObjectLiteral => ({
  ...element.of,
  ...traits.writeFields(element),
});

const decodeElement = object(readElement);

/** The alternative schemas of an element: one for a column, one for an expression. */
const schemas = (
  ...rest: readonly Pick<typeof traits, "properties" | "required">[]
): readonly JsonSchema[] =>
  [column, expression].map((of) => {
    const parts = [of, ...rest];
    return objectSchema({
      properties: Object.fromEntries(parts.flatMap(({ properties }) => Object.entries(properties))),
      required: parts.flatMap(({ required }) => required),
    });
  });

/** A column without any trait is written as its name. */
export const element: Codec<Element, ElementLiteral> = {
  encode: (value) => {
    const written = writeElement(value);
    return "column" in written && Object.keys(written).length === 1 ? written.column : written;
  },
  decode: (value, at) =>
    typeof value === "string" ? plainElement({ column: value }) : decodeElement(value, at),
  schema: { oneOf: [text.schema, ...schemas(traits)] },
  uses: [],
};

export const excludeElement: Codec<ExcludeElement, ExcludeElementLiteral> = {
  encode: (value) => ({ ...writeElement(value), ...operator.writeFields(value) }),
  decode: object(readExcludeElement),
  schema: { oneOf: schemas(traits, operator) },
  uses: [],
};

/** Older snapshots have the column or expression in an object of its own, which is still read. */
const nestedOf = needed<Element["of"], Element["of"]>({
  encode: (value) => value,
  decode: object(readOf),
  schema: { oneOf: schemas() },
  uses: [],
});
const nestedElement = record<Element>({ of: nestedOf, ...traitRows });
const nestedExcludeElement = record<ExcludeElement>({
  of: nestedOf,
  ...traitRows,
  ...operatorRows,
});

const alsoNested = <T, W>(codec: Codec<T, W>, nested: Codec<T>): Codec<T, W> => ({
  ...codec,
  decode: (value, at) =>
    typeof value === "object" && value !== null && "of" in value
      ? nested.decode(value, at)
      : codec.decode(value, at),
  schema: { anyOf: [codec.schema, nested.schema] },
});

export const snapshotElement = defined("element", alsoNested(element, nestedElement));
export const snapshotExcludeElement = defined(
  "excludeElement",
  alsoNested(excludeElement, nestedExcludeElement),
);
