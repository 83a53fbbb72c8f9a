/** Each attribute goes the whole way: rendered in a metadata module, declared by that, and in the schema again. */
import { objectExamples } from "../../src/codec/sqlObjects.js";
import {
  elementsOtherwise,
  exampleElement,
  exampleIndex,
  examples,
  indexOtherwise,
  otherwise,
} from "../../src/conformance/examples.js";
import { dialectNamed } from "../../src/dialects/index.js";
import { declare } from "../../src/metadata/index.js";
import {
  emptySchema,
  plainColumn,
  schemaObjectRules,
  sqlObjectKinds,
  withObjects,
  type Constraint,
  type Index,
  type Schema,
  type Table,
} from "../../src/model/index.js";
import { renderMetadata } from "../../src/render/metadata.js";
import { evaluate } from "./metadata.evaluate.js";

const dialect = dialectNamed("postgres");

const declared = async (schema: Schema): Promise<Schema> =>
  declare(evaluate(await renderMetadata(schema)), dialect).schema;

const tableWith = (parts: Partial<Table>): Schema => ({
  ...emptySchema(dialect.name),
  tables: [
    {
      schema: null,
      name: "t",
      columns: ["a", "b"].map((name) => plainColumn(name, "integer")),
      constraints: [],
      indexes: [],
      comment: null,
      options: {},
      definition: null,
      ...parts,
    },
  ],
});

/** What the examples say otherwise, but for what no statement has to say. */
const said = (rows: Readonly<Record<string, object>>): readonly (readonly [string, object])[] =>
  Object.entries(rows).filter(([, other]) => !("because" in other));

describe.each(examples.map((example) => [example.kind, example] as const))(
  "%s",
  (kind, example) => {
    test.each(said(otherwise[kind]))("%s", async (_, other) => {
      const constraint: Constraint = { ...example, ...other };
      const [table] = (await declared(tableWith({ constraints: [constraint] }))).tables;
      expect(table?.constraints).toEqual([expect.objectContaining(other)]);
    });
  },
);

describe("index", () => {
  test.each(said(indexOtherwise))("%s", async (_, other) => {
    const index: Index = { ...exampleIndex, ...other };
    const [table] = (await declared(tableWith({ indexes: [index] }))).tables;
    expect(table?.indexes).toEqual([expect.objectContaining(other)]);
  });

  test.each(said(elementsOtherwise))("%s of a column in it", async (_, other) => {
    const element = { ...exampleElement, ...other };
    const index: Index = { ...exampleIndex, elements: [element] };
    const [table] = (await declared(tableWith({ indexes: [index] }))).tables;
    expect(table?.indexes[0]?.elements).toEqual([element]);
  });
});

describe.each(sqlObjectKinds)("%s", (kind) => {
  const { plain, otherwise: others } = objectExamples(kind);

  test.each(Object.entries(others))("%s", async (_, other) => {
    const object = { ...plain, ...other };
    expect(object).not.toEqual(plain);
    const schema = withObjects(emptySchema(dialect.name), kind, () => [object]);
    expect(schemaObjectRules[kind].all(await declared(schema))).toEqual([object]);
  });
});
