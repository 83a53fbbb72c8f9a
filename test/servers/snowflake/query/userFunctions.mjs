/** SQL functions that somebody made: their body is an expression over the arguments. */
import { lookUpFunctions } from "../catalogue/routines.mjs";
import { Cursor } from "../language/cursor.mjs";
import { expression } from "../language/expression.mjs";
import { unsupported } from "../errors.mjs";
import { castTo } from "../values/cast.mjs";
import { scopeOf, standingIn } from "./scope.mjs";

/** @returns {import("./compile.mjs").Compiled|undefined} */
export const userFunction = (node, scope, compile) => {
  const found = lookUpFunctions(scope.session, "FUNCTION", node.path).find(
    (each) => each.args.length === node.args.length,
  );
  if (found === undefined) return undefined;
  if (found.language !== "SQL" || found.table !== undefined)
    throw unsupported(`calls of ${found.language} functions`);
  const args = node.args.map((each) => compile(each, scope));
  const body = compile(
    expression(new Cursor(found.body, scope.session)),
    scopeOf(standingIn(scope.session, found.schema), found.body, {
      sources: [
        {
          path: [],
          from: 0,
          columns: found.args.map(({ name, type }) => ({ name, type, nullable: true })),
        },
      ],
    }),
  );
  return {
    type: found.returns,
    nullable: true,
    run: (context) => {
      const row = args.map(({ run }, index) => castTo(run(context), found.args[index].type));
      return castTo(body.run({ row }), found.returns);
    },
  };
};
