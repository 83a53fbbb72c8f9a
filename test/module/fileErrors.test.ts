/** A file that cannot be read or written: the way out is about what the system said of it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileWayOut } from "../../src/module/index.js";

const directory = mkdtempSync(join(tmpdir(), "file-errors-"));
afterAll(() => rmSync(directory, { recursive: true }));

const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (thrown) {
    return thrown;
  }
  throw new Error("nothing was thrown");
};

test("what this system says", () => {
  mkdirSync(join(directory, "folder"));
  writeFileSync(join(directory, "file"), "");
  const read = (path: string): string =>
    fileWayOut(
      thrownBy(() => readFileSync(join(directory, path))),
      "read",
      "otherwise",
    );
  const write = (path: string): string =>
    fileWayOut(
      thrownBy(() => {
        writeFileSync(path, "x".repeat(100_000));
      }),
      "write",
      "otherwise",
    );
  expect(read("folder")).toBe("name a file: this is a directory");
  expect(read("file/below")).toMatch(/^check the path: a part of it is a file/);
  expect(read("x".repeat(300))).toMatch(/its name is too long$/);
  expect(read("none")).toBe("check the path");
  expect(write(join(directory, "folder"))).toBe("name a file: this is a directory");
  expect(write(join(directory, "none", "file"))).toBe("check the path");
  if (process.platform === "linux") expect(write("/dev/full")).toMatch(/^make room on the disk/);
});

test.each([
  ["EACCES", /^let this user read it/, /^let this user write into that directory/],
  ["EROFS", /^check the path/, /this file system is read-only$/],
  ["EDQUOT", /quota$/, /^make room on the disk or in the quota/],
  ["EIO", /^otherwise$/, /^otherwise$/],
  ["constructor", /^otherwise$/, /^otherwise$/],
])("%s", (code, read, write) => {
  const thrown = Object.assign(new Error("no"), { code });
  expect(fileWayOut(thrown, "read", "otherwise")).toMatch(read);
  expect(fileWayOut(thrown, "write", "otherwise")).toMatch(write);
});

test("what no system said", () => {
  expect(fileWayOut(new SyntaxError("no JSON"), "read", "mend the file")).toBe("mend the file");
  expect(fileWayOut(null, "read", "mend the file")).toBe("mend the file");
});
