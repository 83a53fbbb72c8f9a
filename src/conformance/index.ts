/** What a dialect must do, as a list of checks that any test runner can run: `schema-diff/conformance`. */
import { dialectNames } from "../dialects/index.js";
import { registerDialect, type Connection, type DialectPlugin } from "../reflect/index.js";
import type { ConformanceCheck, ConformanceOutcome, ConformanceSubject } from "./contract.js";
import { liveChecks } from "./live.js";
import { pureChecks } from "./pure.js";

/** Registers the dialect while `work` runs, where it is not registered already. */
const registered = async <T>(plugin: DialectPlugin, work: () => Promise<T>): Promise<T> => {
  const remove = dialectNames().includes(plugin.dialect.name) ? null : registerDialect(plugin);
  try {
    return await work();
  } finally {
    remove?.();
  }
};

/** Runs the work in a database of its own, on one connection. */
const inDatabase = async <T>(
  subject: ConformanceSubject,
  work: (connection: Connection, source: string | object) => Promise<T>,
): Promise<T> => {
  const { source, drop } = await subject.database();
  try {
    const connection = await (await subject.backend()).open(source);
    try {
      return await work(connection, source);
    } finally {
      await connection.close();
    }
  } finally {
    await drop();
  }
};

export type {
  ConformanceCheck,
  ConformanceOutcome,
  ConformanceSubject,
  EmptyDatabase,
} from "./contract.js";

/** The checks of a dialect; they are independent and can run in any order. */
export const conformance = (subject: ConformanceSubject): readonly ConformanceCheck[] => [
  ...pureChecks.map(({ name, run }) => ({
    name,
    run: async (): Promise<ConformanceOutcome> => run(subject.dialect),
  })),
  ...liveChecks.map(({ name, run }) => ({
    name,
    run: (): Promise<ConformanceOutcome> =>
      registered(subject, () =>
        inDatabase(subject, async (connection, source) =>
          run({ dialect: subject.dialect, backend: await subject.backend(), connection, source }),
        ),
      ),
  })),
];
