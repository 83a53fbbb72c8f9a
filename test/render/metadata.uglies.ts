/** Names that a database may hold and that a careless program would run, cut or mix up. */
export const uglyNames: readonly string[] = [
  "plain", "it's", 'say "hi"', "`${process.exit()}`", "back\\slash", "two\nlines", "cr\r\nlf", "😀", "select", "class", "__proto__", "constructor", "toString", "a.b",
  "*/ // -->", "0", "42", "007", "1e3", "\u202ertl", "\u2028", "tab\t", "x".repeat(63), "t", "metadata", "integer", "sql", "column_42", " ", "%(table_name)s", "</script>",
];
