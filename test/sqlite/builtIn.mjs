/** Says to the tests, and to the programs that they start, that this run is about `node:sqlite` on SQLite alone. */
process.env.SCHEMA_DIFF_TEST_SQLITE = "node:sqlite";
