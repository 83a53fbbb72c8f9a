/** What stands outside the registry and has to follow it. */
import { readFileSync } from "node:fs";
import { dialectNamed, dialects } from "../../src/dialects/index.js";
import { backendNamed } from "../../src/reflect/index.js";

describe("the registry", () => {
  test.each(Object.keys(dialects))("gives %s, and its backend, by its own name", async (name) => {
    expect(dialectNamed(name).name).toBe(name);
    expect((await backendNamed(name)).dialect).toBe(name);
  });

  test("refuses a name that no dialect has, also one that every object has", async () => {
    const refusal = { code: "usage", todo: "give postgres, mysql, mariadb, sqlite or snowflake" };
    expect(() => dialectNamed("oracle")).toThrow('there is no dialect "oracle"');
    await expect(backendNamed("constructor")).rejects.toMatchObject(refusal);
  });

  test("lists the names that the JSON Schema of snapshots takes", () => {
    const text = readFileSync(new URL("../../snapshot.schema.json", import.meta.url), "utf8");
    expect(JSON.parse(text)).toMatchObject({
      properties: { dialect: { enum: Object.keys(dialects) } },
    });
  });

  test("gives each scheme to one dialect", () => {
    const schemes = Object.values(dialects).flatMap(({ urls }) => urls.schemes);
    expect(schemes).toEqual(["postgres", "postgresql", "mysql", "mariadb", "sqlite", "snowflake"]);
    expect(new Set(schemes).size).toBe(schemes.length);
  });
});
