/** Puts renames into an order in which every new name is free when it is taken; cycles go through a parked name. */
import type { Operation, TableRef } from "../model/index.js";

export interface Rename {
  /** Names in different scopes never meet. */
  readonly scope: string;
  readonly table: TableRef;
  readonly name: string;
  readonly to: string;
  readonly operation: (name: string, to: string) => Operation;
}

const parkedName = (taken: ReadonlySet<string>): string => {
  for (let n = 1; ; n++) {
    const name = `schema_diff_parked_${n}`;
    if (!taken.has(name)) return name;
  }
};

const sequence = (
  renames: readonly Rename[],
): readonly { readonly table: TableRef; readonly operation: Operation }[] => {
  const out: { table: TableRef; operation: Operation }[] = [];
  const taken = new Set(renames.flatMap(({ name, to }) => [name, to]));
  let waiting = [...renames];
  while (waiting.length > 0) {
    const held = new Set(waiting.map(({ name }) => name));
    const free = waiting.filter(({ to }) => !held.has(to));
    if (free.length > 0) {
      out.push(...free.map((r) => ({ table: r.table, operation: r.operation(r.name, r.to) })));
      waiting = waiting.filter((r) => !free.includes(r));
      continue;
    }
    const [first, ...rest] = waiting;
    if (first === undefined) break;
    const parked = parkedName(taken);
    taken.add(parked);
    out.push({ table: first.table, operation: first.operation(first.name, parked) });
    waiting = [...rest, { ...first, name: parked }];
  }
  return out;
};

export const orderRenames = (
  renames: readonly Rename[],
): readonly { readonly table: TableRef; readonly operation: Operation }[] => {
  const scopes = new Map<string, Rename[]>();
  for (const rename of renames)
    scopes.set(rename.scope, [...(scopes.get(rename.scope) ?? []), rename]);
  return [...scopes.values()].flatMap(sequence);
};
