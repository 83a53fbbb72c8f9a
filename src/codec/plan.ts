/** The codec of a plan as data: operations, statements, hazards, and the fingerprints of both sides. */
import type { Hazard, Operation, PlannedStatement } from "../model/index.js";
import { choice, defined, described, flag, list, text, texts } from "./codec.js";
import { dialectName, formatVersionOf } from "./format.js";
import { operation } from "./operation.js";
import type { WrittenSelector } from "../normalize/index.js";
import { maybe, needed, or, record } from "./record.js";
import { selector } from "./selector.js";
import { plannedStatement } from "./statement.js";

/** What a plan records about one of its sides. */
export interface PlanSide {
  /** Of the side as it was read, before normalizing. */
  readonly fingerprint: string;
  /** `read` from a database, `declared` by metadata, or `given` as a snapshot or a value. */
  readonly origin: "read" | "declared" | "given";
  /** The schemas that were read; empty: the connection's current one. */
  readonly schemas: readonly string[];
  /**
   * What was compared, where it was not everything, and what was left out; functions are not
   * written.
   */
  readonly include?: readonly WrittenSelector[];
  readonly exclude: readonly WrittenSelector[];
  /**
   * Does the fingerprint include the opaque objects? A plan without changes never asks for them.
   */
  readonly opaque: boolean;
}

export interface PlanDocument {
  readonly formatVersion: 1;
  readonly dialect: string;
  readonly from: PlanSide;
  readonly to: PlanSide;
  readonly operations: readonly Operation[];
  readonly statements: readonly PlannedStatement[];
  readonly hazards: readonly Hazard[];
}

const selectors = list(selector);

export const planSide = defined(
  "side",
  record<PlanSide>({
    fingerprint: needed(
      described(
        text,
        "sha256: and the hash of the snapshot, its keys sorted, without the server's version.",
      ),
    ),
    origin: needed(choice("read", "declared", "given")),
    schemas: or(texts, []),
    include: maybe(selectors),
    exclude: or(selectors, []),
    opaque: or(flag, true),
  }),
);

const hazard = defined("hazard", record<Hazard>({ code: needed(text), message: needed(text) }));

export const planDocument = record<PlanDocument>({
  formatVersion: needed(
    formatVersionOf("write the plan again with `schema-diff diff --format plan`"),
  ),
  dialect: needed(dialectName),
  from: needed(planSide),
  to: needed(planSide),
  operations: needed(list(operation)),
  statements: needed(list(plannedStatement)),
  hazards: or(list(hazard), []),
});
