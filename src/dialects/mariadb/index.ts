/** MariaDB: MySQL with the differences of its flavour, and of its scopes of names. */
import type { Dialect } from "../dialect.js";
import { familyOf } from "../mysql/index.js";
import { mariadbFlavour } from "./flavour.js";

const family = familyOf(mariadbFlavour);

export const mariadb: Dialect = {
  ...family,
  introduction: { title: "MariaDB", url: "mariadb://me@localhost:3306/app", needsNoServer: false },
  urls: {
    ...family.urls,
    schemes: ["mariadb"],
    spellings: [
      [/^jdbc:(mariadb:\/\/[^?]*)/i, (url = "") => url],
      [/^(?:mariadb\+\w+|maria):\/\/(.*)$/i, (rest = "") => `mariadb://${rest}`],
    ],
  },
  facts: {
    ...family.facts,
    nameScope: { ...family.facts.nameScope, check: "table" },
    foreignKeyTargetsWholeKey: false,
    foreignKeyIndexAscends: false,
    defaultReadsLater: "uncomputed",
    sequenceOptions: { engine: "storage engine, where it is not InnoDB" },
    // MariaDB reports "Duplicate CHECK constraint name" for a unique index of that name too.
    checkNamedAsIndex: true,
  },
};
