/**
 * Bundles what the compiler wrote into few files, each module once: a program that begins is a program that loads its
 * files, and five hundred take longer than forty. Part of the build; `build/js` keeps the modules for tools of ours.
 */
import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(project, "build/js");
const dist = join(project, "dist");

rmSync(dist, { recursive: true, force: true });

const { metafile } = await build({
  absWorkingDir: project,
  entryPoints: ["index.js", "conformance/index.js", "cli/main.js"].map((file) =>
    join(modules, file),
  ),
  outbase: modules,
  outdir: dist,
  // A folder deep, as the modules are: what `import.meta.url` leads to lies where it does for them.
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  metafile: true,
  logLevel: "warning",
});

const misplaced = Object.keys(metafile.outputs).filter(
  (file) =>
    file.split("/").length !== 3 &&
    readFileSync(join(project, file), "utf8").includes("import.meta"),
);
if (misplaced.length > 0)
  throw new Error(
    `${misplaced.join(", ")} asks where it lies, and is not one folder below dist\n  → have another entry point use what it holds, so that it comes to dist/chunks`,
  );

for (const file of ["index.cjs", "conformance.cjs"])
  copyFileSync(join(modules, file), join(dist, file));
