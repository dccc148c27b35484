const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  shy: '',
  zwj: '',
  zwnj: '',
  copy: '©',
  reg: '®',
  trade: '™',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  sect: '§',
  para: '¶',
  middot: '·',
  bull: '•',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  deg: '°',
  plusmn: '±',
  times: '×',
  divide: '÷',
  frac12: '½',
  frac14: '¼',
  sup2: '²',
  sup3: '³',
  micro: 'µ',
  larr: '←',
  rarr: '→',
  uarr: '↑',
  darr: '↓',
  le: '≤',
  ge: '≥',
  ne: '≠',
  infin: '∞',
  szlig: 'ß',
  AElig: 'Æ',
  aelig: 'æ',
  Oslash: 'Ø',
  oslash: 'ø',
  Aring: 'Å',
  aring: 'å',
  Auml: 'Ä',
  auml: 'ä',
  Ouml: 'Ö',
  ouml: 'ö',
  Uuml: 'Ü',
  uuml: 'ü',
  Euml: 'Ë',
  euml: 'ë',
  Iuml: 'Ï',
  iuml: 'ï',
  Agrave: 'À',
  agrave: 'à',
  Aacute: 'Á',
  aacute: 'á',
  Acirc: 'Â',
  acirc: 'â',
  Atilde: 'Ã',
  atilde: 'ã',
  Egrave: 'È',
  egrave: 'è',
  Eacute: 'É',
  eacute: 'é',
  Ecirc: 'Ê',
  ecirc: 'ê',
  Igrave: 'Ì',
  igrave: 'ì',
  Iacute: 'Í',
  iacute: 'í',
  Icirc: 'Î',
  icirc: 'î',
  Ograve: 'Ò',
  ograve: 'ò',
  Oacute: 'Ó',
  oacute: 'ó',
  Ocirc: 'Ô',
  ocirc: 'ô',
  Otilde: 'Õ',
  otilde: 'õ',
  Ugrave: 'Ù',
  ugrave: 'ù',
  Uacute: 'Ú',
  uacute: 'ú',
  Ucirc: 'Û',
  ucirc: 'û',
  Ccedil: 'Ç',
  ccedil: 'ç',
  Ntilde: 'Ñ',
  ntilde: 'ñ',
  Yacute: 'Ý',
  yacute: 'ý',
  ETH: 'Ð',
  eth: 'ð',
  THORN: 'Þ',
  thorn: 'þ',
  iexcl: '¡',
  iquest: '¿',
  ordf: 'ª',
  ordm: 'º',
  not: '¬',
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  pi: 'π',
  sigma: 'σ',
  omega: 'ω',
  Omega: 'Ω',
  lambda: 'λ',
  mu: 'μ',
};

/** What these hold is not for readers. */
const SILENT = new Set(['script', 'style', 'noscript', 'template', 'svg', 'math', 'iframe', 'object', 'head']);
const BLOCK = new Set(
  (
    'address article aside blockquote body br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul title'
  ).split(' '),
);

/**
 * The text of a page as a reader sees it: a walk from tag to tag that goes forward only, so that no page, however it is
 * made, takes more than time in proportion to its length.
 */
export function htmlText(html: string): string {
  // Letters of ASCII only: some others have a longer lower case, and the two texts are to have the same places.
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const pieces: string[] = [];
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open === -1) {
      pieces.push(html.slice(at));
      break;
    }
    pieces.push(html.slice(at, open));
    const tag = tagAt(lower, open);
    if (tag === null) {
      pieces.push('<');
      at = open + 1;
      continue;
    }
    if (BLOCK.has(tag.name)) pieces.push('\n');
    else if (!tag.isClosing && (tag.name === 'td' || tag.name === 'th')) pieces.push('\t');
    // A page without an end to its script has no more text.
    at = SILENT.has(tag.name) && !tag.isClosing ? endOfElement(lower, tag) : tag.end;
  }
  return pieces.join('').split('\n').map(plainLine).join('\n');
}

interface Tag {
  name: string;
  isClosing: boolean;
  /** Where the text goes on. */
  end: number;
}

/** Null where the `<` is one of the text. */
function tagAt(html: string, open: number): Tag | null {
  if (html.startsWith('<!--', open)) return { name: '', isClosing: false, end: after(html, '-->', open) };
  const isClosing = html[open + 1] === '/';
  const name = /^[a-z][a-z0-9:-]{0,30}/.exec(html.slice(open + (isClosing ? 2 : 1), open + 34))?.[0];
  if (name === undefined) {
    return html[open + 1] === '!' || html[open + 1] === '?'
      ? { name: '', isClosing: false, end: after(html, '>', open) }
      : null;
  }
  return { name, isClosing, end: after(html, '>', open) };
}

function endOfElement(html: string, { name, end }: Tag): number {
  const close = html.indexOf(`</${name}`, end);
  return close === -1 ? html.length : after(html, '>', close);
}

function after(html: string, what: string, from: number): number {
  const found = html.indexOf(what, from);
  return found === -1 ? html.length : found + what.length;
}

function plainLine(line: string): string {
  return line
    .replace(/[ \f\v\r\u00a0]+/g, ' ')
    .replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,10});/gi, entity)
    .trim();
}

function entity(whole: string, body: string): string {
  if (!body.startsWith('#')) return Object.hasOwn(NAMED, body) ? (NAMED[body] ?? whole) : whole;
  const code = /^#x/i.test(body) ? parseInt(body.slice(2), 16) : Number(body.slice(1));
  const isCharacter = code > 31 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : ' ';
}
