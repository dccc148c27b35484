/** Fields of a table so that each row speaks for itself: `column: value; …`. The first row names the columns. */
export function csvText(source: string): string {
  const rows = readRows(source, delimiterOf(source)).filter((row) => row.some((field) => field !== ''));
  const [columns = [], ...values] = rows;
  if (values.length === 0) return columns.join('; ');
  return values
    .map((row) => row.flatMap((field, index) => (field === '' ? [] : [named(columns[index], field)])).join('; '))
    .join('\n\n');
}

function named(column: string | undefined, field: string): string {
  return column ? `${column}: ${field}` : field;
}

/** The one that the first line has most of. */
function delimiterOf(source: string): string {
  const line = source.slice(0, 10_000).split('\n', 1)[0] ?? '';
  const count = (sign: string): number => line.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** RFC 4180: a field in quotes may hold anything, quotes being doubled. */
function readRows(source: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < source.length) {
    const field = source[at] === '"' ? quotedField(source, at, delimiter) : plainField(source, at, delimiter);
    row.push(field.value.trim());
    at = field.end;
    if (source[at] === delimiter) {
      at += 1;
      continue;
    }
    rows.push(row);
    row = [];
    at += source[at] === '\r' && source[at + 1] === '\n' ? 2 : 1;
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

interface Field {
  value: string;
  end: number;
}

function plainField(source: string, start: number, delimiter: string): Field {
  let end = start;
  while (end < source.length && source[end] !== delimiter && source[end] !== '\n' && source[end] !== '\r') end += 1;
  return { value: source.slice(start, end), end };
}

/** What stands between the closing quote and the delimiter belongs to the field, though it should not be there. */
function quotedField(source: string, start: number, delimiter: string): Field {
  const pieces: string[] = [];
  let at = start + 1;
  for (;;) {
    const quote = source.indexOf('"', at);
    if (quote === -1) return { value: [...pieces, source.slice(at)].join(''), end: source.length };
    pieces.push(source.slice(at, quote));
    if (source[quote + 1] !== '"') {
      const { value, end } = plainField(source, quote + 1, delimiter);
      return { value: pieces.join('') + value, end };
    }
    pieces.push('"');
    at = quote + 2;
  }
}
