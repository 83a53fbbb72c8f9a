/** The rules of the project that a compiler does not hold: who imports whom, what is loaded when, and how long a file may be. */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const project = dirname(dirname(fileURLToPath(import.meta.url)));

/** From what everything stands on to what stands on everything; a folder imports from those before it. */
const folders: readonly (readonly string[])[] = [
  ["model"],
  ["decode", "module", "sql"],
  ["dialects"],
  ["naming", "reflect"],
  ["metadata"],
  ["normalize"],
  ["codec", "compare"],
  ["plan"],
  ["render"],
  ["migrate"],
  ["flow"],
  ["conformance"],
  ["cli"],
  ["index.ts"],
];

/** Inside `plan` too: what stands in the folder itself is either what all of them know, or what puts them together. */
const stagesOfPlan = ["hazards", "effects", "impact", "refusals", "actions", "order"];

interface Import {
  readonly target: string;
  readonly how: "static" | "types" | "dynamic";
}

interface File {
  /** With `/`, from `src`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

const isTypeOnly = (node: ts.ImportDeclaration | ts.ExportDeclaration): boolean => {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  return (
    clause.name === undefined &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.every((e) => e.isTypeOnly)
  );
};

const importsOf = (path: string, text: string): readonly Import[] => {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier !== undefined &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      found.push({ target: node.moduleSpecifier.text, how: isTypeOnly(node) ? "types" : "static" });
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      found.push({
        target:
          argument !== undefined && ts.isStringLiteral(argument)
            ? argument.text
            : "(an expression)",
        how: "dynamic",
      });
    }
    if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    ) {
      found.push({ target: node.argument.literal.text, how: "types" });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return found;
};

const files: readonly File[] = readdirSync(join(project, "src"), {
  recursive: true,
  encoding: "utf8",
})
  .filter((name) => name.endsWith(".ts"))
  .map((name) => {
    const path = relative("", name).split(sep).join("/");
    const text = readFileSync(join(project, "src", name), "utf8");
    return { path, text, imports: importsOf(path, text) };
  })
  .sort((a, b) => (a.path < b.path ? -1 : 1));

const folderOf = (path: string): string => path.split("/")[0] ?? "";
const placeOf = (path: string): number =>
  folders.findIndex((names) => names.includes(folderOf(path)));
const inHouse = (target: string): boolean => target.startsWith(".");
const resolved = (from: string, target: string): string =>
  posix.join(posix.dirname(from), target).replace(/\.js$/, ".ts");

/** What is said in code, and not in comments: names, texts, patterns. */
const saidIn = (path: string, text: string): readonly string[] => {
  const said: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isIdentifier(node) ||
      ts.isPrivateIdentifier(node) ||
      ts.isLiteralExpression(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node)
    )
      said.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return said;
};

/** One line a breach, so that a failure lists them all. */
const breaches = (judge: (file: File, imported: Import) => string | null): readonly string[] =>
  files.flatMap((file) =>
    file.imports.flatMap((imported) => {
      const why = judge(file, imported);
      return why === null ? [] : [`${file.path} → ${imported.target}: ${why}`];
    }),
  );

const dialectOf = (path: string): string | null =>
  /^(?:dialects|reflect)\/([a-z]+)\//.exec(path)?.[1] ?? null;

const registries: readonly string[] = ["dialects/index.ts", "reflect/backends.ts"];

/** As the folders are called; PostgreSQL and SQLite are found in any case. */
const dialectName = new RegExp(
  readdirSync(join(project, "src", "dialects"), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    .join("|"),
  "i",
);

/** A dialect that is made of another one. */
const madeOf: Readonly<Record<string, string>> = { mariadb: "mysql" };

/** Where each package comes in, and how. Types of drivers may be named beside the connection. */
const packages: Readonly<Record<string, { readonly at: RegExp; readonly how: Import["how"] }>> = {
  pg: { at: /^reflect\/postgres\/connection\.ts$/, how: "dynamic" },
  "mysql2/promise": { at: /^reflect\/mysql\/connection\.ts$/, how: "dynamic" },
  "better-sqlite3": { at: /^reflect\/sqlite\/betterSqlite\.ts$/, how: "dynamic" },
  "snowflake-sdk": { at: /^reflect\/snowflake\/connection\.ts$/, how: "dynamic" },
  /** A driver that is found from the working directory is imported by its path. */
  "(an expression)": { at: /^module\/driver\.ts$/, how: "dynamic" },
  prettier: { at: /^render\/format\.ts$/, how: "dynamic" },
  jiti: { at: /^module\/jiti\.ts$/, how: "dynamic" },
  "@clack/prompts": { at: /^cli\/init\/terminal\.ts$/, how: "dynamic" },
  "deep-diff": { at: /^compare\/aspects\.ts$/, how: "static" },
};

/** The first circle that is found: a path of files, each importing the next, types too. */
const circleIn = (edges: ReadonlyMap<string, readonly string[]>): readonly string[] | null => {
  const done = new Set<string>();
  const from = (path: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return null;
    for (const next of edges.get(path) ?? []) {
      const found = from(next, [...way, path]);
      if (found !== null) return found;
    }
    done.add(path);
    return null;
  };
  for (const path of edges.keys()) {
    const found = from(path, []);
    if (found !== null) return found;
  }
  return null;
};

describe("imports", () => {
  test("turn in no circle, inside a folder neither; what is loaded when it is needed closes none", () => {
    const edges = files.map(({ path, imports }): [string, string[]] => [
      path,
      imports.flatMap(({ target, how }) =>
        how !== "dynamic" && inHouse(target) ? [resolved(path, target)] : [],
      ),
    ]);
    expect(
      circleIn(
        new Map([
          ["a", ["b"]],
          ["b", ["c", "a"]],
        ]),
      ),
    ).toEqual(["a", "b", "a"]);
    expect(circleIn(new Map(edges))).toBeNull();
  });

  test("every folder under src has its place", () => {
    expect(
      [...new Set(files.map(({ path }) => folderOf(path)))].filter(
        (folder) => placeOf(folder) === -1,
      ),
    ).toEqual([]);
  });

  test("run one way: from cli to model", () => {
    expect(
      breaches(({ path }, { target }) => {
        if (!inHouse(target)) return null;
        const other = resolved(path, target);
        return folderOf(other) === folderOf(path) || placeOf(other) < placeOf(path)
          ? null
          : "that way round it is not allowed";
      }),
    ).toEqual([]);
  });

  test("run one way from stage to stage of a plan", () => {
    const stageOf = (path: string): number =>
      stagesOfPlan.indexOf(/^plan\/([^/]+)\//.exec(path)?.[1] ?? "");
    expect(
      [...new Set(files.flatMap(({ path }) => /^plan\/([^/]+)\//.exec(path)?.[1] ?? []))].sort(),
    ).toEqual([...stagesOfPlan].sort());
    expect(
      breaches(({ path }, { target }) =>
        inHouse(target) && stageOf(path) >= 0 && stageOf(resolved(path, target)) > stageOf(path)
          ? "that way round it is not allowed"
          : null,
      ),
    ).toEqual([]);
  });

  test("name a dialect only in its own folders and in the two registries", () => {
    expect(
      breaches(({ path }, { target }) => {
        if (!inHouse(target)) return null;
        const wanted = dialectOf(resolved(path, target));
        if (wanted === null || registries.includes(path)) return null;
        const own = dialectOf(path);
        return own !== null && (own === wanted || madeOf[own] === wanted)
          ? null
          : "this is one dialect's own";
      }),
    ).toEqual([]);
  });

  test("leave shared code without a dialect's name: in no identifier, text, pattern or file name", () => {
    const asked = saidIn(
      "a.ts",
      'f(dialects.sqlite, "mysql:", /^PostgreSQL/, `${x} or mariadb`); // sqlite',
    );
    expect(asked.filter((said) => dialectName.test(said))).toEqual([
      "sqlite",
      "mysql:",
      "/^PostgreSQL/",
      " or mariadb",
    ]);
    const shared = files.filter(
      ({ path }) => dialectOf(path) === null && !registries.includes(path),
    );
    expect(
      shared.flatMap(({ path, text }) =>
        [path, ...saidIn(path, text)].flatMap((said) =>
          dialectName.test(said) ? [`${path}: ${said}`] : [],
        ),
      ),
    ).toEqual([]);
  });

  test("bring in each package at one place, drivers, prettier, jiti and prompts when they are first needed", () => {
    expect(
      breaches(({ path }, { target, how }) => {
        if (inHouse(target) || target.startsWith("node:")) return null;
        const rule =
          packages[target] ?? (how === "types" ? packages[target.split("/")[0] ?? ""] : undefined);
        if (rule === undefined) return "no rule allows this package";
        if (how === "types" && (dialectOf(path) !== null || rule.at.test(path))) return null;
        return rule.at.test(path) && rule.how === how
          ? null
          : `only ${rule.how}, and only in ${rule.at.source}`;
      }),
    ).toEqual([]);
  });

  test("the pure folders know no files, no clock and no chance", () => {
    const pure = [
      "model",
      "sql",
      "dialects",
      "naming",
      "metadata",
      "normalize",
      "codec",
      "compare",
      "plan",
    ];
    const io = /^node:(?!crypto$)/;
    expect(
      breaches(({ path }, { target }) =>
        pure.includes(folderOf(path)) && io.test(target) ? "a pure stage does no IO" : null,
      ),
    ).toEqual([]);
    const impure = /\b(?:Math\.random|Date\.now|new Date|localeCompare|process\.)/;
    expect(
      files
        .filter(({ path, text }) => pure.includes(folderOf(path)) && impure.test(text))
        .map(({ path }) => path),
    ).toEqual([]);
  });
});

describe("files", () => {
  test("open with a doc comment that says what they are", () => {
    expect(
      files
        .filter(({ text }) => !text.replace(/^#!.*\n/, "").startsWith("/**"))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  test("are no longer than 400 lines, half of them under 100", () => {
    const lengths = files
      .map(({ path, text }) => ({ path, lines: text.trimEnd().split("\n").length }))
      .sort((a, b) => a.lines - b.lines);
    expect(lengths.filter(({ lines }) => lines > 400)).toEqual([]);
    expect(lengths[Math.floor(lengths.length / 2)]?.lines).toBeLessThan(100);
  });

  test("suppress nothing and leave nothing undone", () => {
    const marks =
      /eslint-disable|@ts-(?:ignore|expect-error|nocheck)|\bas any\b(?! [a-z])|: any\b|<any>|as unknown as|TODO|FIXME/;
    expect(files.filter(({ text }) => marks.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
