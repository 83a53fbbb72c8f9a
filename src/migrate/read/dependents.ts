/** Reads what is to happen to the dependents of an object that a script drops. */
import { choice, type Fields, type Place } from "../../decode/decode.js";
import { onDependentsChoices, type DependentsOption } from "../../model/index.js";
import { readOptions } from "../operationSink.js";

const policy = choice(...onDependentsChoices);

export const dependentsField = (f: Fields): DependentsOption => {
  const onDependents = f.get("onDependents", policy);
  return onDependents === undefined ? {} : { onDependents };
};

export const readDependents = (options: unknown, at: Place): DependentsOption =>
  readOptions(options, at, dependentsField);
