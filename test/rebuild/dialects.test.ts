/** Files as other tools write them, in their quoting and their habits, go through a rebuild unharmed. */
import Database, { handleOf } from "../sqlite/database.mjs";
import { sqlite as dialect } from "../../src/dialects/sqlite/index.js";
import { plainBatch, plainColumn, type Operation } from "../../src/model/index.js";
import { sqlite as backend } from "../../src/reflect/sqlite/index.js";

interface Tool {
  readonly tool: string;
  readonly parent: string;
  readonly text: string;
  readonly around: readonly string[];
  readonly rows: string;
}

const tools: readonly Tool[] = [
  {
    tool: "Rails",
    parent: 'CREATE TABLE "users" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL)',
    text: 'CREATE TABLE "posts" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "user_id" integer NOT NULL, "title" varchar(255) DEFAULT \'it\'\'s\' NOT NULL, "price" decimal(8,2) DEFAULT 0.0, "created_at" datetime(6) NOT NULL, CONSTRAINT "fk_rails_5b5ddfd518"\nFOREIGN KEY ("user_id")\n  REFERENCES "users" ("id")\n ON DELETE CASCADE)',
    around: [
      'CREATE INDEX "index_posts_on_user_id" ON "posts" ("user_id") /*application=\'Blog\'*/',
      'CREATE UNIQUE INDEX "index_posts_on_lower_title" ON "posts" (lower(title)) WHERE price > 0',
    ],
    rows: "INSERT INTO posts VALUES (7, 1, 'a', 1.5, '2026-01-01 00:00:00.000000')",
  },
  {
    tool: "Django",
    parent: 'CREATE TABLE "auth_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT)',
    text: 'CREATE TABLE "posts" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(50) NOT NULL UNIQUE, "active" bool NOT NULL, "rank" smallint unsigned NOT NULL CHECK ("rank" >= 0), "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "user_id" bigint NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "posts_slug_rank_uniq" UNIQUE ("slug", "rank"))',
    around: ['CREATE INDEX "posts_user_id_0a1b2c3d" ON "posts" ("user_id")'],
    rows: "INSERT INTO posts VALUES (3, 's', 1, 0, '{}', 1)",
  },
  {
    tool: "drizzle-kit",
    parent: "CREATE TABLE `users` (`id` integer PRIMARY KEY NOT NULL)",
    text: 'CREATE TABLE `posts` (\n\t`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n\t`user_id` integer,\n\t`name` text(256) DEFAULT \'n\' NOT NULL,\n\t`at` integer DEFAULT (unixepoch()),\n\tFOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null,\n\tCONSTRAINT "age_check" CHECK("posts"."name" <> \'\')\n)',
    around: [
      'CREATE INDEX `posts_at` ON `posts` (`at`) WHERE "posts"."at" > 0',
      "CREATE UNIQUE INDEX `posts_name_unique` ON `posts` (`name`)",
    ],
    rows: "INSERT INTO posts VALUES (9, 1, 'x', 5)",
  },
  {
    tool: "Alembic",
    parent: "CREATE TABLE user (\n\tid INTEGER NOT NULL, \n\tPRIMARY KEY (id)\n)",
    text: 'CREATE TABLE posts (\n\tid INTEGER NOT NULL, \n\temail VARCHAR(50) COLLATE "NOCASE", \n\tflag BOOLEAN DEFAULT (1) NOT NULL, \n\tuser_id INTEGER, \n\tPRIMARY KEY (id), \n\tCONSTRAINT uq_posts_email UNIQUE (email), \n\tCHECK (flag IN (0, 1)), \n\tFOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED\n)',
    around: ["CREATE INDEX ix_posts_user_id ON posts (user_id)"],
    rows: "INSERT INTO posts VALUES (2, 'A@b', 1, 1)",
  },
  {
    tool: "hands",
    parent: "CREATE TABLE [the users] ([id] INTEGER PRIMARY KEY)",
    text: "CREATE TABLE posts([id] INTEGER PRIMARY KEY ASC, [e mail] VARCHAR (50) UNIQUE ON CONFLICT IGNORE, [user] INT REFERENCES [the users]([id]) ON UPDATE CASCADE ON DELETE SET DEFAULT DEFAULT 1, n DECIMAL(10 , 2) UNIQUE NOT NULL)",
    around: ["CREATE INDEX [by user] ON posts([user] DESC)"],
    rows: "INSERT INTO posts VALUES (1, 'a', 1, 2.5)",
  },
];

const posts = { schema: null, name: "posts" };

test.each(tools)("$tool", async ({ parent, text, around, rows }) => {
  const db = new Database(":memory:");
  db.exec(
    [
      parent,
      text,
      ...around,
      "CREATE VIEW v AS SELECT id FROM posts",
      "CREATE TRIGGER tr AFTER INSERT ON posts BEGIN SELECT 1; END",
    ].join(";\n"),
  );
  const owner = db
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'posts'",
    )
    .get();
  db.exec(`INSERT INTO "${owner?.name ?? ""}" VALUES (1); ${rows}`);
  const state = (): unknown => ({
    schema: db
      .prepare(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY type, name",
      )
      .all(),
    rows: db.prepare("SELECT rowid, * FROM posts").all(),
    keys: db.pragma("foreign_key_list(posts)"),
    columns: db.pragma("table_xinfo(posts)"),
    counter:
      db
        .prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_sequence'")
        .pluck()
        .get() === 1
        ? db.prepare("SELECT * FROM sqlite_sequence ORDER BY name").all()
        : [],
  });
  const run = async (operations: readonly Operation[]): Promise<void> => {
    const operation: Operation = {
      do: "batch",
      table: posts,
      operations,
      options: { ...plainBatch, recreate: "always" },
    };
    const before = await backend.reflect(await backend.open(handleOf(db)), { schemas: [] });
    for (const s of dialect.ddl.script(dialect.ddl.statements(operation, before))) db.exec(s.sql);
    expect(db.pragma("integrity_check")).toEqual([{ integrity_check: "ok" }]);
    expect(db.pragma("foreign_key_check")).toEqual([]);
  };
  const start = state();
  await run([]);
  expect(state()).toEqual(start);
  await run([{ do: "addColumn", table: posts, column: plainColumn("extra one", "TEXT") }]);
  expect(state()).not.toEqual(start);
  await run([{ do: "dropColumn", table: posts, name: "extra one", dropped: null }]);
  expect(state()).toEqual(start);
});
