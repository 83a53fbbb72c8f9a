/** As much of better-sqlite3's interface as the tests use, on `node:sqlite`. */
import { DatabaseSync } from "node:sqlite";

const number = (value) => (typeof value === "bigint" ? Number(value) : value);

const values = (row, safe) =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, safe ? value : number(value)]),
  );

class Statement {
  #statement;
  #shape = (row) => row;
  #safe = false;

  constructor(statement) {
    this.#statement = statement;
    statement.setReadBigInts(true);
  }

  pluck() {
    this.#shape = (row) => Object.values(row)[0];
    return this;
  }

  raw() {
    this.#shape = (row) => Object.values(row);
    return this;
  }

  safeIntegers(on = true) {
    this.#safe = on;
    return this;
  }

  all(...parameters) {
    return this.#statement.all(...parameters).map((row) => this.#shape(values(row, this.#safe)));
  }

  get(...parameters) {
    return this.all(...parameters)[0];
  }

  run(...parameters) {
    return this.#statement.run(...parameters);
  }
}

const handles = new WeakMap();

export const handleOf = (database) => handles.get(database);

export class Database {
  #path;

  constructor(path, { readonly = false } = {}) {
    this.#path = path;
    this.#open({ readOnly: readonly });
  }

  #open(options) {
    handles.set(this, new DatabaseSync(this.#path, { timeout: 5000, ...options }));
  }

  get #handle() {
    return handleOf(this);
  }

  get inTransaction() {
    return this.#handle.isTransaction;
  }

  prepare(sql) {
    return new Statement(this.#handle.prepare(sql));
  }

  exec(sql) {
    this.#handle.exec(sql);
    return this;
  }

  pragma(text, { simple = false } = {}) {
    const rows = this.prepare(`PRAGMA ${text}`).all();
    return simple ? Object.values(rows[0] ?? {})[0] : rows;
  }

  function(name, options, implementation) {
    this.#handle.function(name, options, implementation);
    return this;
  }

  /** There it is said when a database is opened. */
  defaultSafeIntegers(readBigInts) {
    this.#handle.close();
    this.#open({ readBigInts });
    return this;
  }

  unsafeMode(unsafe) {
    this.#handle.enableDefensive(!unsafe);
    return this;
  }

  close() {
    this.#handle.close();
  }
}
