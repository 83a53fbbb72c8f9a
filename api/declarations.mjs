/**
 * Rolls the declarations of the public surface up into one file a module system, and reports what
 * that surface is. Part of the build.
 */
import { copyFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";

const project = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * The compiler has judged the declarations already; a missing remark or release tag is no failure
 * of theirs.
 */
const quiet = { default: { logLevel: ExtractorLogLevel.None } };

const rollUp = (entry, name, isReported) => {
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: project,
      mainEntryPointFilePath: join(project, "build/declarations", entry),
      compiler: { tsconfigFilePath: join(project, "tsconfig.build.json") },
      // The report of this build lies beside the declarations; the one in api/ is what was agreed on.
      apiReport: {
        enabled: isReported,
        reportFileName: "schema-diff",
        reportFolder: join(project, "build"),
        reportTempFolder: join(project, "build/report"),
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: true, untrimmedFilePath: join(project, "dist", `${name}.d.ts`) },
      tsdocMetadata: { enabled: false },
      newlineKind: "lf",
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: quiet,
        tsdocMessageReporting: quiet,
      },
    },
    configObjectFullPath: join(project, "api/declarations.mjs"),
    packageJsonFullPath: join(project, "package.json"),
  });

  const { succeeded } = Extractor.invoke(config, {
    localBuild: true,
    // What is left to say is the version of the compiler, and that the report is new.
    messageCallback: (message) => {
      message.handled = message.logLevel !== ExtractorLogLevel.Error;
    },
  });
  if (!succeeded)
    throw new Error(
      "the declarations could not be rolled up\n  → npm run typecheck says what is wrong with them",
    );
  // One text for both: it imports nothing.
  copyFileSync(join(project, "dist", `${name}.d.ts`), join(project, "dist", `${name}.d.cts`));
};

rollUp("index.d.ts", "index", true);
rollUp("conformance/index.d.ts", "conformance", false);
