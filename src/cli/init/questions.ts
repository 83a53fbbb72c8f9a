/** What `init` asks at a terminal: only what no flag, file or environment variable has given. */
import { allDialects, dialectNamed } from "../../dialects/index.js";
import { styles } from "../../naming/index.js";
import { isDatabaseUrl, described } from "../../reflect/index.js";
import { isModule } from "./metadataFile.js";
import type { Prompter } from "./prompter.js";

export interface Open {
  readonly url: boolean;
  /** Where to put the metadata. */
  readonly metadata: boolean;
  /** Is a module written, so that it can begin with a convention? `answered` is the answer about its place. */
  readonly style: (answered: string | null) => boolean;
  /** The dialect, where a flag has given it. */
  readonly dialect: string | null;
}

export interface Answers {
  readonly dialect: string | null;
  readonly url: string | null;
  readonly metadata: string | null;
  readonly style: string | null;
}

export const noAnswers: Answers = { dialect: null, url: null, metadata: null, style: null };

const wrongUrl =
  (dialect: string) =>
  (url: string): string | null => {
    const { url: example, needsNoServer } = dialectNamed(dialect).introduction;
    if (url === "" && !needsNoServer) return null;
    if (!isDatabaseUrl(url)) return `Write it as ${example}`;
    return described(url) === url
      ? null
      : "Leave the password out: it is asked for next, and not shown";
  };

const user = /^([a-z][a-z0-9+]*:\/\/[^/?#@:]+)@/i;

const withPassword = (url: string, password: string): string =>
  password === ""
    ? url
    : url.replace(user, (_all, before: string) => `${before}:${encodeURIComponent(password)}@`);

const askUrl = async (prompter: Prompter, dialect: string): Promise<string | null> => {
  const { url: example, needsNoServer } = dialectNamed(dialect).introduction;
  const url = await prompter.text(
    needsNoServer
      ? "What is its URL?"
      : "What is its URL, without a password? Leave it empty to set DATABASE_URL later.",
    needsNoServer ? { initial: example } : { placeholder: example },
    wrongUrl(dialect),
  );
  if (url === "") return null;
  return user.test(url)
    ? withPassword(
        url,
        await prompter.secret("What is the password? Leave it empty where there is none."),
      )
    : url;
};

const askMetadata = (prompter: Prompter): Promise<string> =>
  prompter.text("Where is the metadata to be?", { initial: "schema.ts" }, (file) =>
    isModule(file) ? null : "Name a module: a path that ends in .ts, .mts, .js or .mjs",
  );

const askDialect = (prompter: Prompter): Promise<string> =>
  prompter.select(
    "Which database?",
    allDialects().map(({ name, introduction }) => ({
      value: name,
      label: introduction.title,
    })),
  );

const askStyle = (prompter: Prompter): Promise<string> =>
  prompter.select("How are constraints without a name to be called?", [
    ...styles.map(({ name, looks }) => ({ value: name, label: name, hint: looks })),
    { value: "none", label: "none", hint: "as the database calls them" },
  ]);

/** Loads the prompter only where there is something to ask. */
export const ask = async (load: () => Promise<Prompter>, open: Open): Promise<Answers> => {
  if (!open.url && !open.metadata && !open.style(null)) return noAnswers;
  const prompter = await load();
  const dialect = open.url ? (open.dialect ?? (await askDialect(prompter))) : null;
  const url = dialect === null ? null : await askUrl(prompter, dialect);
  const metadata = open.metadata ? await askMetadata(prompter) : null;
  return { dialect, url, metadata, style: open.style(metadata) ? await askStyle(prompter) : null };
};
