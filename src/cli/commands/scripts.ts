/** How scripts are shown: what is shared by the commands about revisions. */
import type { RevisionInfo } from "../../migrate/migrator.js";
import type { Io } from "../io.js";

/** `0002 notes of a user` */
export const scriptText = ({ revision, message }: RevisionInfo): string => (message === "" ? revision : `${revision} ${message}`);

export const printJson = (value: unknown, io: Io): void => io.print(JSON.stringify(value, null, 2));

/** The steps of a run as they begin; if it breaks, those that were over are told before the error. */
export const keepSteps = (io: Io): { readonly progress: (what: string) => void; readonly told: <T>(work: () => Promise<T>) => Promise<T> } => {
  const begun: string[] = [];
  return {
    progress: (what) => {
      begun.push(what);
      io.progress(what);
    },
    told: async (work) => {
      try {
        return await work();
      } catch (thrown) {
        for (const step of begun.slice(0, -1)) io.say(`done: ${step}`);
        throw thrown;
      }
    },
  };
};
