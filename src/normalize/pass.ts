/** What a pass of the normal form is: an id, the side it works on, a reason, a function. */
import type { Dialect } from "../dialects/index.js";
import type { Schema, Table } from "../model/index.js";
import type { NamingConvention } from "../naming/index.js";
import type { Selector } from "./selection.js";
import type { Print, PrintObjects, Refused, Unprinted } from "../reflect/index.js";

/** Who says a side: somebody declared it, a database was read for it, or it came as a value (a snapshot, a Schema). */
type Origin = "declared" | "read" | "given";

export interface Side {
  readonly schema: Schema;
  readonly origin: Origin;
  /** The convention by which the declaration names constraints; null for what was not declared. */
  readonly convention: NamingConvention | null;
}

/** The two sides of a comparison. Of two databases, or two declarations, the one to be changed counts as live. */
export interface Sides {
  readonly live: Side;
  readonly declared: Side;
}

export interface Settings {
  readonly dialect: Dialect;
  /** What is compared, where it is not everything. */
  readonly include?: readonly Selector[];
  /** What nobody wants compared. */
  readonly exclude: readonly Selector[];
  /** What the declared side means by saying nothing of an attribute. */
  readonly unspecified: "noOpinion" | "absent";
  /** Asks the server about all that is to be made, also where a print would settle nothing. Left out: where the declared side says what it means. */
  readonly everyPiece?: boolean;
  /** Objects that a piece of SQL defines and that the declared side does not have: left alone, or compared as surplus (the default). */
  readonly undeclaredObjects?: "skip" | "compare";
  /** How the server prints objects that a piece of SQL defines; absent where there is no server to ask. */
  readonly printObjects?: PrintObjects | null;
  /** How the server prints what is declared; null where there is no server to ask. */
  readonly print: Print | null;
}

/** What a pass makes of one side, and what it has to say beside it. */
export interface Outcome {
  readonly schema: Schema;
  readonly warnings?: readonly string[];
  /** Tables whose expressions no server could be asked about. */
  readonly doubts?: readonly Unprinted[];
  /** What of a declaration the server will not have. */
  readonly refused?: readonly Refused[];
  /** Tables with just those parts that are not compared. */
  readonly leftAlone?: readonly Table[];
}

interface About {
  /** Stable and kebab-case. */
  readonly id: string;
  readonly side: "live" | "declared" | "both";
  /** The origins of the sides that it works on; absent: whatever the origin. */
  readonly of?: readonly Origin[];
  readonly because: string;
}

/** Needs nothing but the side itself. */
interface AlonePass extends About {
  readonly alone: (schema: Schema, settings: Settings) => Schema;
}

/** Looks at the other side as the passes before it left it. */
interface BesidePass extends About {
  readonly beside: (schema: Schema, other: Side, settings: Settings) => Outcome;
}

/** Looks at the other side where there is one. */
interface EitherPass extends About {
  readonly either: (side: Side, other: Side | null, settings: Settings) => Outcome;
}

/** Asks a server. */
export interface AskingPass extends About {
  readonly ask: (schema: Schema, other: Side, settings: Settings) => Promise<Outcome>;
}

export type Pass = AlonePass | BesidePass | EitherPass | AskingPass;
