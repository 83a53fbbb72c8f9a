/** Asks at the terminal with @clack/prompts, which is loaded at the first question. */
import { cancelled, type Choice, type Prompter } from "./prompter.js";

/** Questions are not results: they are written where messages are. */
const shown = { input: process.stdin, output: process.stderr };

export const terminalPrompter = async (): Promise<Prompter> => {
  const { password, select, text } = await import("@clack/prompts");
  /** The library returns a symbol on Ctrl-C and Esc. */
  const given = (answer: string | symbol): string => {
    if (typeof answer === "symbol") throw cancelled();
    return answer;
  };
  return {
    select: async (message, choices) => {
      const options = choices.map(({ value, ...choice }): Choice => ({ ...choice, value }));
      const answer = given(await select({ ...shown, message, options }));
      const chosen = choices.find(({ value }) => value === answer);
      if (chosen === undefined) throw cancelled();
      return chosen.value;
    },
    text: async (message, { initial, placeholder }, wrong) =>
      given(
        await text({
          ...shown,
          message,
          ...(initial === undefined ? {} : { initialValue: initial }),
          ...(placeholder === undefined ? {} : { placeholder }),
          defaultValue: "",
          validate: (answer) => wrong((answer ?? "").trim()) ?? undefined,
        }),
      ).trim(),
    secret: async (message) => given(await password({ ...shown, message })),
  };
};

/** Is there a user at a terminal who can be asked? */
export const isAttended = (env: Readonly<Record<string, string | undefined>>): boolean =>
  process.stdin.isTTY &&
  process.stdout.isTTY &&
  process.stderr.isTTY &&
  (env["CI"] ?? "") === "" &&
  env["TERM"] !== "dumb";
