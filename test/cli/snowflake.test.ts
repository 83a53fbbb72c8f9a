/** The commands on Snowflake, through its own driver, as a user calls them one after the other. */
import { generateKeyPairSync } from "node:crypto";
import { freshSnowflake, querySnowflake } from "../servers/snowflakeDatabases.js";
import { serverUrl } from "../servers/urls.js";
import { newFolder, type Folder } from "./program.js";

let folder: Folder;
let database: Awaited<ReturnType<typeof freshSnowflake>>;
beforeEach(async () => {
  folder = newFolder();
  database = await freshSnowflake(serverUrl("snowflake"));
});
afterEach(async () => {
  folder.remove();
  await database.drop();
});

const secret = "s3cr3t-0f-the-test";

const ok = async (...args: readonly string[]): Promise<string> => {
  const { status, stdout, stderr } = await folder.runWith({ SNOWFLAKE_PASSWORD: secret }, ...args);
  expect(`${stdout}${stderr}`).not.toContain(secret);
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
};

/** The config says its URL by a function, which takes the password from elsewhere. */
const config = (): void => {
  folder.write(
    "schema-diff.config.mjs",
    `const url = new URL(${JSON.stringify(database.url)});
export default {
  url: async () => { url.password = process.env.SNOWFLAKE_PASSWORD; return url.href; },
  metadata: "schema.ts",
};
`,
  );
};

test("reflected, in sync, generated, upgraded, told, and taken back with the rows", async () => {
  for (const sql of [
    "CREATE SEQUENCE number START = 7",
    "CREATE TABLE author (id int AUTOINCREMENT, name varchar(30) NOT NULL COMMENT 'as printed', CONSTRAINT pk_author PRIMARY KEY (id) RELY) COMMENT = 'who writes'",
    "CREATE TABLE book (id int DEFAULT number.NEXTVAL, author int, price number(6,2) DEFAULT 1.5, CONSTRAINT pk_book PRIMARY KEY (id), CONSTRAINT fk_author FOREIGN KEY (author) REFERENCES author (id), CONSTRAINT ck_price CHECK (price > 0)) CLUSTER BY (author)",
    "CREATE HYBRID TABLE shelf (id int PRIMARY KEY, place varchar(9), INDEX ix_place (place))",
    "INSERT INTO author (name) VALUES ('a')",
    "INSERT INTO book (author) VALUES (1)",
  ])
    await querySnowflake(database.url, sql);
  config();
  folder.write("schema.ts", await ok("reflect", "--format", "typescript"));
  expect(await ok("check")).toMatch(/in sync\n$/);
  folder.write("before.json", await ok("reflect", "--format", "json"));

  const declared = folder.read("schema.ts");
  // The book goes, the author gets a column and a unique name.
  const evolved = declared
    .replace(/(?:export )?const book = [\s\S]*?\n\);\n/, "")
    .replace(/(name: varchar\(30\)[^,]*),/, '$1.unique("uq_author_name"),\n  born: date(),')
    .replace("import {", "import {\n  date,");
  expect(evolved).not.toContain("book");
  folder.write("schema.ts", evolved);
  expect(await ok("generate", "-m", "no books", "--rev-id", "0001")).toContain("0001_no_books.ts");
  const script = folder.read("migrations/0001_no_books.ts");
  expect(script).toContain("undrop: true");
  expect(await ok("upgrade", "--sql")).toContain('DROP TABLE "BOOK" RESTRICT');
  expect(await ok("upgrade")).toBe("ran 0001 no books\n");
  expect(await ok("current")).toContain("0001");
  expect(await ok("check")).toMatch(/in sync\n$/);
  expect(await ok("diff", "--from", database.url, "--to", "before.json")).toContain("book");
  expect(await ok("downgrade", "base", "--sql")).toContain('UNDROP TABLE "BOOK"');
  expect(await ok("downgrade", "base")).toBe("took back 0001 no books\n");
  expect(await ok("diff", "--from", database.url, "--to", "before.json", "--exit-code")).toMatch(
    /in sync\n$/,
  );
  expect(await querySnowflake(database.url, "SELECT author FROM book")).toEqual([{ author: "1" }]);
});

test("a key pair and a token sign in, and what cannot is told without them", async () => {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: secret },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  folder.write("key.p8", privateKey);
  const url = new URL(database.url);
  url.password = "";
  for (const parameters of [
    { privateKeyPath: "key.p8", privateKeyPass: secret },
    { authenticator: "OAUTH", token: secret },
  ]) {
    url.search = new URLSearchParams(parameters).toString();
    expect(await ok("reflect", url.href, "--format", "sql")).toBe("\n");
  }
  url.search = new URLSearchParams({
    privateKeyPath: "gone.p8",
    privateKeyPass: secret,
  }).toString();
  const { status, stderr } = await folder.run("reflect", url.href);
  expect([status, stderr.includes(secret)]).toEqual([2, false]);
  expect(stderr).toContain("gone.p8");
});
