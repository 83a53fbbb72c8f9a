/** A Debian that has only what building a package of npm needs, and a way to run commands in it. */
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missing, telling } from "../servers/missing.mjs";
import { needs } from "../servers/needs.mjs";

export const suite = "bookworm";
const include = "python3,make,g++,git,ca-certificates";

const running = new Set();

/**
 * In namespaces of its own for mounts and processes: when the command ends, or dies, or we die, the
 * kernel takes every mount and every process that is left away.
 */
const isolated = (script, args, options) =>
  new Promise((resolve, reject) => {
    const command = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script];
    const child = spawn("setpriv", ["--pdeathsig", "KILL", ...command, "sh", ...args], {
      stdio: ["ignore", "inherit", "inherit"],
      ...options,
    });
    running.add(child);
    child.once("error", reject);
    child.once("exit", (status, signal) => {
      running.delete(child);
      resolve(status ?? `killed by ${signal}`);
    });
  });

export const newFolder = () => {
  const root = mkdtempSync(join(tmpdir(), "schema-diff-fresh-"));
  // The test servers' own user has to get through.
  chmodSync(root, 0o755);
  return root;
};

const bootstrap =
  'mount -t proc proc /proc && exec debootstrap --variant=minbase --include="$1" "$2" "$3"';

/** Makes the folder a Debian. */
export const makeRoot = async (root) => {
  const stdio = ["ignore", "ignore", "inherit"];
  const status = await isolated(bootstrap, [include, suite, root], { stdio });
  if (status !== 0) throw new Error(`debootstrap could not make Debian's ${suite} (${status})`);
};

/** Nothing is mounted there for us: mounts are seen by the commands inside only. */
export const removeRoot = (root) =>
  rmSync(root, {
    recursive: true,
    force: true,
    // What was killed a moment ago may still be writing.
    maxRetries: 20,
    retryDelay: 200,
  });

const enter = `root=$1; folder=$2; shift 2
mount -t proc proc "$root/proc" && mount --bind /dev "$root/dev" &&
  mount -t tmpfs -o mode=1777 shm "$root/dev/shm" &&
  mount -t devpts -o newinstance,ptmxmode=0666,mode=0620,gid=5 devpts "$root/dev/pts" || exit 1
chroot "$root" sh -c 'cd "$1" && shift && "$@"' sh "$folder" "$@"
exit $?`;

/** Runs a command in the root; its exit status, or what killed it. */
export const runIn = (root, folder, env, command) =>
  isolated(enter, [root, folder, ...command], { env });

/** For signals: what runs dies with its namespaces. */
export const stopAll = () => {
  for (const child of running) child.kill("SIGKILL");
};

/** What keeps this machine from it, in words; undefined where nothing does. */
export const whyNot = async () => {
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    return "npm run test:fresh makes a Debian and enters it by chroot: only root on a Linux can";
  }
  const lacks = await missing(needs.fresh);
  if (lacks.length > 0) return `npm run test:fresh: ${telling(lacks)}`;
  if (spawnSync("unshare", ["--mount", "--pid", "--fork", "true"]).status !== 0) {
    return `npm run test:fresh needs namespaces for mounts and processes, and may not make them here
  → in a container: run that privileged`;
  }
  return undefined;
};
