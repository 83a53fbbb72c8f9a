/** A script's transaction is the migrator's: where SQL of the author's own ended it, a rebuild would run without one. */
import { SchemaDiffError, type Operation } from "../model/index.js";
import type { Connection } from "../reflect/index.js";

/** Blanks and comments apart; a trigger's BEGIN and END stand behind its CREATE. */
const ends = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[^]*?(?:\*\/|$)|;)*(begin|commit|end|rollback)\b(?!\s+(?:transaction\s+)?to\b)/i;

/** @throws SchemaDiffError `script` */
export const refuseTransactions = ({ dialect }: Connection, operation: Operation): void => {
  const word = dialect === "sqlite" && operation.do === "execute" ? ends.exec(operation.sql)?.[1] : undefined;
  if (word === undefined) return;
  throw new SchemaDiffError("script", `op.execute cannot run ${word.toUpperCase()}: a script has one transaction, which is begun and ended for it`, "leave that out; what is to be kept by itself goes into a script of its own");
};
