/** Commands and options of other tools, with the ones to use here: Alembic, Django, Rails, Flyway, Liquibase, Prisma, drizzle-kit, TypeORM, Knex, Atlas. */
import type { OptionName } from "./options.js";

const says = {
  status:
    "`current` says where the database is, `history` which scripts have run, `check` whether it is as the metadata says",
  push: "`generate` writes the change as a script and `upgrade` runs it; `check` shows it, and nothing changes a database without a script",
  pull: "`reflect` prints a database as metadata: schema-diff reflect > schema.ts",
  migrate: "`upgrade` runs the scripts that have not run; `generate -m MESSAGE` writes a new one",
  run: "`upgrade` runs the scripts that have not run; with --sql it prints them",
  back: "`downgrade` takes scripts back: -1 the last one, base all of them",
  write:
    "`generate -m MESSAGE` compares the database with the metadata, and writes a script; where there is nothing to do, it writes none",
  compare:
    "`check` compares the database with the metadata; `diff --from SOURCE --to SOURCE` compares any two",
  mark: "`stamp REV` marks the database as being at a revision, and runs nothing",
  baseline: "`init` begins with the database as it is; `stamp REV` marks it as being at a revision",
  list: "`history` lists the scripts, `heads` those that no other stands on",
  merge: "`merge` joins heads by a script",
  print:
    "`upgrade --sql` prints the statements of the scripts; `diff --format sql` those between two sources",
  reset:
    "nothing here empties a database: `downgrade base` takes all scripts back, `upgrade` runs them again",
  help: "see schema-diff --help",
} as const;

/** Each word once; where two words are one command elsewhere, `db push` and `db:push` count as the same. */
const commands: Readonly<Record<keyof typeof says, readonly string[]>> = {
  status: [
    "status",
    "info",
    "migrate status",
    "migration status",
    "db migrate status",
    "db version",
    "version",
    "showmigrations",
    "migration show",
    "migrate list",
    "migrate currentversion",
  ],
  push: [
    "push",
    "db push",
    "sync",
    "schema sync",
    "db sync",
    "apply",
    "schema apply",
    "synchronize",
  ],
  pull: [
    "pull",
    "db pull",
    "introspect",
    "inspect",
    "schema inspect",
    "inspectdb",
    "dump",
    "db schema dump",
    "schema dump",
    "snapshot",
    "generate-changelog",
  ],
  migrate: ["migrate", "migrate dev", "migration", "migrations", "db migrate", "db"],
  run: [
    "up",
    "run",
    "deploy",
    "migrate deploy",
    "migrate up",
    "migrate latest",
    "migration run",
    "migration up",
    "migrate apply",
    "update",
    "database update",
    "migrate run",
    "migrate to-latest",
  ],
  back: [
    "down",
    "rollback",
    "undo",
    "revert",
    "migrate down",
    "migrate rollback",
    "migration revert",
    "migration down",
    "db rollback",
    "rollback-count",
    "migrate undo",
    "migrate revert",
  ],
  write: [
    "new",
    "create",
    "add",
    "make",
    "revision",
    "autogenerate",
    "makemigrations",
    "migrate diff",
    "migrate make",
    "migrate new",
    "migrate create",
    "migration generate",
    "migration create",
    "migrations add",
    "generate migration",
    "g",
  ],
  compare: [
    "compare",
    "drift",
    "schema diff",
    "migrate check",
    "validate",
    "verify",
    "lint",
    "migrate lint",
    "migrate validate",
    "diff-changelog",
    "plan",
  ],
  mark: [
    "mark",
    "resolve",
    "migrate resolve",
    "migrate set",
    "changelog-sync",
    "repair",
    "ensure_version",
    "fake",
  ],
  baseline: ["baseline", "setup", "start"],
  list: ["list", "ls", "log", "show", "branches", "migrations list", "migration list"],
  merge: ["join", "rebase", "migrate rebase"],
  print: ["sql", "script", "sqlmigrate", "update-sql", "export", "migrations script"],
  reset: [
    "reset",
    "clean",
    "drop",
    "fresh",
    "db reset",
    "db drop",
    "migrate reset",
    "migrate fresh",
    "schema clean",
    "schema drop",
    "refresh",
    "migrate refresh",
  ],
  help: ["man", "usage"],
};

const plain = (words: string): string => words.toLowerCase().replaceAll(":", " ");

const isKey = (name: string): name is keyof typeof says => Object.hasOwn(says, name);

const byWords: ReadonlyMap<string, string> = new Map(
  Object.entries(commands).flatMap(([key, words]) =>
    isKey(key) ? words.map((word) => [word, says[key]] as const) : [],
  ),
);

/** @returns the words as they were typed, and what does that here; null for words that no other tool has either */
export const wordsOfCommand = (
  name: string,
  next: string | undefined,
): { readonly said: string; readonly here: string } | null => {
  for (const said of [
    ...(next === undefined || next.startsWith("-") ? [] : [`${name} ${next}`]),
    name,
  ]) {
    const here = byWords.get(plain(said));
    if (here !== undefined) return { said, here };
  }
  return null;
};

interface Word {
  readonly words: readonly string[];
  /** Our option, where the command has it. */
  readonly option: OptionName | null;
  readonly says: string;
  /** The commands that it applies to; all, if left out. */
  readonly of?: readonly string[];
}

const looking = ["check", "diff", "reflect", "current", "history", "heads"];

const words: readonly Word[] = [
  { words: ["--json"], option: "format", says: "--format json" },
  {
    words: ["--sarif", "--yaml", "--markdown", "--output-format", "--reporter"],
    option: "format",
    says: "--format says how the result is printed",
  },
  {
    words: ["--typescript", "--ts"],
    option: "format",
    says: "--format typescript",
    of: ["diff", "reflect"],
  },
  {
    words: ["--script", "--print-sql", "--sql", "--to-sql"],
    option: "format",
    says: "--format sql",
    of: ["diff", "reflect"],
  },
  {
    words: [
      "--dry-run",
      "--dryrun",
      "--plan",
      "-n",
      "--pretend",
      "--print",
      "--script",
      "--preview",
    ],
    option: "sql",
    says: "--sql prints the statements, and runs nothing",
  },
  {
    words: ["--dryrun", "--plan", "--sql", "--pretend", "--print", "--preview"],
    option: "dry-run",
    says: "--dry-run prints the script, and writes nothing",
  },
  {
    words: ["--dry-run", "--dryrun", "-n", "--read-only"],
    option: null,
    says: "leave it out: this command only looks",
    of: looking,
  },
  {
    words: ["--autogenerate", "--auto", "--create-only"],
    option: null,
    says: "leave it out: `generate` always compares, and only writes the script",
    of: ["generate"],
  },
  {
    words: ["--exit-code", "--error-on-diff", "--fail-on-diff"],
    option: null,
    says: "leave it out: `check` exits with 1 where there is a difference",
    of: ["check"],
  },
  {
    words: ["--fake", "--fake-initial", "--record-only"],
    option: null,
    says: "`stamp REV` marks a script as run, and runs nothing",
  },
  {
    words: ["--head", "--revision", "--to", "--target", "--version"],
    option: null,
    says: "write the revision without an option: schema-diff upgrade REV",
    of: ["upgrade", "downgrade", "stamp"],
  },
  {
    words: ["--steps", "--step", "--count", "--amount"],
    option: null,
    says: "write the number of scripts without an option: upgrade +1, downgrade -1",
    of: ["upgrade", "downgrade"],
  },
  {
    words: [
      "--database-url",
      "--database",
      "--db",
      "--db-url",
      "--connection",
      "--dsn",
      "-d",
      "--datasource",
    ],
    option: "url",
    says: "--url URL",
  },
  {
    words: ["--name", "--title", "--description", "--comment"],
    option: "message",
    says: "--message TEXT, or -m TEXT",
  },
  {
    words: [
      "--dir",
      "--path",
      "--out",
      "--folder",
      "--directory",
      "--migrations-dir",
      "--migrations-folder",
      "--script-location",
    ],
    option: "migrations",
    says: "--migrations DIR",
  },
  {
    words: ["--output", "-o", "--out", "--output-file"],
    option: null,
    says: "results go to standard output: write > FILE",
    of: looking,
  },
  {
    words: ["--schema-path", "--model", "--models", "--target-metadata", "--to"],
    option: "metadata",
    says: "--metadata SOURCE",
  },
  {
    words: [
      "--from-url",
      "--from-schema",
      "--from-schema-datamodel",
      "--from-schema-datasource",
      "--source",
    ],
    option: "from",
    says: "--from SOURCE",
  },
  {
    words: [
      "--to-url",
      "--to-schema",
      "--to-schema-datamodel",
      "--to-schema-datasource",
      "--target",
    ],
    option: "to",
    says: "--to SOURCE",
  },
  {
    words: ["--shadow-database-url", "--dev-database-url", "--shadow-url"],
    option: "dev-url",
    says: "--dev-url URL",
  },
  {
    words: ["--ignore", "--skip", "--exclude-tables"],
    option: "exclude",
    says: "--exclude PATTERN",
  },
  { words: ["--schemas", "--search-path"], option: "schema", says: "--schema a,b" },
  {
    words: [
      "--yes",
      "-y",
      "--no-input",
      "--noinput",
      "--auto-approve",
      "--non-interactive",
      "--accept-data-loss",
    ],
    option: null,
    says: "leave it out: nothing is asked here",
  },
  { words: ["--debug", "--trace", "-vv"], option: "verbose", says: "--verbose, or -v" },
  {
    words: ["--quiet", "-q", "--silent"],
    option: null,
    says: "leave it out, and write 2> /dev/null: everything but the result goes to standard error",
  },
  {
    words: ["--color", "--colour", "--colors", "--no-color", "--no-colour", "--no-colors"],
    option: null,
    says: "set NO_COLOR=1 for no colours, FORCE_COLOR=1 for colours that no terminal asks for",
  },
  {
    words: ["--cwd", "--project", "--working-dir"],
    option: "config",
    says: "--config FILE: its paths start where it lies",
  },
];

/** What to use instead of an option that a command does not have; null where nothing is known of it. */
export const wordsOfOption = (
  command: string,
  wrong: string,
  accepted: readonly OptionName[],
): string | null => {
  const found = words.find(
    ({ words: all, option, of }) =>
      all.includes(wrong) &&
      (of === undefined || of.includes(command)) &&
      (option === null || accepted.includes(option)),
  );
  return found?.says ?? null;
};
