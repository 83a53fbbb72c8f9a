/** Literals → columns and what an alteration sets. */
import {
  plainNumbers,
  type Column,
  type ColumnChange,
  type Generated,
  type Identity,
  type SequenceNumbers,
} from "../../model/index.js";
import {
  choice,
  dictionary,
  flag,
  numerals,
  object,
  optional,
  text,
  type Fields,
  type Decoder,
} from "../../codec/decode.js";

export const readNumbers = (f: Fields): SequenceNumbers => ({
  start: f.or("start", optional(numerals), null),
  increment: f.or("increment", optional(numerals), null),
  min: f.or("min", optional(numerals), null),
  max: f.or("max", optional(numerals), null),
  cache: f.or("cache", optional(numerals), null),
  cycle: f.or("cycle", flag, false),
});

const identityKind = choice("always", "byDefault", "serial", "autoIncrement");

const identityObject: Decoder<Identity> = object((f) => ({
  kind: f.need("kind", identityKind),
  numbers: readNumbers(f),
}));

const identity: Decoder<Identity> = (value, at) =>
  typeof value === "string"
    ? { kind: identityKind(value, at), numbers: plainNumbers }
    : identityObject(value, at);

const generated: Decoder<Generated> = object((f) => ({
  expression: f.need("expression", text),
  stored: f.or("stored", flag, true),
}));

export const options = dictionary(text);

const traits = (f: Fields, name: string, type: string): Column => ({
  name,
  type,
  nullable: f.or("nullable", flag, true),
  default: f.or("default", optional(text), null),
  identity: f.or("identity", optional(identity), null),
  generated: f.or("generated", optional(generated), null),
  collation: f.or("collation", optional(text), null),
  onUpdate: f.or("onUpdate", optional(text), null),
  comment: f.or("comment", optional(text), null),
  options: f.or("options", options, {}),
});

export const column: Decoder<Column> = object((f) =>
  traits(f, f.need("name", text), f.need("type", text)),
);

/** The column that an enum's change moves over; its type is the enum's where it is left out. */
export const enumColumn = (f: Fields, type: string): Column =>
  traits(f, f.need("column", text), f.or("type", text, type));

export interface Alteration {
  readonly change: ColumnChange;
  readonly existing: Column | null;
}

export const alteration: Decoder<Alteration> = object((f) => {
  const name = f.get("newName", text);
  const type = f.get("type", text);
  const using = f.get("using", text);
  const nullable = f.get("nullable", flag);
  const defaultText = f.get("default", optional(text));
  const identityChange = f.get("identity", optional(identity));
  const generatedChange = f.get("generated", optional(generated));
  const collation = f.get("collation", optional(text));
  const onUpdate = f.get("onUpdate", optional(text));
  const comment = f.get("comment", optional(text));
  const optionsChange = f.get("options", options);
  return {
    change: {
      ...(name !== undefined && { name }),
      ...(type !== undefined && { type }),
      ...(using !== undefined && { using }),
      ...(nullable !== undefined && { nullable }),
      ...(defaultText !== undefined && { default: defaultText }),
      ...(identityChange !== undefined && { identity: identityChange }),
      ...(generatedChange !== undefined && { generated: generatedChange }),
      ...(collation !== undefined && { collation }),
      ...(onUpdate !== undefined && { onUpdate }),
      ...(comment !== undefined && { comment }),
      ...(optionsChange !== undefined && { options: optionsChange }),
    },
    existing: f.or("existing", optional(column), null),
  };
});
