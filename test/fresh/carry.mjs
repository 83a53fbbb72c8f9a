/** Brings Node and the settings of this machine's package clients into a root; nothing else. */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";

const said = (command, args) => spawnSync(command, args, { encoding: "utf8" }).stdout?.trim() ?? "";

/** Files, with links followed; one that points nowhere is left out. */
const copyFollowed = (from, to) => {
  if (!existsSync(from)) return;
  if (!statSync(from).isDirectory()) return copyFileSync(from, to);
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) copyFollowed(join(from, name), join(to, name));
};

/** A link in the root may point to this machine's own file, so what is there goes first. */
const carry = (root, from, to = from) => {
  const place = join(root, to);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(dirname(place), { recursive: true });
  copyFollowed(from, place);
};

/** Variables that say how packages are fetched: proxies, certificates, npm's settings of both. */
const aboutFetching = [
  /^(?:https?|ftp|all|no)_proxy$/i,
  /(?:CA_CERTS|CA_BUNDLE|CERT_FILE|CERT_DIR|CAINFO)$/,
  /^npm_config_(?:registry|https?_?proxy|proxy|noproxy|cafile|strict_ssl|fetch_\w+|maxsockets)$/i,
];

const carriedEnv = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) =>
      aboutFetching.some((pattern) => pattern.test(name)),
    ),
  );

const node = realpathSync(process.execPath);
const prefix = dirname(dirname(node));

const npmFolder = () => {
  const cli = /npm-cli\.js$/.test(process.env.npm_execpath ?? "")
    ? process.env.npm_execpath
    : join(dirname(process.execPath), "npm");
  if (!existsSync(cli))
    throw new Error("there is no npm beside this Node\n  → run it by: npm run test:fresh");
  return dirname(dirname(realpathSync(cli)));
};

/** At the same places as here, because npm's settings may say where Node's headers are. */
const carryNode = (root) => {
  const npm = npmFolder();
  mkdirSync(join(root, prefix, "bin"), { recursive: true });
  copyFileSync(node, join(root, prefix, "bin/node"));
  for (const folder of [join(prefix, "include/node"), npm]) {
    if (existsSync(folder))
      cpSync(folder, join(root, folder), { recursive: true, verbatimSymlinks: true });
  }
  for (const name of ["npm", "npx"]) {
    symlinkSync(
      relative(join(prefix, "bin"), join(npm, `bin/${name}-cli.js`)),
      join(root, prefix, "bin", name),
    );
  }
};

const carryNpm = (root) => {
  const npm = (key) =>
    said(process.execPath, [join(npmFolder(), "bin/npm-cli.js"), "config", "get", key]);
  carry(root, npm("userconfig"), "/root/.npmrc");
  carry(root, npm("globalconfig"));
};

const suiteOf = (folder) =>
  /^VERSION_CODENAME=(\S+)/m.exec(readFileSync(join(folder, "etc/os-release"), "utf8"))?.[1];

/**
 * How packages are fetched, and where from if this machine is of the same suite. The rest of apt's
 * settings is left out, because they may call programs that the root does not have.
 */
const carryApt = (root) => {
  if (suiteOf("/") === suiteOf(root)) {
    const sources = [
      "sources.list",
      "sources.list.d",
      "auth.conf",
      "auth.conf.d",
      "keyrings",
      "trusted.gpg",
      "trusted.gpg.d",
    ];
    for (const name of sources) carry(root, join("/etc/apt", name));
    carry(root, "/usr/share/keyrings");
  }
  const settings = said("apt-config", ["dump"]).split("\n");
  const how = settings.filter(
    (line) => /^Acquire::/.test(line) && !/^Acquire::IndexTargets/.test(line),
  );
  writeFileSync(join(root, "etc/apt/apt.conf.d/90carried"), `${how.join("\n")}\n`);
};

const carryCertificates = (root, env) => {
  const named = Object.values(env).filter((value) => value?.startsWith("/") && existsSync(value));
  for (const place of ["/etc/ssl/certs", "/usr/local/share/ca-certificates"]) carry(root, place);
  for (const place of named) if (!place.startsWith("/etc/ssl/certs")) carry(root, place);
};

/** @returns the environment for what runs in the root */
export const carryAll = (root) => {
  const env = carriedEnv();
  for (const name of ["resolv.conf", "hosts"]) carry(root, join("/etc", name));
  carryCertificates(root, env);
  carryApt(root);
  carryNode(root);
  carryNpm(root);
  return {
    ...env,
    PATH: [
      ...new Set([
        join(prefix, "bin"),
        "/usr/local/sbin",
        "/usr/local/bin",
        "/usr/sbin",
        "/usr/bin",
        "/sbin",
        "/bin",
      ]),
    ].join(":"),
    HOME: "/root",
    LANG: "C.UTF-8",
    TERM: process.env.TERM ?? "dumb",
  };
};

export const nodeName = `${basename(node)} ${process.version}`;
