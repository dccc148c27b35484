/**
 * Reads a URL that a user gave us to call: http or https, with no credentials in it, no query (keys hide there) and
 * no fragment; null when it is none. Spellings of an address (`0x7f.1`, `2130706433`) come out as the address they mean.
 */
export function parseOutboundUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return null;
  const carriesMore = url.username !== '' || url.password !== '' || /[?#]/.test(text);
  return carriesMore || url.hostname === '' ? null : url;
}
