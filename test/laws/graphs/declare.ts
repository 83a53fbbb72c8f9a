/** A graph as metadata: before the change, and after it. */
import { check, foreignKey, integer, MetaData, primaryKey, unique } from "schema-diff";
import { finds, type Graph } from "./draft.js";

export const nameOf = (i: number): string => `t${String(i)}`;

/** @param other the name of the second schema; null where there is one */
export const declared = (
  { tables, edges }: Graph,
  side: "before" | "behind",
  other: string | null,
): MetaData => {
  const metadata = new MetaData();
  const behind = side === "behind";
  const schemaOf = (i: number): string | null => (tables[i]?.other === true ? other : null);
  for (const [i, table] of tables.entries()) {
    if (behind && table.goes) continue;
    const name = nameOf(i);
    const own = [...edges.entries()].filter(
      ([, edge]) =>
        edge.from === i &&
        edge.on !== (behind ? "before" : "behind") &&
        (!behind || finds(tables[edge.to], edge.onto)),
    );
    const fate = behind ? table.key : "stays";
    const schema = schemaOf(i);
    const columns: Readonly<Record<string, ReturnType<typeof integer>>> = {
      id: integer().notNull(),
      ...(fate === "column" ? {} : { code: integer() }),
      ...Object.fromEntries(own.map(([e]) => [`r${String(e)}`, integer()])),
    };
    metadata.table(
      name,
      columns,
      [
        primaryKey(["id"], { name: `pk_${name}` }),
        ...(fate === "goes" || fate === "column"
          ? []
          : [
              unique(fate === "replaced" ? ["code", "id"] : ["code"], {
                name: `uq_${name}${fate === "renamed" ? "_new" : ""}`,
              }),
            ]),
        ...(fate === "column" ? [] : [check("code < id + 10", { name: `ck_${name}` })]),
        ...own.map(([e, { to, onto, named, useAlter, onDelete }]) => {
          const target = schemaOf(to);
          return foreignKey(
            [`r${String(e)}`],
            [`${target === null ? "" : `${target}.`}${nameOf(to)}.${onto}`],
            {
              onDelete,
              useAlter,
              ...(named ? { name: `fk_${name}_r${String(e)}` } : {}),
            },
          );
        }),
      ],
      schema === null ? {} : { schema },
    );
  }
  return metadata;
};
