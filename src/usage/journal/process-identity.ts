import { readFileSync, readlinkSync } from 'node:fs';
import process from 'node:process';

/**
 * What tells this process from all others, before and after, on this machine and elsewhere: the machine's start, the
 * space in which its processes are numbered, the number, and the process's start. Empty where the system has no `/proc`.
 */
export function ownIdentity(): string {
  return [placeOf(), process.pid, startOf(process.pid)].join('|');
}

/** Whether the process of that identity lives; null when it can't be seen from here. */
export function isAlive(identity: string): boolean | null {
  const [place = '', pid = '', start = ''] = identity.split('|');
  if (place === '' || place !== placeOf()) return null;
  return startOf(Number(pid)) === start;
}

function placeOf(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
}

const ENDED = new Set(['Z', 'X']);

/** Empty when there is none, or it has ended. The 22nd field of all; the name before it, in parentheses, may hold anything. */
function startOf(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\)\s/s, '')
      .split(' ');
    // One that has ended, and that its parent has not asked about, is still listed.
    return ENDED.has(fields[0] ?? '') ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}
