/** The facts of every SQLite: names, transactions, and the keys of `options`. */
import type { Facts } from "../dialect.js";

export const facts: Facts = {
  // There is no limit; SQLAlchemy's conventions cut names at 9999 here, which matches databases
  // made by Alembic.
  identifierLimit: { length: 9999, unit: "characters" },
  foldsTo: "asWritten",
  caseInsensitiveNames: true,
  columnNamesIgnoreCase: true,
  transactionalDdl: true,
  namelessConstraints: true,
  nameScope: {
    primaryKey: "none",
    unique: "none",
    foreignKey: "none",
    check: "none",
    exclude: "none",
    index: "schema",
  },
  namespaces: "none",
  uniqueIsIndex: false,
  foreignKeysUnchecked: true,
  foreignKeyNeedsIndex: false,
  foreignKeyTargetsWholeKey: true,
  foreignKeyIndexAscends: false,
  readersRefuseKeyActions: false,
  checkNamedAsIndex: false,
  alterColumnNeedsWhole: false,
  autoIncrementNeedsKey: false,
  enumValueNeedsCommit: false,
  generatedHoldsType: false,
  virtualToPlainAnew: false,
  defaultReadsLater: "any",
  tablesAreTypes: false,
  placesColumns: true,
  altersByRebuild: true,
  tableOptions: { strict: '"true": a STRICT table', withoutRowid: '"true": a WITHOUT ROWID table' },
  columnOptions: {
    notNullOnConflict: "what NOT NULL does on conflict: rollback, fail, ignore or replace",
    writtenType: "the type word for word, where its case and blanks are to be kept",
    writtenDefault: "the default word for word, where it means the same otherwise: NULL",
  },
  indexOptions: {},
  listOptions: [],
  optionAlias: {},
};
