/** Random tests draw the same every time, so that a failure means a change; SCHEMA_DIFF_SEED (a number) draws others. */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.SCHEMA_DIFF_SEED ?? 20261121) });
