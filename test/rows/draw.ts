/** Draws two schemas and rows: what turns the one into the other may fail on the rows, and loses something besides. */

export interface Drawn {
  readonly seed: number;
  readonly holds: readonly string[];
  readonly declared: readonly string[];
  /** What rows break of what was there at the start, in words; empty where nothing does. */
  readonly broken: readonly string[];
  /** What rows break of what the plan makes. */
  readonly late: readonly string[];
}

type Random = (below: number) => number;

/** mulberry32, by Tommy Ettinger: public domain. */
const randomOf = (seed: number): Random => {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
};

const rowCount = 6;

/** A column, and what its rows are. */
interface Column {
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[];
}

const numbers = (...values: readonly (number | null)[]): readonly string[] =>
  values.map((value) => (value === null ? "NULL" : String(value)));

const columns: readonly Column[] = [
  { name: "good", type: "int", values: numbers(1, 2, 3, 4, 5, 6) },
  { name: "holes", type: "int", values: numbers(1, null, 3, 4, null, 6) },
  { name: "twice", type: "int", values: numbers(1, 2, 2, 4, 5, 5) },
  { name: "strays", type: "int", values: numbers(1, 2, 99, null, 98, 6) },
  { name: "below", type: "int", values: numbers(1, -2, 3, 4, -5, 6) },
  { name: "word", type: "varchar(20)", values: ["'a'", "'b'", "'c'", "'A'", "'e'", "NULL"] },
  { name: "day", type: "date", values: ["'2024-02-29'", ...Array(5).fill("'2024-03-01'")] },
  { name: "gone", type: "varchar(9)", values: Array(6).fill("'kept'") },
];

/** What may be asked of a column, and which columns' rows refuse it. */
const demands = {
  unique: ["twice", "word", "day", "gone"],
  primary: ["holes", "twice", "strays", "word", "day", "gone"],
  notNull: ["holes", "strays", "word"],
  foreign: ["strays", "below"],
  check: ["below"],
} as const;

type Demand = keyof typeof demands;

const numbersOnly: readonly Demand[] = ["foreign", "check"];

interface Table {
  readonly name: string;
  readonly keyed: boolean;
}

const definition = (
  table: Table,
  all: readonly Column[],
  extra: readonly string[],
  notNull: ReadonlySet<string>,
): string =>
  `CREATE TABLE ${table.name} (${[
    "id int NOT NULL",
    ...all.map(({ name, type }) => `${name} ${type} ${notNull.has(name) ? "NOT NULL" : "NULL"}`),
    ...(table.keyed ? ["PRIMARY KEY (id)"] : []),
    ...extra,
  ].join(", ")}) ENGINE=InnoDB`;

const inserted = ({ name }: Table): string =>
  `INSERT INTO ${name} (id, ${columns.map((c) => c.name).join(", ")}) VALUES ${Array.from({ length: rowCount }, (_, row) => `(${row + 1}, ${columns.map(({ values }) => values[row] ?? "NULL").join(", ")})`).join(", ")}`;

/** What is added to a table, in a clause of its definition where it has one. */
interface Added {
  readonly clause: string | null;
  readonly notNull: string | null;
  readonly breaks: string | null;
}

const addedOn = (table: Table, demand: Demand, column: string, turn: number): Added => {
  const name = `${demand.slice(0, 2)}_${table.name}_${turn}`;
  const refused: readonly string[] = demands[demand];
  const breaks = refused.includes(column) ? `${demand} of ${table.name}.${column}` : null;
  const clauses: Readonly<Record<Demand, string | null>> = {
    unique: `UNIQUE KEY ${name} (${column})`,
    primary: `PRIMARY KEY (${column})`,
    notNull: null,
    foreign: `CONSTRAINT ${name} FOREIGN KEY (${column}) REFERENCES target (id)`,
    check: `CONSTRAINT ${name} CHECK (${column} > 0)`,
  };
  return {
    clause: clauses[demand],
    notNull: demand === "notNull" || demand === "primary" ? column : null,
    breaks,
  };
};

export const draw = (seed: number): Drawn => {
  const random = randomOf(seed);
  const pick = <T>(from: readonly T[]): T => {
    const one = from[random(from.length)];
    if (one === undefined) throw new Error("nothing to pick from");
    return one;
  };
  const target: Table = { name: "target", keyed: true };
  const tables: readonly Table[] = [
    { name: "one", keyed: random(2) === 0 },
    { name: "two", keyed: random(2) === 0 },
  ];
  /** Half of the plans fail on no row. */
  const fails = random(2) === 0;
  const broken: string[] = [];
  const late: string[] = [];
  const declared: string[] = [definition(target, columns, [], new Set())];
  for (const [t, table] of tables.entries()) {
    const lost = new Set(["gone", ...(random(3) === 0 ? [pick(["day", "word"])] : [])]);
    const left = columns.filter(({ name }) => !lost.has(name));
    const clauses: string[] = [];
    const notNull = new Set<string>();
    let primary = table.keyed;
    for (let turn = 0; turn < 1 + random(3); turn += 1) {
      const demand = pick(Object.keys(demands) as readonly Demand[]);
      if (demand === "primary" && primary) continue;
      const able = left.filter(({ type }) => type === "int" || !numbersOnly.includes(demand));
      const added = addedOn(table, demand, pick(able).name, turn);
      if (!fails && added.breaks !== null) continue;
      primary ||= demand === "primary";
      if (added.breaks !== null) broken.push(added.breaks);
      if (added.clause !== null) clauses.push(added.clause);
      if (added.notNull !== null) notNull.add(added.notNull);
    }
    if (random(2) === 0) clauses.push(`KEY ix_${t} (${pick(left).name})`);
    const fresh = random(3) === 0 ? [{ name: "fresh", type: "int", values: [] }] : [];
    if (fails && fresh.length > 0 && random(3) === 0) {
      clauses.push(`UNIQUE KEY uq_fresh_${t} (fresh)`);
      notNull.add("fresh");
      late.push(`unique of ${table.name}.fresh`);
    }
    declared.push(definition(table, [...left, ...fresh], clauses, notNull));
  }
  const dropped: Table = { name: "lost", keyed: true };
  const all = [target, ...tables, dropped];
  return {
    seed,
    holds: [...all.map((table) => definition(table, columns, [], new Set())), ...all.map(inserted)],
    declared,
    broken,
    late,
  };
};
