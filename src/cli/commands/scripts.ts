/** How scripts are shown: shared by the commands about revisions. */
import { join } from "node:path";
import type { Ran, RevisionInfo } from "../../migrate/migrator.js";
import { jsonText, oneLine } from "../../render/terminalText.js";
import type { Io } from "../io.js";

/** `0002 notes of a user` */
export const scriptText = ({ revision, message }: RevisionInfo): string =>
  oneLine(message === "" ? revision : `${revision} ${message}`);

/** Prints a command's JSON document: `formatVersion` first, then its content. */
export const printJson = (document: Readonly<Record<string, unknown>>, io: Io): void => {
  io.print(jsonText({ formatVersion: 1, ...document }));
};

/** A script as JSON, with its file as the user would write it. */
export const scriptData = <S extends RevisionInfo>(
  { file, ...script }: S,
  migrations: string,
): Omit<S, "file"> & { readonly file: string } => ({ ...script, file: join(migrations, file) });

/** Prints the result of `upgrade`, `downgrade` and `stamp`. */
export const printRan = (
  { revisions, statements }: Ran,
  executed: boolean,
  migrations: string,
  io: Io,
): void => {
  printJson(
    { executed, revisions: revisions.map((script) => scriptData(script, migrations)), statements },
    io,
  );
};
