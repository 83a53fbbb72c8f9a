/** The type of a pass of the normal form: an id, the side that it works on, a reason, a function. */
import type { Dialect } from "../dialects/index.js";
import type { Schema, Table } from "../model/index.js";
import type { NamingConvention } from "../naming/index.js";
import type { Selector } from "./selection.js";
import type { Print, PrintObjects, Refused, Unprinted } from "../reflect/index.js";

/** Where a side comes from: a declaration, a database that was read, or a value (a snapshot, a Schema). */
type Origin = "declared" | "read" | "given";

export interface Side {
  readonly schema: Schema;
  readonly origin: Origin;
  /** The convention by which the declaration names constraints; null for a side that is not a declaration. */
  readonly convention: NamingConvention | null;
}

/** The two sides of a comparison. Of two databases or two declarations, the one to be changed counts as live. */
export interface Sides {
  readonly live: Side;
  readonly declared: Side;
}

export interface Settings {
  readonly dialect: Dialect;
  /** What is compared, where it is not everything. */
  readonly include?: readonly Selector[];
  /** What is excluded from the comparison. */
  readonly exclude: readonly Selector[];
  /** What it means where the declared side leaves an attribute unspecified. */
  readonly unspecified: "noOpinion" | "absent";
  /** Asks the server about everything that will be created, even where its print would not affect a verdict. Left out: only where the declared side is complete. */
  readonly everyPiece?: boolean;
  /** SQL objects that the declared side does not have: left alone, or compared as surplus (the default). */
  readonly undeclaredObjects?: "skip" | "compare";
  /** How the server prints SQL objects; absent where there is no server to ask. */
  readonly printObjects?: PrintObjects | null;
  /** How the server prints what is declared; null where there is no server to ask. */
  readonly print: Print | null;
}

/** What a pass makes of one side, and what it reports besides. */
export interface Outcome {
  readonly schema: Schema;
  readonly warnings?: readonly string[];
  /** Tables about whose expressions no server could be asked. */
  readonly doubts?: readonly Unprinted[];
  /** Parts of a declaration that the server refuses. */
  readonly refused?: readonly Refused[];
  /** Tables with only those parts that are not compared. */
  readonly leftAlone?: readonly Table[];
}

interface About {
  /** Stable and kebab-case. */
  readonly id: string;
  readonly side: "live" | "declared" | "both";
  /** The origins of the sides that it works on; absent: all of them. */
  readonly of?: readonly Origin[];
  readonly because: string;
}

/** A pass that needs only the side itself. */
interface AlonePass extends About {
  readonly alone: (schema: Schema, settings: Settings) => Schema;
}

/** A pass that also looks at the other side, as the previous passes left it. */
interface BesidePass extends About {
  readonly beside: (schema: Schema, other: Side, settings: Settings) => Outcome;
}

/** A pass that also looks at the other side, if there is one. */
interface EitherPass extends About {
  readonly either: (side: Side, other: Side | null, settings: Settings) => Outcome;
}

/** A pass that asks a server. */
export interface AskingPass extends About {
  readonly ask: (schema: Schema, other: Side, settings: Settings) => Promise<Outcome>;
}

export type Pass = AlonePass | BesidePass | EitherPass | AskingPass;
