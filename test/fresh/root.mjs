/** A Debian that has only what building a package of npm needs, and a way to run commands in it. */
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const suite = "bookworm";
const include = "python3,make,g++,git,ca-certificates";

const running = new Set();

/**
 * In namespaces of its own for mounts and processes: when the command ends, or dies, or we die, the
 * kernel takes every mount and every process that is left away.
 */
const isolated = (script, args, options) =>
  new Promise((resolve, reject) => {
    const child = spawn(
      "unshare",
      ["--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script, "sh", ...args],
      { stdio: ["ignore", "inherit", "inherit"], ...options },
    );
    running.add(child);
    child.once("error", reject);
    child.once("exit", (status, signal) => {
      running.delete(child);
      resolve(status ?? `killed by ${signal}`);
    });
  });

/** @returns the folder; on failure nothing is left */
export const makeRoot = async () => {
  const root = mkdtempSync(join(tmpdir(), "schema-diff-fresh-"));
  // The test servers' own user has to get through.
  chmodSync(root, 0o755);
  const script = 'mount -t proc proc /proc && exec debootstrap --variant=minbase --include="$1" "$2" "$3"';
  const status = await isolated(script, [include, suite, root], { stdio: ["ignore", "ignore", "inherit"] });
  if (status === 0) return root;
  removeRoot(root);
  throw new Error(`debootstrap could not make a root of Debian's ${suite} (${status})`);
};

/** Nothing is mounted there for us: mounts are seen by the commands inside only. */
export const removeRoot = (root) => rmSync(root, { recursive: true, force: true });

const enter = `root=$1; folder=$2; shift 2
mount -t proc proc "$root/proc" && mount --bind /dev "$root/dev" && mount -t tmpfs -o mode=1777 shm "$root/dev/shm" || exit 1
chroot "$root" sh -c 'cd "$1" && shift && "$@"' sh "$folder" "$@"
exit $?`;

/** Runs a command in the root; its exit status, or what killed it. */
export const runIn = (root, folder, env, command) => isolated(enter, [root, folder, ...command], { env });

/** For signals: what runs dies with its namespaces. */
export const stopAll = () => {
  for (const child of running) child.kill("SIGKILL");
};

/** What is missing on this machine, in words; undefined where all is there. */
export const whyNot = () => {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "npm run test:fresh makes a Debian and enters it by chroot: only root on a Linux can do that";
  const has = (program) => spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
  const absent = ["debootstrap", "unshare", "mount", "chroot", "git", "apt-config"].filter((program) => !has(program));
  if (absent.length > 0) return `npm run test:fresh needs a Debian with ${absent.join(", ")}\n  → apt-get install debootstrap util-linux mount coreutils git apt`;
  if (spawnSync("unshare", ["--mount", "--pid", "--fork", "true"]).status !== 0) return "npm run test:fresh needs mount and process namespaces, and unshare is not allowed to make them here (in a container: run it privileged)";
  return undefined;
};
