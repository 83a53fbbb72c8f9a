/** The commands on Snowflake, through its own driver, as a user calls them one after the other. */
import { generateKeyPairSync } from "node:crypto";
import { freshSnowflake, querySnowflake } from "../servers/snowflakeDatabases.js";
import { serverUrl } from "../servers/urls.js";
import { newFolder, type Folder } from "./program.js";
import { sakila, serverNamed } from "./sakila.js";

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

test("Sakila: reflected, in sync, a convention adopted, evolved, told, and taken back with the rows", async () => {
  for (const sql of [
    ...sakila,
    "CREATE TABLE poster (id int DEFAULT payment_number.NEXTVAL, film int, price number(6,2) DEFAULT 1.5, CONSTRAINT pk_poster PRIMARY KEY (id) RELY, CONSTRAINT fk_poster_film FOREIGN KEY (film) REFERENCES film (film_id), CONSTRAINT ck_price CHECK (price > 0)) CLUSTER BY (film) COMMENT = 'on the wall'",
    "CREATE HYBRID TABLE shelf (id int, CONSTRAINT pk_shelf PRIMARY KEY (id), place varchar(9), INDEX ix_place (place))",
    "INSERT INTO poster (film) VALUES (1)",
  ])
    await querySnowflake(database.url, sql);
  config();
  const reflected = await ok("reflect", "--format", "typescript");
  folder.write("schema.ts", reflected);
  expect(await ok("check")).toMatch(/in sync\n$/);
  folder.write("before.json", await ok("reflect", "--format", "json"));

  const adopted = reflected.replace(
    "new MetaData()",
    `new MetaData({ namingConvention: {
      pk: "pk_%(table_name)s", uq: "uq_%(table_name)s_%(column_0_N_name)s",
      fk: "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    } })`,
  );
  folder.write("schema.ts", adopted);
  await ok("generate", "-m", "convention", "--rev-id", "0001");
  const renames = await ok("upgrade", "--sql");
  expect(renames.match(/RENAME CONSTRAINT "SYS_CONSTRAINT_/g)).toHaveLength(serverNamed);
  expect(renames).not.toMatch(/DROP|ADD CONSTRAINT/);
  expect(await ok("upgrade")).toBe("ran 0001 convention\n");
  expect(await ok("check")).toMatch(/in sync\n$/);

  // The posters go, films get a column, languages a unique name, and there are awards.
  const evolved = adopted
    .replace(/(?:export )?const poster = [\s\S]*?\n\);\n/, "")
    .replace("rating: varchar(5)", "subtitle: varchar(100),\n    rating: varchar(5)")
    .replace(/(name: varchar\(20\)[^,]*),/, "$1.unique(),")
    .concat(
      'metadata.table("award", { id: integer().primaryKey(), film: integer().references("film.film_id") });\n',
    );
  expect(evolved).not.toContain("poster");
  folder.write("schema.ts", evolved);
  expect(await ok("generate", "-m", "awards", "--rev-id", "0002")).toContain("0002_awards.ts");
  expect(folder.read("migrations/0002_awards.ts")).toContain("undrop: true");
  expect(await ok("upgrade", "--sql")).toContain('DROP TABLE "POSTER" RESTRICT');
  expect(await ok("upgrade")).toBe("ran 0002 awards\n");
  expect(await ok("current")).toContain("0002");
  expect(await ok("check")).toMatch(/in sync\n$/);
  expect(await ok("diff", "--from", database.url, "--to", "before.json")).toContain("poster");
  expect(await ok("downgrade", "base", "--sql")).toContain('UNDROP TABLE "POSTER"');
  expect(await ok("downgrade", "base")).toBe("took back 0002 awards\ntook back 0001 convention\n");
  expect(await ok("diff", "--from", database.url, "--to", "before.json", "--exit-code")).toMatch(
    /in sync\n$/,
  );
  expect(await querySnowflake(database.url, "SELECT film FROM poster")).toEqual([{ film: "1" }]);
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
