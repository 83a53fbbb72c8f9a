/** Names of tables, columns and constraints: plain ones first, then what a careless tool breaks on. */

const ugly: readonly string[] = [
  "order",
  "select",
  "we`ird",
  'quo"te',
  "it's",
  "a.b",
  "two words",
  "$" + "{x}",
  "100%(x)s",
  "Große",
  "back\\slash",
  "semi;colon",
  "[b]",
  "toString",
  "-- no",
];

const long = (stem: string): string => stem.padEnd(61, "_long");

export const tableNames: readonly string[] = [
  "alpha",
  "beta",
  "gamma",
  "delta",
  "user",
  ...ugly,
  long("table"),
  "Alphabet",
];
export const columnNames: readonly string[] = [
  "id",
  "a",
  "b",
  "c",
  "name",
  "value",
  "d",
  "e",
  "f",
  "g",
  "key",
  ...ugly,
  long("column"),
  "Mixed",
];
export const constraintNames: readonly (string | null)[] = [
  null,
  "n1",
  "n2",
  "n3",
  "n4",
  "n5",
  "n6",
  "n7",
  "n8",
  "n9",
  null,
  ...ugly.map((name) => `${name} n`),
  long("constraint"),
  "Nx",
];

export const comments: readonly (string | null)[] = [
  null,
  null,
  "plain",
  "it's a `com\"ment` \\ $" + "{x}",
  "two\nlines",
  "über €",
  "'; --",
];
