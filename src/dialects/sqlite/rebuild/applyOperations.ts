/** Applies a batch of operations to the draft of its table. */
import {
  nameText,
  type BatchOptions,
  type Column,
  type Constraint,
  type Index,
  type Operation,
  type OperationVerb,
  type Sql,
  type TableRef,
} from "../../../model/index.js";
import { refuseAlterIndex } from "../../attributes.js";
import { createIndex, refuse } from "../clauses.js";
import { parseIndex } from "../grammar/index.js";
import { lexicon, sameName } from "../lexicon.js";
import { mentioned } from "../references/index.js";
import { addColumn, alterColumn, dropColumn } from "./columns.js";
import {
  addConstraint,
  alterOptions,
  dropConstraint,
  renameConstraint,
  replaceConstraint,
  withoutNamelessChecks,
} from "./constraints.js";
import {
  columnIn,
  indexNamed,
  refused,
  refuseTakenIndex,
  refuseUnfit,
  type Draft,
} from "./draft.js";
import { placed } from "./findConstraint.js";
import { patched, replace } from "./text.js";

type Workers = { readonly [V in OperationVerb]: (draft: Draft, operation: Operation<V>) => Draft };

const elsewhere =
  (what: string) =>
  (draft: Draft): Draft =>
    refused(draft, `${what} is no part of a batch`, "write it outside of the batch");

/** The index's own text, where it is known and names this table. */
export const indexText = ({ definition }: Draft, index: Index): Sql => {
  const text = index.definition;
  if (text !== undefined) {
    const { name, table } = parseIndex(text);
    if (sameName(table.name, definition.name.name) && name.name === nameText(index.name))
      return text;
  }
  return createIndex(definition.name.name, index);
};

const withoutIndex = (draft: Draft, name: string): Draft => {
  const there = indexNamed(draft, name);
  return there === undefined
    ? refused(draft, `there is no index "${name}"`, "check the name")
    : { ...draft, indexes: draft.indexes.filter((sql) => sql !== there) };
};

const renamedIndex = (draft: Draft, name: string, to: string): Draft => {
  const there =
    indexNamed(draft, name) ?? refused(draft, `there is no index "${name}"`, "check the name");
  if (!sameName(name, to)) refuseTakenIndex(draft, to);
  const renamed = patched(there, [replace(parseIndex(there).name, lexicon.quote(to))]);
  return { ...draft, indexes: draft.indexes.map((sql) => (sql === there ? renamed : sql)) };
};

const workers: Workers = {
  addColumn: (draft, { column, place }) => addColumn(draft, column, place),
  dropColumn: (draft, { name }) => dropColumn(draft, name),
  alterColumn: (draft, { name, change, existing }) => alterColumn(draft, name, change, existing),
  createConstraint: (draft, { constraint }) => addConstraint(draft, constraint),
  dropConstraint: (draft, { kind, name, dropped }) => dropConstraint(draft, kind, name, dropped),
  alterConstraint: (draft) => draft,
  renameConstraint: (draft, { kind, name, to, existing }) =>
    renameConstraint(draft, kind, name, to, existing ?? null),
  createIndex: (draft, { index }) => {
    refuseTakenIndex(draft, nameText(index.name) ?? "");
    for (const { of } of index.elements) {
      if ("column" in of) columnIn(draft, of.column);
      else refuseUnfit(draft, of.expression);
    }
    if (index.where !== null) refuseUnfit(draft, index.where);
    return {
      ...draft,
      indexes: [...draft.indexes, indexText(draft, index)],
    };
  },
  dropIndex: (draft, { name }) => withoutIndex(draft, name),
  alterIndex: (_, operation) => refuseAlterIndex(operation),
  renameIndex: (draft, { name, to }) => renamedIndex(draft, name, to),
  alterTable: (draft, { to }) => alterOptions(draft, to),
  setComment: (draft, { to }) =>
    to === null
      ? draft
      : refuse(
          `a comment on table ${draft.definition.name.name}`,
          "SQLite stores no comments",
          "leave it out",
        ),
  batch: (draft, { operations }) => operations.reduce(workOne, draft),
  createSchema: elsewhere("CREATE SCHEMA"),
  dropSchema: elsewhere("DROP SCHEMA"),
  createEnum: elsewhere("CREATE TYPE"),
  dropEnum: elsewhere("DROP TYPE"),
  alterEnum: elsewhere("ALTER TYPE"),
  createSequence: elsewhere("CREATE SEQUENCE"),
  dropSequence: elsewhere("DROP SEQUENCE"),
  alterSequence: elsewhere("ALTER SEQUENCE"),
  createObject: elsewhere("the making of an object"),
  replaceObject: elsewhere("the replacing of an object"),
  dropObject: elsewhere("the dropping of an object"),
  renameObject: elsewhere("the renaming of an object"),
  createTable: elsewhere("CREATE TABLE"),
  dropTable: elsewhere("DROP TABLE"),
  renameTable: elsewhere("a change of the table's name"),
  execute: elsewhere("execute"),
  bulkInsert: elsewhere("bulkInsert"),
};

/** The draft after one operation. */
export function workOne<V extends OperationVerb>(draft: Draft, operation: Operation<V>): Draft {
  const verb: V = operation.do;
  const worker: (draft: Draft, operation: Operation<V>) => Draft = workers[verb];
  return worker(draft, operation);
}

type Drop = Operation<"dropConstraint">;
type Create = Operation<"createConstraint">;

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((x, i) => sameName(x, b[i] ?? ""));

/** The names of columns that mean another column, or none, after an operation. */
const moves = (o: Operation): readonly string[] => {
  if (o.do === "addColumn") return [o.column.name];
  if (o.do === "dropColumn") return [o.name];
  return o.do === "alterColumn" && o.change.name !== undefined ? [o.name, o.change.name] : [];
};

const mentionsAny = (c: Constraint, columns: readonly string[]): boolean => {
  if (c.kind === "check") return mentioned(c.expression, columns).length > 0;
  const named =
    c.kind === "exclude"
      ? []
      : c.kind === "foreignKey"
        ? [...c.columns, ...c.targetColumns]
        : c.columns;
  return named.some((name) => columns.some((column) => sameName(column, name)));
};

/** Do two CHECKs, one of them without a name, mention the same columns? */
const mentionSameColumns = (
  { definition }: Draft,
  a: Constraint<"check">,
  b: Constraint<"check">,
): boolean => {
  const columns = definition.columns.map((c) => c.name.name);
  const own = columns.filter((c) => mentioned(a.expression, [c]).length > 0);
  return (
    own.length > 0 &&
    same(
      own,
      columns.filter((c) => mentioned(b.expression, [c]).length > 0),
    )
  );
};

/**
 * Does the create only replace what the drop removes, with another expression or other actions?
 * Then the clause is changed in place.
 */
const replaces = (
  draft: Draft,
  drop: Drop,
  { constraint: to }: Create,
  moved: readonly string[],
): boolean => {
  const from =
    drop.dropped ??
    placed(draft).find(
      ({ constraint: c }) => c.kind === drop.kind && sameName(nameText(c.name) ?? "", drop.name),
    )?.constraint;
  if (from?.kind !== to.kind) return false;
  const nameless = from.name.from === "nowhere" || to.name.from === "nowhere";
  if (!nameless && !sameName(nameText(to.name) ?? "", drop.name)) return false;
  // Applied before columns are renamed or dropped, it would mean other columns.
  if (mentionsAny(from, moved) || mentionsAny(to, moved)) return false;
  if (from.kind === "check" && to.kind === "check")
    return !nameless || mentionSameColumns(draft, from, to);
  return (
    from.kind === "foreignKey" &&
    to.kind === "foreignKey" &&
    same(from.columns, to.columns) &&
    sameName(from.target.name, to.target.name)
  );
};

/** The name that an operation gives to a constraint or an index. */
const named = (o: Operation): string | null => {
  if (o.do === "createConstraint") return nameText(o.constraint.name);
  if (o.do === "createIndex") return nameText(o.index.name);
  return o.do === "renameConstraint" || o.do === "renameIndex" ? o.to : null;
};

const isNamed = ({ name, dropped }: Drop): boolean =>
  dropped === null ? name !== "" : nameText(dropped.name) !== null;

/** Which drops and creates may form a pair, by whether each has a name. */
const rounds: readonly ((dropped: boolean, created: boolean) => boolean)[] = [
  (dropped, created) => dropped && created,
  (dropped, created) => !dropped && !created,
  (dropped, created) => dropped !== created,
];

/**
 * A batch in its order: drops first, so that nothing is refused because of what is dropped anyway;
 * then the clauses that are changed in place; then the rest.
 */
export interface Ordered {
  readonly operations: readonly Operation[];
  /** The drop that belongs to a create that replaces it. */
  readonly replaced: ReadonlyMap<Operation, Drop>;
  readonly released: readonly string[];
}

export const ordered = (draft: Draft, operations: readonly Operation[]): Ordered => {
  /** A name that the batch itself has given before can only be dropped at its place. */
  const namedEarlier = (name: string, at: Operation): boolean =>
    operations
      .slice(0, operations.indexOf(at))
      .map(named)
      .some((given) => given !== null && sameName(given, name));
  const isDroppedFirst = (o: Operation): boolean =>
    (o.do === "dropIndex" || o.do === "dropConstraint") && !namedEarlier(o.name, o);
  const drops = operations.filter((o): o is Drop => o.do === "dropConstraint");
  const pairs = new Map<Drop, Create>();
  // Pairs by name are formed before those without names, which might mention the same columns.
  for (const round of rounds)
    for (const drop of drops.filter((o) => isDroppedFirst(o) && !pairs.has(o))) {
      const taken = new Set(pairs.values());
      const create = operations
        .slice(operations.indexOf(drop) + 1)
        .find(
          (o): o is Create =>
            o.do === "createConstraint" &&
            !taken.has(o) &&
            round(isNamed(drop), nameText(o.constraint.name) !== null) &&
            replaces(draft, drop, o, operations.slice(0, operations.indexOf(o)).flatMap(moves)),
        );
      if (create !== undefined) pairs.set(drop, create);
    }
  const replaced = new Map<Operation, Drop>(
    drops.flatMap((drop) => {
      const create = pairs.get(drop);
      return create === undefined ? [] : [[create, drop] as const];
    }),
  );
  const paired = new Set<Operation>([...replaced.values(), ...replaced.keys()]);
  return {
    operations: [
      ...operations.filter((o) => isDroppedFirst(o) && !paired.has(o)),
      ...replaced.keys(),
      ...operations.filter((o) => !isDroppedFirst(o) && !paired.has(o)),
    ],
    replaced,
    released: drops.map((d) => d.name).filter((n) => n !== ""),
  };
};

/** An operation that adds an auto-increment column, or makes a column one, before its key. */
interface Waiting {
  readonly operation: Operation;
  /** The same operation without the auto-increment; null where nothing is left of it. */
  readonly rest: Operation | null;
  readonly table: TableRef;
  readonly name: string;
  readonly identity: Column["identity"];
}

const waitingFor = (o: Operation): Waiting | null => {
  if (o.do === "addColumn" && o.column.identity?.kind === "autoIncrement") {
    return {
      operation: o,
      rest: { ...o, column: { ...o.column, identity: null } },
      table: o.table,
      name: o.column.name,
      identity: o.column.identity,
    };
  }
  if (o.do !== "alterColumn" || o.change.identity?.kind !== "autoIncrement") return null;
  const { identity, ...change } = o.change;
  return {
    operation: o,
    rest: Object.keys(change).length === 0 ? null : { ...o, change },
    table: o.table,
    name: change.name ?? o.name,
    identity,
  };
};

/**
 * AUTOINCREMENT is part of the key's clause, so a column without a key becomes auto-increment after
 * its key is added.
 */
const autoIncrementAfterKey = (operations: readonly Operation[]): readonly Operation[] => {
  const late = ({ table, name, identity }: Waiting): Operation => ({
    do: "alterColumn",
    table,
    name,
    change: { identity },
    existing: null,
  });
  const isKeyOf = (o: Operation, name: string): boolean =>
    o.do === "createConstraint" &&
    o.constraint.kind === "primaryKey" &&
    o.constraint.columns.length === 1 &&
    sameName(o.constraint.columns[0] ?? "", name);
  const waiting = operations.map(waitingFor).filter((w) => w !== null);
  const keyed = waiting.filter((w) =>
    operations.slice(operations.indexOf(w.operation)).some((o) => isKeyOf(o, w.name)),
  );
  return operations.flatMap((o): readonly Operation[] => {
    const own = waiting.find((w) => w.operation === o);
    if (own === undefined) return [o, ...keyed.filter((w) => isKeyOf(o, w.name)).map(late)];
    return [...(own.rest === null ? [] : [own.rest]), ...(keyed.includes(own) ? [] : [late(own)])];
  });
};

export const worked = (
  draft: Draft,
  { operations, replaced }: Ordered,
  options: BatchOptions,
): Draft => {
  const bare = options.unnamedChecks === "omit" ? withoutNamelessChecks(draft) : draft;
  return autoIncrementAfterKey(operations).reduce((d, operation) => {
    const drop = replaced.get(operation);
    return drop === undefined || operation.do !== "createConstraint"
      ? workOne(d, operation)
      : replaceConstraint(d, drop.name, drop.dropped, operation.constraint);
  }, bare);
};
