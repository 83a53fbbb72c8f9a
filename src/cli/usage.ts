/** Errors of usage: one message with the way out, and the nearest thing that exists. */
import { suggestion } from "../metadata/suggest.js";
import { SchemaDiffError } from "../model/index.js";

export const usage = (message: string, todo = ""): SchemaDiffError => new SchemaDiffError("usage", message, todo);

export const unknown = (what: string, wrong: string, names: readonly string[], all: string): SchemaDiffError =>
  usage(`there is no ${what} ${JSON.stringify(wrong)}`, suggestion(wrong, names, all));
