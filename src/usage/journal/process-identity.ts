import { readFileSync } from 'node:fs';
import process from 'node:process';

/**
 * What tells this process from all others, before and after, on this machine and elsewhere: the machine's start, the
 * process's number and its start. Where the system has no `/proc`, the number alone.
 */
export function identityOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // The name before it, in parentheses, may hold anything; the start is the 22nd field of all.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\)\s/s, '')
      .split(' ');
    return `${boot}:${pid}:${fields[19] ?? ''}`;
  } catch {
    return isThere(pid) ? `:${pid}:` : null;
  }
}

/** Whether the process of that identity lives, as far as can be seen from here. */
export function isAlive(identity: string): boolean {
  const pid = Number(identity.split(':')[1]);
  return Number.isInteger(pid) && identityOf(pid) === identity;
}

export function ownIdentity(): string {
  return identityOf(process.pid) ?? `:${process.pid}:`;
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
