/** Renders columns as code. */
import { ofKind, type Column, type Identity, type Sql, type Table } from "../../model/index.js";
import { mayReadAsExpression } from "../../metadata/expressionText.js";
import { stringLiteral, templateLiteral } from "../literals.js";
import type { Keys } from "./constraints.js";
import { typeCode } from "./types.js";
import { callCode, objectCode, type Writer } from "./writer.js";

/** JavaScript objects put keys that look like numbers first, so a column with such a name gets another property. */
const numeric = /^\d+$/;

/** Column name → its property in the declaration. */
export const keysOf = (table: Table): Keys => {
  const taken = new Set(table.columns.map(({ name }) => name));
  const free = (stem: string): string => (taken.has(stem) ? free(`${stem}_`) : stem);
  return new Map(
    table.columns.map(({ name }) => [name, numeric.test(name) ? free(`column_${name}`) : name]),
  );
};

/** A number where that is exact, else a string. */
const numeralCode = (numeral: string | null): string | null =>
  numeral === null
    ? null
    : Number.isSafeInteger(Number(numeral)) && String(Number(numeral)) === numeral
      ? numeral
      : stringLiteral(numeral);

export const numbersCode = ({
  start,
  increment,
  min,
  max,
  cache,
  cycle,
}: Identity["numbers"]): Readonly<Record<string, string | null>> => ({
  start: numeralCode(start),
  increment: numeralCode(increment),
  min: numeralCode(min),
  max: numeralCode(max),
  cache: numeralCode(cache),
  cycle: cycle ? "true" : null,
});

const identityCode: Readonly<
  Record<Identity["kind"], readonly [method: string, always: string | null]>
> = {
  always: [".identity", "true"],
  byDefault: [".identity", null],
  serial: [".serial", null],
  autoIncrement: [".autoIncrement", null],
};

/** A plain value where the dialect writes it exactly as this text, else SQL. */
const defaultCode = (text: Sql, { dialect: { lexicon }, use }: Writer): string => {
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number) && lexicon.value(number) === text) return text;
  const inner = text.slice(1, -1).replaceAll("''", "'");
  return text.length > 1 &&
    text.startsWith("'") &&
    lexicon.literal(inner) === text &&
    !mayReadAsExpression(inner)
    ? stringLiteral(inner)
    : `${use("sql")}${templateLiteral(text)}`;
};

const call = (method: string, ...args: readonly (string | null)[]): readonly string[] => [
  callCode(method, ...args),
];

/** @param methods the methods that declare its constraints */
const columnCode = (
  column: Column,
  key: string,
  inKey: boolean,
  methods: readonly string[],
  writer: Writer,
): string => {
  const { name, type, nullable, identity, generated } = column;
  const [identityMethod, always] = identity === null ? [null, null] : identityCode[identity.kind];
  return [
    typeCode(type, writer),
    ...(key === name ? [] : call(".named", stringLiteral(name))),
    ...methods.filter((method) => method === ".primaryKey()"),
    ...(identity === null || identityMethod === null
      ? []
      : call(identityMethod, objectCode({ always, ...numbersCode(identity.numbers) }))),
    ...(generated === null
      ? []
      : call(
          ".generatedAs",
          stringLiteral(generated.expression),
          generated.stored ? "{ stored: true }" : null,
        )),
    ...(nullable === inKey ? call(nullable ? ".nullable" : ".notNull") : []),
    ...(column.default === null ? [] : call(".default", defaultCode(column.default, writer))),
    ...methods.filter((method) => method !== ".primaryKey()"),
    ...(column.onUpdate === null ? [] : call(".onUpdate", stringLiteral(column.onUpdate))),
    ...(column.collation === null ? [] : call(".collate", stringLiteral(column.collation))),
    ...(column.comment === null ? [] : call(".comment", stringLiteral(column.comment))),
    ...Object.entries(column.options).flatMap(([option, value]) =>
      call(".option", stringLiteral(option), stringLiteral(value)),
    ),
  ].join("");
};

/** Property → code, in the table's order. */
export const columnsCode = (
  table: Table,
  keys: Keys,
  methods: ReadonlyMap<string, readonly string[]>,
  writer: Writer,
): readonly (readonly [string, string])[] => {
  const key = ofKind(table.constraints, "primaryKey").flatMap((primary) => primary.columns);
  return table.columns.map((column) => {
    const property = keys.get(column.name) ?? column.name;
    return [
      property,
      columnCode(
        column,
        property,
        key.includes(column.name),
        methods.get(column.name) ?? [],
        writer,
      ),
    ] as const;
  });
};
