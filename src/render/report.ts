/** Renders findings as a text for people: what differs, table by table, and what was left alone. */
import {
  constraintRules,
  nameText,
  objectKinds,
  summaryOf,
  tableText,
  type Aspect,
  type Change,
  type ChangeOf,
  type Comparison,
  type Hazard,
  type NotCompared,
  type ObjectKind,
  type Skipped,
  type Undecided,
  type Verb,
} from "../model/index.js";
import { oneLine } from "./terminalText.js";

/** How parts of a report are coloured, which the command line decides. */
export interface Paint {
  readonly add: (text: string) => string;
  readonly drop: (text: string) => string;
  readonly rename: (text: string) => string;
  readonly alter: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly warn: (text: string) => string;
}

const same = (text: string): string => text;
export const plainPaint: Paint = {
  add: same,
  drop: same,
  rename: same,
  alter: same,
  strong: same,
  faint: same,
  warn: same,
};

const signs: Readonly<Record<Verb, string>> = { add: "+", drop: "-", alter: "~", rename: "→" };

/** The object in one line. */
const summary = <K extends ObjectKind>({ kind, from, to }: ChangeOf<K>): string => {
  const shown = to ?? from;
  return shown === null ? "" : summaryOf(kind, shown);
};

const valueWords = (value: unknown): string => {
  if (value === null || value === undefined) return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
};

const aspectLines = (aspects: readonly Aspect[], indent: string): readonly string[] =>
  aspects.map(({ path, from, to }) =>
    oneLine(`${indent}${path}: ${valueWords(from)} → ${valueWords(to)}`),
  );

/** The name before a rename. */
const formerName = (change: Change): string | null => {
  const { from } = change;
  if (from === null || !("name" in from)) return null;
  return typeof from.name === "string" ? from.name : nameText(from.name);
};

const nameWords = (change: Change): string => {
  const name = change.name ?? "(no name)";
  const former = change.verb === "rename" ? formerName(change) : null;
  return former === null || former === name ? name : `${former} → ${name}`;
};

const changeLines = (change: Change, paint: Paint): readonly string[] => {
  const shows = change.verb === "add" || change.verb === "drop" ? summary(change) : "";
  const what = [objectKinds[change.kind].label, nameWords(change), shows]
    .filter((t) => t !== "")
    .join(" ");
  const because = change.because === "" ? "" : `  ${paint.faint(oneLine(`(${change.because})`))}`;
  return [
    `  ${paint[change.verb](oneLine(`${signs[change.verb]} ${what}`))}${because}`,
    ...(change.verb === "alter" || change.verb === "rename"
      ? aspectLines(
          change.aspects.filter(({ path }) => !path.startsWith("name")),
          "      ",
        )
      : []),
    ...change.hazards.map((h) => `      ${paint.warn(oneLine(`! ${h.code}: ${h.message}`))}`),
  ];
};

const place = ({ schema, table }: Pick<Change, "schema" | "table">): string =>
  table !== null
    ? `table ${tableText({ schema, name: table })}`
    : schema === null
      ? "outside tables"
      : `schema ${schema}`;

const grouped = <T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): readonly (readonly [string, readonly T[]])[] => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups];
};

const section = (title: string, lines: readonly string[], paint: Paint): readonly string[] =>
  lines.length === 0 ? [] : [paint.strong(oneLine(title)), ...lines, ""];

const undecidedLines = (u: Undecided, paint: Paint): readonly string[] => [
  `  ${paint.warn(oneLine(`? ${objectKinds[u.kind].label} ${u.name ?? "(no name)"} of ${place(u)}`))}  ${paint.faint(oneLine(`(${u.because})`))}`,
  ...aspectLines(u.aspects, "      "),
];

const skippedLine = ({ kind, schema, table, side, count, because }: Skipped): string => {
  const { label } = objectKinds[kind];
  const words = kind in constraintRules ? `${label} constraint` : label;
  return oneLine(
    `  ${count} ${side} ${words}${count === 1 ? "" : "s"} of ${place({ schema, table })}: ${because}`,
  );
};

const counted = (changes: readonly Change[]): string => {
  const words: Readonly<Record<Verb, string>> = {
    add: "to add",
    drop: "to drop",
    rename: "to rename",
    alter: "to alter",
  };
  const counts = (["add", "drop", "rename", "alter"] as const).flatMap((verb) => {
    const count = changes.filter((c) => c.verb === verb).length;
    return count === 0 ? [] : [`${count} ${words[verb]}`];
  });
  return counts.join(", ");
};

const verdict = ({ inSync, changes, undecided }: Comparison, paint: Paint): string => {
  const open = undecided.length === 0 ? [] : [`${undecided.length} undecided`];
  if (changes.length === 0 && open.length === 0)
    return inSync ? paint.add("in sync") : "not in sync";
  return paint.strong(
    [...(changes.length === 0 ? ["in sync"] : [counted(changes)]), ...open].join(", "),
  );
};

/** The hazards that come from the order of a plan, not from a single change. */
const orderLines = (
  { changes, hazards = [] }: Comparison & { readonly hazards?: readonly Hazard[] },
  paint: Paint,
): readonly string[] =>
  hazards
    .filter(
      ({ code, message }) =>
        !changes.some((c) => c.hazards.some((h) => h.code === code && h.message === message)),
    )
    .map((h) => `  ${paint.warn(oneLine(`! ${h.code}: ${h.message}`))}`);

/** The heading for objects that are not modelled; it names the side where that is not only the one to be changed. */
const unmodelledTitle = ({ kind, side, differs }: NotCompared): string => {
  if (differs === true) return `${kind} that the two sides have, and not alike`;
  return { from: kind, to: `${kind} of the other side only`, both: `${kind} of both sides` }[side];
};

/** Everything that was found, and what was not compared. The last line sums it up. */
export const reportText = (
  findings: Comparison & { readonly hazards?: readonly Hazard[] },
  paint: Paint = plainPaint,
): string => {
  const lines = [
    ...grouped(findings.changes, place).flatMap(([title, changes]) =>
      section(
        title,
        changes.flatMap((c) => changeLines(c, paint)),
        paint,
      ),
    ),
    ...section(
      "undecided",
      findings.undecided.flatMap((u) => undecidedLines(u, paint)),
      paint,
    ),
    ...section("in this order", orderLines(findings, paint), paint),
    ...section("left alone", findings.skipped.map(skippedLine), paint),
    ...section(
      "not compared",
      grouped(findings.notCompared, unmodelledTitle).map(([title, all]) =>
        oneLine(`  ${all.length} ${title}: ${all.map(tableText).join(", ")}`),
      ),
      paint,
    ),
    verdict(findings, paint),
  ];
  return `${lines.join("\n")}\n`;
};
