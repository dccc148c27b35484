const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENERS = new Set([0x7b, 0x5b]);
const CLOSERS = new Set([0x7d, 0x5d]);
const COMMA = 0x2c;
const COLON = 0x3a;
const SPACES = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** A member of an object, by the places of its name and its value; ends are exclusive. */
interface Member {
  name: string;
  nameStart: number;
  nameEnd: number;
  valueStart: number;
  valueEnd: number;
}

export interface MemberEdits {
  /** New values by name; what is not there is added. */
  set?: Readonly<Record<string, unknown>>;
  /** New names by old ones; what is not there stays so. */
  rename?: Readonly<Record<string, string>>;
}

/**
 * Changes members of a JSON object and leaves every other byte as it is: writing it anew would round large integers,
 * and costs a multiple. The text must be a valid object, as something that was parsed before is.
 */
export function editMembers(text: Buffer, { set = {}, rename = {} }: MemberEdits): Buffer {
  const members = membersOf(text);
  const cuts = members.flatMap((member) => cutsFor(member, set, rename));
  const present = new Set(members.map(({ name }) => name));
  const added = Object.fromEntries(Object.entries(set).filter(([name]) => !present.has(name)));
  const hasAdded = Object.keys(added).length > 0;
  if (cuts.length === 0 && !hasAdded) return text;
  const pieces: Buffer[] = [];
  let from = 0;
  for (const { start, end, by } of cuts) {
    pieces.push(text.subarray(from, start), Buffer.from(by));
    from = end;
  }
  const edited = Buffer.concat([...pieces, text.subarray(from)]);
  return hasAdded ? addMembers(edited, added, members.length === 0) : edited;
}

/** Adds members that the object does not have, which takes no look at those that it has. */
export function addMembers(text: Buffer, added: Readonly<Record<string, unknown>>, isEmpty: boolean): Buffer {
  const close = text.lastIndexOf('}');
  const more = Object.entries(added).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  const tail = Buffer.from((isEmpty ? '' : ',') + more.join(','));
  return Buffer.concat([text.subarray(0, close), tail, text.subarray(close)]);
}

function cutsFor(
  { name, nameStart, nameEnd, valueStart, valueEnd }: Member,
  set: Readonly<Record<string, unknown>>,
  rename: Readonly<Record<string, string>>,
): { start: number; end: number; by: string }[] {
  if (Object.hasOwn(set, name)) return [{ start: valueStart, end: valueEnd, by: JSON.stringify(set[name]) }];
  if (Object.hasOwn(rename, name)) return [{ start: nameStart, end: nameEnd, by: JSON.stringify(rename[name]) }];
  return [];
}

function membersOf(text: Buffer): Member[] {
  const members: Member[] = [];
  let at = afterSpaces(text, text.indexOf('{') + 1);
  while (text[at] === QUOTE) {
    const nameStart = at;
    const nameEnd = afterString(text, at);
    const valueStart = afterSpaces(text, text.indexOf(COLON, nameEnd) + 1);
    const valueEnd = afterValue(text, valueStart);
    const name = JSON.parse(text.toString('utf8', nameStart, nameEnd)) as string;
    members.push({ name, nameStart, nameEnd, valueStart, valueEnd });
    at = afterSpaces(text, valueEnd);
    if (text[at] === COMMA) at = afterSpaces(text, at + 1);
  }
  return members;
}

function afterSpaces(text: Buffer, from: number): number {
  let at = from;
  while (SPACES.has(text[at] ?? 0)) at += 1;
  return at;
}

/** Past the closing quote; strings are skipped by the native search, for they are most of a body. */
function afterString(text: Buffer, start: number): number {
  let at = start;
  do at = text.indexOf(QUOTE, at + 1);
  while (at !== -1 && isEscaped(text, at));
  return at === -1 ? text.length : at + 1;
}

function isEscaped(text: Buffer, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === BACKSLASH) slashes += 1;
  return slashes % 2 === 1;
}

function afterValue(text: Buffer, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const byte = text[at] ?? 0;
    if (byte === QUOTE) {
      at = afterString(text, at);
      if (depth === 0) return at;
      continue;
    }
    if (OPENERS.has(byte)) depth += 1;
    else if (CLOSERS.has(byte)) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (byte === COMMA || SPACES.has(byte))) return at;
    at += 1;
  }
  return at;
}
