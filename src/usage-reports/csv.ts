/** What a cell can hold; null is an empty one. */
export type Cell = string | number | boolean | Date | null | undefined;

/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** One record as RFC 4180 has it. A text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvRecord(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return numberText(cell);
  if (typeof cell === 'boolean') return String(cell);
  if (cell instanceof Date) return cell.toISOString();
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Without an exponent, which JavaScript writes below a millionth's tenth: `0.000001` is our smallest. */
function numberText(number: number): string {
  return Number.isInteger(number) ? String(number) : number.toFixed(6).replace(/0+$/, '');
}
