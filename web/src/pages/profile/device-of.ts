/** What browsers and systems call themselves; the first that fits, since each names its forebears too. */
const PROGRAMS = [
  [/\bEdg\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
  [/^python|aiohttp|httpx/i, 'Python'],
  [/^node|undici/i, 'Node.js'],
] as const;
const SYSTEMS = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux/, 'Linux'],
] as const;

/** A user agent, as people know it; what is unknown stays as it is, and nothing is null. */
export function deviceOf(userAgent: string): string | null {
  const named = [PROGRAMS, SYSTEMS].flatMap((list) => list.find(([sign]) => sign.test(userAgent))?.[1] ?? []);
  return named.length > 0 ? named.join(' · ') : userAgent || null;
}
