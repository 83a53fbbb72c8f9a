/** Operations on objects outside tables: schemas, enum types, sequences, SQL objects, and comments on them. */
import {
  commentedKinds,
  type CommentedKind,
  type DependentsOption,
  type EnumType,
  type Operation,
  type Sequence,
  type Sql,
  type SqlObjectKind,
  type TableRef,
} from "../model/index.js";
import { enumColumn } from "../codec/enumType.js";
import type { EnumColumnLiteral, SequenceLiteral } from "../codec/literal.js";
import { choice, flag, list, object, optional, text, type Fields } from "../decode/decode.js";
import type { ObjectOpMethods } from "../codec/methods.js";
import { sequenceTraits } from "../codec/sequence.js";
import {
  objectMethods,
  readObject,
  type CollationLiteral,
  type ViewLiteral,
} from "../codec/sqlObjects.js";
import { argument, readOptions, tableAndRest } from "./operationSink.js";
import { readDependents } from "./read/dependents.js";

interface Located {
  readonly schema?: string | null;
}

const here = { receiver: "op" } as const;
const at = (method: string, name: string) => argument(here, method, name);
const values = list(text);
const comment = (f: Fields): string | null => f.or("comment", optional(text), null);

export const undropOf = (f: Fields): { readonly undrop?: true } =>
  f.or("undrop", flag, false) ? { undrop: true } : {};

const sequence = ({ schema, name }: TableRef, f: Fields): Sequence => ({
  schema,
  name,
  ...sequenceTraits.readFields(f),
});

export class SchemaOperations implements ObjectOpMethods {
  readonly #run: (operation: Operation) => Promise<void>;

  constructor(run: (operation: Operation) => Promise<void>) {
    this.#run = run;
  }

  #only(method: string, name: unknown, options: Located | undefined): TableRef {
    const [ref, rest] = tableAndRest(method, name, options);
    return readOptions(rest, at(method, "options"), () => ref);
  }

  /** `undrop` (Snowflake): restore the dropped schema of this name instead of creating one. */
  async createSchema(
    name: string,
    options?: { readonly comment?: string; readonly undrop?: boolean },
  ): Promise<void> {
    const [said, undrop] = readOptions(
      options,
      at("createSchema", "options"),
      (f) => [comment(f), undropOf(f)] as const,
    );
    const namespace = { name: text(name, at("createSchema", "name")), comment: said };
    await this.#run({ do: "createSchema", namespace, ...undrop });
  }

  async dropSchema(name: string, options?: DependentsOption): Promise<void> {
    await this.#run({
      do: "dropSchema",
      name: text(name, at("dropSchema", "name")),
      ...readDependents(options, at("dropSchema", "options")),
    });
  }

  async createEnum(
    name: string,
    of: readonly string[],
    options?: Located & { readonly comment?: string },
  ): Promise<void> {
    const [ref, rest] = tableAndRest("createEnum", name, options);
    const read: EnumType = readOptions(rest, at("createEnum", "options"), (f) => ({
      ...ref,
      values: values(of, at("createEnum", "values")),
      comment: comment(f),
    }));
    await this.#run({ do: "createEnum", enum: read });
  }

  async dropEnum(name: string, options?: Located): Promise<void> {
    await this.#run({ do: "dropEnum", enum: this.#only("dropEnum", name, options) });
  }

  /**
   * Changes an enum type's values `from` these `to` those; `columns` are the columns of the type, which are converted where the
   * type has to be created again. That is so where values are dropped or reordered, and with `remade` also where they could be
   * added in place: the server refuses to use a value in the transaction that adds it.
   */
  async alterEnum(
    name: string,
    options: Located & {
      readonly from: readonly string[];
      readonly to: readonly string[];
      readonly columns?: readonly EnumColumnLiteral[];
      readonly remade?: boolean;
      readonly comment?: string;
    },
  ): Promise<void> {
    const [ref, rest] = tableAndRest("alterEnum", name, options);
    const operation = readOptions(rest, at("alterEnum", "options"), (f): Operation<"alterEnum"> => {
      const says = comment(f);
      const remade = f.or("remade", flag, false);
      return {
        do: "alterEnum",
        from: { ...ref, values: f.need("from", values), comment: says },
        to: { ...ref, values: f.need("to", values), comment: says },
        columns: f.or("columns", list(enumColumn(ref).decode), []),
        ...(remade && { remade }),
      };
    });
    await this.#run(operation);
  }

  async createSequence(name: string, options?: Located & SequenceLiteral): Promise<void> {
    const [ref, rest] = tableAndRest("createSequence", name, options);
    await this.#run({
      do: "createSequence",
      sequence: readOptions(rest, at("createSequence", "options"), (f) => sequence(ref, f)),
    });
  }

  async dropSequence(name: string, options?: Located): Promise<void> {
    await this.#run({ do: "dropSequence", sequence: this.#only("dropSequence", name, options) });
  }

  async alterSequence(
    name: string,
    options: Located & { readonly from: SequenceLiteral; readonly to: SequenceLiteral },
  ): Promise<void> {
    const [ref, rest] = tableAndRest("alterSequence", name, options);
    const one = object((f) => sequence(ref, f));
    const both = readOptions(rest, at("alterSequence", "options"), (f) => ({
      from: f.need("from", one),
      to: f.need("to", one),
    }));
    await this.#run({ do: "alterSequence", ...both });
  }

  async #object(
    verb: "createObject" | "replaceObject",
    kind: SqlObjectKind,
    name: string,
    sql: Sql,
    options: object | undefined,
  ): Promise<void> {
    const method = objectMethods(kind)[verb];
    const [ref, rest] = tableAndRest(method, name, options);
    const read = text(sql, at(method, "SQL"));
    const made = readOptions(rest, at(method, "options"), (f) => readObject(kind, ref, read, f));
    await this.#run(
      verb === "createObject"
        ? { do: verb, kind, object: made }
        : { do: verb, kind, object: made, replaced: null },
    );
  }

  async #dropObject(kind: SqlObjectKind, name: string, options?: Located): Promise<void> {
    const object = this.#only(objectMethods(kind).dropObject, name, options);
    await this.#run({ do: "dropObject", kind, object, dropped: null });
  }

  async #renameObject(
    kind: SqlObjectKind,
    name: string,
    to: string,
    options?: Located,
  ): Promise<void> {
    const method = objectMethods(kind).renameObject;
    await this.#run({
      do: "renameObject",
      kind,
      object: this.#only(method, name, options),
      to: text(to, at(method, "new name")),
    });
  }

  /** Creates a collation by the options of CREATE COLLATION: `PROVIDER = icu, LOCALE = 'de'`. */
  async createCollation(
    name: string,
    definition: Sql,
    options?: Located & CollationLiteral,
  ): Promise<void> {
    await this.#object("createObject", "collation", name, definition, options);
  }

  /** Drops the collation of that name and creates it again: no column may have it, and nothing else may name it. */
  async replaceCollation(
    name: string,
    definition: Sql,
    options?: Located & CollationLiteral,
  ): Promise<void> {
    await this.#object("replaceObject", "collation", name, definition, options);
  }

  async dropCollation(name: string, options?: Located): Promise<void> {
    await this.#dropObject("collation", name, options);
  }

  async renameCollation(name: string, to: string, options?: Located): Promise<void> {
    await this.#renameObject("collation", name, to, options);
  }

  async createView(name: string, query: Sql, options?: Located & ViewLiteral): Promise<void> {
    await this.#object("createObject", "view", name, query, options);
  }

  /** Replaces the view of that name: the query has to return the same columns, and may return more after them. */
  async replaceView(name: string, query: Sql, options?: Located & ViewLiteral): Promise<void> {
    await this.#object("replaceObject", "view", name, query, options);
  }

  async dropView(name: string, options?: Located): Promise<void> {
    await this.#dropObject("view", name, options);
  }

  async renameView(name: string, to: string, options?: Located): Promise<void> {
    await this.#renameObject("view", name, to, options);
  }

  /**
   * Sets the comment on an object that no other operation sets it on; null removes it. `owner` is the table of a constraint or
   * index, and otherwise the object itself; `name` is the name of the constraint or index, and otherwise null.
   */
  async setComment(
    on: Exclude<CommentedKind, "table">,
    ownerName: string,
    name: string | null,
    says: string | null,
    options?: Located,
  ): Promise<void> {
    const method = "setComment";
    await this.#run({
      do: "setComment",
      on: choice(...commentedKinds)(on, at(method, "kind")),
      owner: this.#only(method, ownerName, options),
      name: optional(text)(name, at(method, "name")),
      from: null,
      to: optional(text)(says, at(method, "comment")),
    });
  }
}
