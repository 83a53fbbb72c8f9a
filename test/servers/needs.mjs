/** Every program, library and file that the tests need besides Node, with its Debian package. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import {
  mysqlTree,
  nodeWithSqlite,
  postgresTree,
  snowflakeDriver,
  snowflakeLink,
} from "./places.mjs";

/*
 * A row of needs. `program` is looked for on PATH, or is a path; it is asked for its version, or by
 * `ask` where it has another way to answer; `ask: null` means that it only has to be there.
 * `library` is opened while the program runs, so that the program's own start does not prove it.
 * `file` is data. `deb` is the Debian package, where there is one. `loader` starts the program.
 * The libraries that a program or a library is linked to stand in the file itself, and the loader
 * is asked for all of them; `systemLibraries` says which of them nothing here brings along.
 */

/** What the PostgreSQL of npm takes from the system, beside libc; it has the rest with it. */
export const systemLibraries = { "libstdc++.so.6": "libstdc++6", "libgcc_s.so.1": "libgcc-s1" };

const fromDebian = (deb, ...programs) => programs.map((program) => ({ program, deb }));

/** initdb makes the language and the dictionaries by opening their libraries. */
const postgres = (folder) => () => [
  { program: join(postgresTree(folder), "bin/initdb") },
  { program: join(postgresTree(folder), "bin/postgres") },
  { library: join(postgresTree(folder), "lib/postgresql/plpgsql.so") },
  { library: join(postgresTree(folder), "lib/postgresql/dict_snowball.so") },
  { file: join(postgresTree(folder), "share/postgresql/postgres.bki") },
];

const firstIn = (folder, pattern, otherwise) => {
  try {
    return join(folder, readdirSync(folder).find((name) => pattern.test(name)) ?? otherwise);
  } catch {
    return join(folder, otherwise);
  }
};

/** Debian's MySQL comes from another suite, and runs on that suite's loader and libraries. */
export const mysqlLoader = () => {
  const libraries = firstIn(join(mysqlTree, "usr/lib"), /-linux-gnu/, "linux-gnu");
  return [firstIn(libraries, /^ld-linux-.*\.so/, "ld-linux.so"), "--library-path", libraries];
};

const mysql = () => [
  { program: mysqlLoader()[0] },
  {
    program: join(mysqlTree, "usr/sbin/mysqld"),
    ask: ["--no-defaults", "--version"],
    loader: mysqlLoader(),
  },
  { file: join(mysqlTree, "usr/share/mysql/english/errmsg.sys") },
];

/** mariadb-install-db is a shell script, and these are what it calls; its --help exits with 1. */
const mariadb = () => [
  { program: "mariadbd", deb: "mariadb-server-core", ask: ["--no-defaults", "--version"] },
  { program: "mariadb-install-db", deb: "mariadb-server-core", ask: null },
  ...fromDebian("mariadb-server-core", "resolveip"),
  ...fromDebian("mariadb-client-core", "my_print_defaults"),
  ...fromDebian("sed", "sed"),
  { program: "awk", deb: "mawk", ask: null },
];

export const needs = {
  // What starts and stops the servers (run.mjs), and what looks for libraries (missing.mjs).
  keeper: () => [
    { program: "sh", deb: "dash", ask: ["-c", ":"] },
    ...fromDebian("coreutils", "rm"),
    ...fromDebian("libc-bin", "ldd"),
  ],

  // The servers (servers.mjs).
  postgres: postgres("postgres-18"),
  postgresOld: postgres("postgres-13"),
  mysql,
  mariadb,
  /** The tests' own, which runs on the Node.js that is here. */
  snowflake: () => [],

  // What tests call. Debian's pg_dump is a Perl script that looks for the real one.
  pgDump: () => fromDebian("postgresql-client", "pg_dump"),
  terminal: () => fromDebian("bsdutils", "script"),
  nodeWithSqlite: () => [{ program: nodeWithSqlite }],
  sqlite3: () => fromDebian("sqlite3", "sqlite3"),
  snowflakeDriver: () => [
    { file: join(snowflakeDriver, "package.json") },
    { file: join(snowflakeLink, "package.json") },
  ],

  // What the recipes call (recipes.mjs). debootstrap is a shell script, and calls all the others.
  npm: () => fromDebian("npm", "npm"),
  npmLinked: () => needs.npm(),
  apt: () => [...fromDebian("apt", "apt-get"), ...fromDebian("dpkg", "dpkg-query")],
  debs: () => [
    ...fromDebian("debootstrap", "debootstrap"),
    ...fromDebian("wget", "wget"),
    ...fromDebian("gpgv", "gpgv"),
    ...fromDebian("perl-base", "perl"),
    ...fromDebian("gzip", "gunzip"),
    ...fromDebian("tar", "tar"),
    ...fromDebian("dpkg", "dpkg-deb"),
    { file: "/usr/share/keyrings/debian-archive-keyring.gpg", deb: "debian-archive-keyring" },
  ],

  // What `npm run test:fresh` calls (../fresh).
  fresh: () => [
    ...needs.debs(),
    ...fromDebian("util-linux", "unshare", "setpriv"),
    ...fromDebian("mount", "mount"),
    ...fromDebian("coreutils", "chroot"),
    ...fromDebian("git", "git"),
    ...fromDebian("apt", "apt-config"),
  ],
};
