/** A report says what a plan loses before something that may fail. */
import { compare, render } from "schema-diff";
import { mysql } from "../../src/dialects/mysql/index.js";
import {
  emptySchema,
  plainColumn,
  plainIndex,
  plainElement,
  byAuthor,
  type Schema,
} from "../../src/model/index.js";
import { planOf } from "../../src/plan/index.js";

const schema = (type: string, unique: boolean): Schema =>
  mysql.normalize({
    ...emptySchema("mysql"),
    tables: [
      {
        schema: null,
        name: "t",
        columns: [plainColumn("a", type)],
        constraints: [],
        indexes: unique
          ? [{ ...plainIndex(byAuthor("u"), [plainElement({ column: "a" })]), unique: true }]
          : [],
        comment: null,
        options: {},
        definition: null,
      },
    ],
  });

test("a column is narrowed, and then made unique", async () => {
  const [from, to] = [schema("varchar(20)", false), schema("varchar(2)", true)];
  const report = await render(planOf(compare(from, to), from, to), { format: "text" });
  expect(report).toContain("in this order");
  expect(report).toContain(
    "! loses-data-before-failure: alterColumn t.a has to run before createConstraint t.u, which may fail on rows",
  );
});
