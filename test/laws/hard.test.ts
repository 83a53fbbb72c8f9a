/** The laws on pairs of schemas that are drawn to make order hard: names that pass from kind to kind, chains of generated columns, CHECKs over several columns. */
process.env["SCHEMA_DIFF_LAW_HARD"] = "1";

// What is drawn is decided when the modules are loaded.
const { goThereAndBack } = await import("./law.js");

goThereAndBack();

export {};
