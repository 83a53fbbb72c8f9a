/** Lists by name everything in a schema that is dropped, and the foreign keys of other schemas into it, in the order in which they can be dropped. */
import {
  definingSql,
  ofKind,
  refOf,
  sameTable,
  sqlObjectKinds,
  tableText,
  type Operation,
  type Schema,
  type SqlObject,
  type SqlObjectKind,
  type Table,
  type TableRef,
} from "../model/index.js";
import { dependentText, dropsOf, orderTables } from "../plan/index.js";

interface Dropped {
  readonly said: string;
  readonly operations: readonly Operation[];
}

interface Reader {
  readonly kind: SqlObjectKind;
  readonly object: SqlObject;
  readonly sql: string;
}

/** The SQL objects of the schema, each before those that it reads. */
const readersFirst = (all: readonly Reader[]): readonly Reader[] => {
  const left = [...all];
  const order: Reader[] = [];
  while (left.length > 0) {
    const free = left.findIndex(
      (one) => !left.some((other) => other !== one && other.sql.includes(one.object.name)),
    );
    order.push(...left.splice(Math.max(free, 0), 1));
  }
  return order;
};

const readersIn = ({ objects }: Schema): readonly Reader[] =>
  sqlObjectKinds.flatMap((kind) =>
    (objects?.[kind] ?? []).map((object) => ({
      kind,
      object,
      sql: definingSql(kind, object).join(" "),
    })),
  );

const keyOf = (table: Table, foreignKey: Table["constraints"][number]): Dropped => ({
  said: dependentText({ table, constraint: foreignKey }),
  operations: dropsOf({ table, constraint: foreignKey }),
});

/** @param schema the schema, together with those that have foreign keys into it */
export const schemaDrops = (
  name: string,
  schema: Schema,
): { readonly refusal: readonly string[]; readonly drops: readonly Dropped[] } => {
  const inside = (ref: TableRef): boolean => (ref.schema ?? schema.defaultSchema) === name;
  const own = schema.tables.filter(inside);
  const pointsIn = ({ target }: { readonly target: TableRef }): boolean =>
    own.some((table) => sameTable(table, target));
  const { tables, cycleEdges } = orderTables(own, () => false);
  return {
    refusal: schema.notCompared
      .filter((item) => inside(item) && item.table === null)
      .map((item) => `${item.kind} ${tableText(item)}, which op.execute drops`),
    drops: [
      ...schema.tables
        .filter((table) => !inside(table))
        .flatMap((table) =>
          ofKind(table.constraints, "foreignKey")
            .filter(pointsIn)
            .map((fk) => keyOf(table, fk)),
        ),
      ...readersFirst(readersIn(schema).filter(({ object }) => inside(object))).map(
        ({ kind, object }): Dropped => ({
          said: `${kind} ${tableText(object)}`,
          operations: [{ do: "dropObject", kind, object: refOf(object), dropped: object }],
        }),
      ),
      ...cycleEdges.map(({ table, foreignKey }) => keyOf(table, foreignKey)),
      ...[...tables].reverse().map((table): Dropped => ({
        said: `table ${tableText(table)}`,
        operations: [{ do: "dropTable", table: refOf(table), dropped: table }],
      })),
      ...schema.sequences
        .filter((sequence) => inside(sequence) && sequence.ownedBy === null)
        .map((sequence): Dropped => ({
          said: `sequence ${tableText(sequence)}`,
          operations: [{ do: "dropSequence", sequence: refOf(sequence) }],
        })),
      ...schema.enums.filter(inside).map((type): Dropped => ({
        said: `enum ${tableText(type)}`,
        operations: [{ do: "dropEnum", enum: refOf(type) }],
      })),
    ],
  };
};
