/** Tells a story of declared metadata, with laws: up reaches what was declared, a second look finds nothing, down returns to the start; SQLite: `diff --format sql` reaches the same. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  diff,
  MetaData,
  Migrator,
  render,
  type Change,
  type Plan,
  type Skipped,
  type Unmodelled,
} from "schema-diff";
import { forDialect, type Story } from "../../fixtures/story.js";
import { witness, type Seen } from "../witness/witness.js";
import { proveStory } from "./proved.js";
import { ask, copied, execute, inOrder, isPassedOver, type Place } from "./places.js";

const changeLine = ({ verb, kind, table, name }: Change): string =>
  `${verb} ${kind} ${[table, name].filter((part) => part !== null).join(".")}`;
const skippedLine = ({ count, kind, table, side }: Skipped): string =>
  `${count} ${kind} of ${table ?? ""} (${side})`;
const unmodelledLine = ({ kind, name }: Unmodelled): string => `${kind} ${name}`;

/** The schema with what comes back otherwise; each piece was there. */
const withBack = (seen: Seen, pieces: readonly (readonly [was: string, is: string])[]): Seen =>
  pieces.reduce((before, [was, is]) => {
    expect(before.schema.join("\n")).toContain(was);
    return { ...before, schema: before.schema.map((line) => line.replace(was, is)).sort() };
  }, seen);

export const tellDeclared = async (story: Story, place: Place): Promise<void> => {
  const { dialect, make } = place;
  const { url, drop } = await make();
  const beside = forDialect(story.neighbour, dialect) === undefined ? null : await make();
  const scripts = await mkdtemp(join(tmpdir(), "story-scripts-"));
  try {
    if (await isPassedOver(story, url, dialect)) return;
    await execute(url, forDialect(story.holds, dialect) ?? "");
    if (beside !== null) await execute(beside.url, forDialect(story.neighbour, dialect) ?? "");
    const declare = (): MetaData => {
      const metadata = new MetaData(
        story.namingConvention === undefined ? {} : { namingConvention: story.namingConvention },
      );
      story.declared(metadata, dialect);
      return metadata;
    };
    const look = async (): Promise<Plan> => diff({ from: url, to: declare(), ...story.options });
    const before = await witness(url);

    const refusal = story.refused?.[dialect];
    if (refusal !== undefined) {
      await expect(look().then((plan) => plan.statements)).rejects.toThrow(refusal);
      expect(await witness(url)).toEqual(before);
      return;
    }

    const plan = await look();
    expect(plan.undecided.map(({ kind, name, because }) => `${kind} ${name}: ${because}`)).toEqual(
      forDialect(story.undecided, dialect) ?? [],
    );
    expect(plan.changes.map(changeLine)).toEqual(forDialect(story.found, dialect) ?? []);
    const skipped = forDialect(story.skipped, dialect);
    if (skipped !== undefined) expect(plan.skipped.map(skippedLine)).toEqual(skipped);
    const notCompared = forDialect(story.notCompared, dialect);
    if (notCompared !== undefined)
      expect(plan.notCompared.map(unmodelledLine)).toEqual(notCompared);
    expect(plan.warnings).toEqual(
      (forDialect(story.warns, dialect) ?? []).map((words): unknown =>
        expect.stringContaining(words),
      ),
    );
    const hazards = forDialect(story.hazards, dialect);
    if (hazards !== undefined) expect(plan.hazards.map(({ code }) => code)).toEqual(hazards);
    expect(plan.inSync).toBe(plan.changes.length === 0);
    if (plan.inSync) {
      expect(plan.statements).toEqual([]);
      return;
    }

    await proveStory(story, place, { from: url, to: declare() }, url);
    inOrder(plan.statements.join(";\n"), forDialect(story.statements, dialect) ?? []);
    const script = await render(plan, {
      format: "typescript",
      message: story.why,
      revision: "1",
      downRevision: null,
    });
    const [upText = "", downText = ""] = script
      .slice(script.indexOf("function up"))
      .split("export async function down");
    inOrder(upText, forDialect(story.up, dialect) ?? []);
    inOrder(downText, forDialect(story.down, dialect) ?? []);
    await writeFile(join(scripts, "1_story.ts"), script);

    const played = dialect === "sqlite" ? await copied(url) : null;
    if (played !== null) await execute(played, await render(plan, { format: "sql" }));

    const migrator = new Migrator({ source: url, directory: scripts });
    await migrator.upgrade("head");
    if (played !== null) expect(await witness(played)).toEqual(await witness(url));
    const after = await look();
    expect({ changes: after.changes, statements: after.statements }).toEqual({
      changes: [],
      statements: [],
    });
    const questions = forDialect(story.asks, dialect) ?? [];
    await ask(url, questions, "up");
    await migrator.downgrade("base");
    await ask(url, questions, "down");
    expect(await witness(url)).toEqual(withBack(before, forDialect(story.back, dialect) ?? []));
  } finally {
    await drop();
    await beside?.drop();
    await rm(scripts, { recursive: true, force: true });
  }
};
