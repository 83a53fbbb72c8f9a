/** Functions by name: how many arguments, the type of the result, and the value. */
import { compilation, compilationAt } from "../errors.mjs";
import { contextFunctions } from "./functionsOfContext.mjs";
import { conversions } from "./functionsOfConversion.mjs";
import { takesPart } from "../language/text.mjs";
import { dateFunctions, partFunction } from "./functionsOfDates.mjs";
import { textFunctions } from "./functionsOfText.mjs";
import { valueFunctions } from "./functionsOfValues.mjs";
import { placeIn } from "./scope.mjs";
import { userFunction } from "./userFunctions.mjs";

/**
 * @typedef {object} FunctionRow
 * @property {[number, number]} args least and most
 * @property {(types: object[], nodes: object[]) => object} type
 * @property {(values: unknown[], details: { types: object[], type: object, scope: object }) => unknown} run
 * @property {boolean} [takesNull] it is asked also where an argument is NULL
 */

/** @type {Readonly<Record<string, FunctionRow>>} */
const table = {
  ...textFunctions,
  ...valueFunctions,
  ...dateFunctions,
  ...conversions,
  ...contextFunctions,
};

const spelled = (node, scope) => scope.text.slice(node.start, node.end);

const unknown = (node, scope) =>
  compilation(
    "002140",
    "42601",
    `Unknown function ${node.path.length > 1 ? node.path.join(".") : node.name}`,
    spelled(node, scope),
  );

const random = new Set(["RANDOM", "UUID_STRING"]);

/** Does it give the same for the same arguments, whenever it is called? */
export const isDeterministic = (name) =>
  (table[name] !== undefined || takesPart(name)) &&
  contextFunctions[name] === undefined &&
  !random.has(name);

export const callFunction = (node, scope, compile) => {
  const ofParts = partFunction(node, scope, compile);
  if (ofParts !== undefined) return ofParts;
  const row = node.path.length === 1 ? table[node.name] : undefined;
  if (row === undefined) {
    const own = userFunction(node, scope, compile);
    if (own !== undefined) return own;
    throw unknown(node, scope);
  }
  const args = node.args.map((each) => compile(each, scope));
  const [least, most] = row.args;
  if (args.length < least || args.length > most)
    throw compilationAt(
      "000938",
      "22023",
      placeIn(scope, node),
      `${args.length < least ? "not enough" : "too many"} arguments for function [${spelled(node, scope)}] expected ${args.length < least ? least : most}, got ${args.length}`,
    );
  const types = args.map(({ type }) => type);
  const type = row.type(types, node.args);
  const details = { types, type, scope, state: {} };
  return {
    type,
    nullable: true,
    run: (context) => {
      const values = args.map(({ run }) => run(context));
      if (!row.takesNull && values.includes(null)) return null;
      return row.run(values, details);
    },
  };
};
