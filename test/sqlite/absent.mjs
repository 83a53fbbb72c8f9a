/** Stands for better-sqlite3 where it is not installed: what Node.js throws then. */
throw Object.assign(new Error("Cannot find package 'better-sqlite3'"), {
  code: "ERR_MODULE_NOT_FOUND",
});
