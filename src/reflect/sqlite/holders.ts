/** Finds which processes hold a database file, as far as the system tells: SQLite itself keeps no record of it, Linux does (proc(5), /proc/locks). */
import { readFileSync, statSync } from "node:fs";

interface Lock {
  readonly pid: number;
  readonly writes: boolean;
}

/** A line for a held lock; that of a waiting one has an arrow before its class, and does not match. */
const entry = /^\d+: (?:POSIX|OFDLCK)\s+\S+\s+(READ|WRITE)\s+(\d+)\s+(\S+) /;

/** Device and inode as that file has them: `08:01:12345`; null where there is no such file. */
const placeOf = (path: string): string | null => {
  try {
    const { dev, ino } = statSync(path);
    const [major, minor] = [(dev >> 8) & 0xfff, (dev & 0xff) | ((dev >> 12) & 0xfff00)];
    const device = [major, minor].map((part) => part.toString(16).padStart(2, "0")).join(":");
    return `${device}:${ino}`;
  } catch {
    return null;
  }
};

/** The locks on a database. In WAL mode a writer locks the -shm file next to it (sqlite.org/walformat.html, "WAL Locks"). */
const locksOn = (path: string): readonly Lock[] => {
  const places = [path, `${path}-shm`].map(placeOf);
  return (
    readFileSync("/proc/locks", "utf8")
      .split("\n")
      .flatMap((line) => {
        const [, kind, pid, place] = entry.exec(line) ?? [];
        return place !== undefined && places.includes(place)
          ? [{ pid: Number(pid), writes: kind === "WRITE" }]
          : [];
      })
      // Locks of this process itself do not block it.
      .filter(({ pid }) => pid > 0 && pid !== process.pid)
  );
};

const processText = (pid: number): string => {
  try {
    return `process ${pid} (${readFileSync(`/proc/${pid}/comm`, "utf8").trim()})`;
  } catch {
    return `process ${pid}`;
  }
};

/** The processes that write, or else those that read; none where the system does not tell. */
const holdersOf = (path: string): readonly string[] => {
  try {
    const locks = locksOn(path);
    const writing = locks.filter(({ writes }) => writes);
    const found = writing.length > 0 ? writing : locks;
    return [...new Set(found.map(({ pid }) => pid))].map(processText);
  } catch {
    return [];
  }
};

/** ` by process 12 (node)`, or nothing. */
export const byHolders = (path: string): string => {
  const holders = holdersOf(path);
  return holders.length === 0 ? "" : ` by ${holders.join(", and by ")}`;
};
