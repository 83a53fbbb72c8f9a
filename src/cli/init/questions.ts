/** What `init` asks at a terminal: what no flag, no file and no environment variable has said. */
import { dialects } from "../../dialects/index.js";
import type { DialectName } from "../../model/index.js";
import { styleNames, styles, type StyleName } from "../../naming/index.js";
import { isDatabaseUrl, withoutPassword } from "../../reflect/index.js";
import { isModule } from "./metadataFile.js";
import type { Prompter } from "./prompter.js";

export interface Open {
  readonly url: boolean;
  /** Where the metadata is to be. */
  readonly metadata: boolean;
  /** Is a module written, so that it can begin with a convention? `answered` is what was said of its place just now. */
  readonly style: (answered: string | null) => boolean;
  /** The dialect, where a flag has said it. */
  readonly dialect: DialectName | null;
}

export interface Answers {
  readonly dialect: DialectName | null;
  readonly url: string | null;
  readonly metadata: string | null;
  readonly style: StyleName | "none" | null;
}

export const noAnswers: Answers = { dialect: null, url: null, metadata: null, style: null };

const wrongUrl =
  (dialect: DialectName) =>
  (url: string): string | null => {
    const { url: example, needsNoServer } = dialects[dialect].introduction;
    if (url === "" && !needsNoServer) return null;
    if (!isDatabaseUrl(url)) return `Write it as ${example}`;
    return withoutPassword(url) === url
      ? null
      : "Leave the password out: it is asked for next, and not shown";
  };

const user = /^([a-z][a-z0-9+]*:\/\/[^/?#@:]+)@/i;

const withPassword = (url: string, password: string): string =>
  password === ""
    ? url
    : url.replace(user, (_all, before: string) => `${before}:${encodeURIComponent(password)}@`);

const askUrl = async (prompter: Prompter, dialect: DialectName): Promise<string | null> => {
  const { url: example, needsNoServer } = dialects[dialect].introduction;
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

const askDialect = (prompter: Prompter): Promise<DialectName> =>
  prompter.select(
    "Which database?",
    Object.values(dialects).map(({ name, introduction }) => ({
      value: name,
      label: introduction.title,
    })),
  );

const askStyle = (prompter: Prompter): Promise<StyleName | "none"> =>
  prompter.select("How are constraints without a name to be called?", [
    ...styleNames.map((name) => ({ value: name, label: name, hint: styles[name].looks })),
    { value: "none", label: "none", hint: "as the database calls them" },
  ]);

/** Loads the prompter only where something is open. */
export const ask = async (load: () => Promise<Prompter>, open: Open): Promise<Answers> => {
  if (!open.url && !open.metadata && !open.style(null)) return noAnswers;
  const prompter = await load();
  const dialect = open.url ? (open.dialect ?? (await askDialect(prompter))) : null;
  const url = dialect === null ? null : await askUrl(prompter, dialect);
  const metadata = open.metadata ? await askMetadata(prompter) : null;
  return { dialect, url, metadata, style: open.style(metadata) ? await askStyle(prompter) : null };
};
