/** Files are written whole or not at all. */
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isThereAlready, writeFileWhole } from "../../src/migrate/wholeFile.js";

const folder = mkdtempSync(join(tmpdir(), "whole-"));
const at = (name: string): string => join(folder, name);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("a file that is replaced keeps its mode, and a link stays a link", async () => {
  writeFileSync(at("file.ts"), "old");
  chmodSync(at("file.ts"), 0o640);
  symlinkSync("file.ts", at("link.ts"));
  await writeFileWhole(at("link.ts"), "new", { overwrite: true });
  expect(readFileSync(at("file.ts"), "utf8")).toBe("new");
  expect(statSync(at("file.ts")).mode & 0o7777).toBe(0o640);
  expect(readlinkSync(at("link.ts"))).toBe("file.ts");
  expect(readdirSync(folder).sort()).toEqual(["file.ts", "link.ts"]);
});

test("one that is there is left alone where nobody said to overwrite it", async () => {
  writeFileSync(at("kept.ts"), "old");
  const refusal = await writeFileWhole(at("kept.ts"), "new", { overwrite: false }).catch(
    (thrown: unknown) => thrown,
  );
  expect(isThereAlready(refusal)).toBe(true);
  expect(readFileSync(at("kept.ts"), "utf8")).toBe("old");
});

test("what cannot be put in its place leaves nothing behind", async () => {
  mkdirSync(at("taken"));
  writeFileSync(at("taken/inside"), "");
  const before = readdirSync(folder);
  await expect(writeFileWhole(at("taken"), "new", { overwrite: true })).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(before);
  const full = at("x".repeat(300));
  await expect(writeFileWhole(full, "new", { overwrite: false })).rejects.toThrow(/ENAMETOOLONG/);
  expect(readdirSync(folder)).toEqual(before);
});
