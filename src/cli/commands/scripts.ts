/** How scripts are shown: what is shared by the commands about revisions. */
import { join } from "node:path";
import type { Ran, RevisionInfo } from "../../migrate/migrator.js";
import { jsonText, oneLine } from "../../render/terminalText.js";
import type { Io } from "../io.js";

/** `0002 notes of a user` */
export const scriptText = ({ revision, message }: RevisionInfo): string =>
  oneLine(message === "" ? revision : `${revision} ${message}`);

/** The one document of a command: `formatVersion` first, then what it says. */
export const printJson = (document: Readonly<Record<string, unknown>>, io: Io): void => {
  io.print(jsonText({ formatVersion: 1, ...document }));
};

/** A script as JSON, its file as the user would write it. */
export const scriptData = <S extends RevisionInfo>(
  { file, ...script }: S,
  migrations: string,
): Omit<S, "file"> & { readonly file: string } => ({ ...script, file: join(migrations, file) });

/** What `upgrade`, `downgrade` and `stamp` print. */
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
