/** What processes cost, from Linux's `/proc`. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
const PAGE = Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' }));

/** Fields of `/proc/<pid>/stat` as proc(5) counts them, after the name, whose parentheses may hold anything. */
function readStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const field = (number) => Number(fields[number - 3]);
    return {
      name: text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')),
      parent: field(4),
      // Own time, and that of children that have ended: so nothing is lost when a database session closes.
      cpuTicks: field(14) + field(15) + field(16) + field(17),
      kernelTicks: field(15) + field(17),
      residentPages: field(24),
    };
  } catch {
    return null; // It has ended meanwhile.
  }
}

/** Processes and all that descend from them. */
function treesOf(roots) {
  const children = new Map();
  const stats = new Map();
  for (const entry of readdirSync('/proc')) {
    const stat = /^\d+$/.test(entry) ? readStat(entry) : null;
    if (!stat) continue;
    stats.set(Number(entry), stat);
    children.set(stat.parent, [...(children.get(stat.parent) ?? []), Number(entry)]);
  }
  const members = new Set();
  const visit = (pid) => {
    if (members.has(pid) || !stats.has(pid)) return;
    members.add(pid);
    for (const child of children.get(pid) ?? []) visit(child);
  };
  roots.forEach(visit);
  return [...members].map((pid) => stats.get(pid));
}

/** CPU seconds, user and system, of processes and their descendants since they were born. */
export function cpuSeconds(roots) {
  return treesOf(roots).reduce((sum, { cpuTicks }) => sum + cpuTicks, 0) / TICKS;
}

/** The part of `cpuSeconds` that the kernel spent for them. */
export function kernelSeconds(roots) {
  return treesOf(roots).reduce((sum, { kernelTicks }) => sum + kernelTicks, 0) / TICKS;
}

/** Resident memory of processes and their descendants; what they share counts more than once. */
export function residentMegabytes(roots) {
  return (treesOf(roots).reduce((sum, { residentPages }) => sum + residentPages, 0) * PAGE) / 2 ** 20;
}

/** CPU seconds of the whole machine: at work, and taken by the host that it runs on. */
export function machineSeconds() {
  const [user, nice, system, , , irq, softIrq, stolen] = readFileSync('/proc/stat', 'latin1')
    .split('\n', 1)[0]
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return { busy: (user + nice + system + irq + softIrq) / TICKS, stolen: stolen / TICKS };
}

/** The server process to which a database session belongs; null when it runs elsewhere. */
export function postmasterOf(sessionPid) {
  const session = readStat(sessionPid);
  return session?.name.startsWith('postgres') ? session.parent : null;
}
