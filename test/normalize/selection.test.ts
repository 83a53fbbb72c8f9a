/** What patterns, rules and functions select, and what of them is refused. */
import { root } from "../../src/decode/decode.js";
import {
  selectionOf,
  selector,
  type Selectable,
  type SelectionOptions,
} from "../../src/normalize/selection.js";

const place = { schema: null, table: null, reflected: true, counterpart: null };
const app = { ...place, kind: "table", name: "app_user" } as const;
const log = { ...place, kind: "table", schema: "audit", name: "log" } as const;
const event = { ...place, kind: "table", schema: "audit", name: "event" } as const;
const ofLog = { ...place, schema: "audit", table: "log" } as const;
const column = { ...ofLog, kind: "column", name: "secret" } as const;
const index = { ...ofLog, kind: "index", name: "ix_tmp_log" } as const;
const check = { ...ofLog, kind: "check", name: "ck_log" } as const;
const nameless = { ...ofLog, kind: "check", name: null } as const;
const sequence = { ...place, kind: "sequence", name: "app_counter" } as const;
const audit = { ...place, kind: "schema", name: "audit" } as const;
const all: readonly Selectable[] = [
  app,
  log,
  event,
  column,
  index,
  check,
  nameless,
  sequence,
  audit,
];

const left = (options: SelectionOptions): readonly Selectable[] =>
  all.filter((object) => !selectionOf(options).selects(object, "public"));

const examples: Readonly<Record<string, readonly [SelectionOptions, readonly Selectable[]]>> = {
  "a pattern speaks of what stands in a schema": [{ exclude: ["log"] }, [log]],
  "and does so after the schema": [{ exclude: ["audit.*"] }, [log, event]],
  "also the default one": [{ exclude: ["public.app_user"] }, [app]],
  "of several kinds at once": [{ exclude: ["app_*"] }, [app, sequence]],
  "of one kind after its word": [{ exclude: ["table:app_*"] }, [app]],
  "a part by its name": [{ exclude: ["column:secret"] }, [column]],
  "a part after its table": [{ exclude: ["index:log.ix_*"] }, [index]],
  "a part after table and schema": [{ exclude: ["index:audit.log.*"] }, [index]],
  "a part of another table": [{ exclude: ["index:user.*"] }, []],
  "constraints of all kinds, but not without a name": [{ exclude: ["constraint:*"] }, [check]],
  "a schema alone": [{ exclude: ["schema:audit"] }, [audit]],
  "a rule: a schema with all that stands in it": [
    { exclude: [{ schema: "audit" }] },
    [log, event, audit],
  ],
  "a rule: all parts of a table": [
    { exclude: [{ table: "log" }] },
    [column, index, check, nameless],
  ],
  "a rule: kinds of a table": [
    { exclude: [{ kind: ["index", "column"], table: "l*" }] },
    [column, index],
  ],
  "a rule: a table by its own name": [{ exclude: [{ kind: "table", table: "log" }] }, [log]],
  "a function": [{ exclude: [({ name }) => name?.includes("_log") === true] }, [index, check]],
  "only some": [{ include: ["app_*"] }, [log, event]],
  "some, in each kind that is spoken of": [
    { include: ["log", "index:ix_log"] },
    [app, event, index, sequence],
  ],
  "some without others": [{ include: ["audit.*", "app_*"], exclude: ["event"] }, [event]],
  "only what a function says": [
    { include: [({ kind }) => kind === "table"] },
    [column, index, check, nameless, sequence, audit],
  ],
};

test.each(Object.entries(examples))("%s", (_name, [options, expected]) => {
  expect(left(options)).toEqual(expected);
});

test("what is not modelled goes by patterns and rules without a kind", () => {
  const trigger = { schema: null, table: "app_user", name: "trg" };
  const routine = { schema: null, table: null, name: "f" };
  const listed = (options: SelectionOptions): readonly object[] =>
    [trigger, routine].filter((object) => selectionOf(options).lists(object, null));
  expect(listed({ include: ["app_*"] })).toEqual([trigger]);
  expect(listed({ include: ["table:app_*"] })).toEqual([trigger, routine]);
  expect(listed({ exclude: ["f", "column:*"] })).toEqual([trigger]);
  expect(listed({ exclude: [{ table: "app_user", name: "trg" }] })).toEqual([routine]);
});

test("parts of tables are looked at only where somebody speaks of them", () => {
  const speaks = (options: SelectionOptions): boolean => selectionOf(options).speaksOfParts;
  expect([{}, { exclude: ["log", { schema: "audit" }] }].map(speaks)).toEqual([false, false]);
  expect([{ exclude: [{ table: "log" }] }, { include: [(): boolean => true] }].map(speaks)).toEqual(
    [true, true],
  );
});

test.each([
  ["indx:ix_*", /exclude must be .*but is "indx"\n?.*did you mean "index"/s],
  [{ kind: "colunm" }, /exclude\.kind must be .*did you mean "column"/s],
  [{ tabel: "t" }, /exclude/],
  [{}, /a rule that says a kind, a schema, a table or a name/],
  ["", /a name/],
  [7, /a pattern, a rule .* or a function, but is 7/],
])("%j is refused", (value, message) => {
  let said = "";
  try {
    selector(value, root("usage", "exclude", "write it otherwise"));
  } catch (thrown) {
    said = thrown instanceof Error ? `${thrown.message}\n${Reflect.get(thrown, "todo")}` : "";
  }
  expect(said).toMatch(message);
});
