import { useTranslation } from 'react-i18next';
import type { Unit } from './usage-range.js';

export interface Formats {
  /** US dollars. */
  money: (usd: number) => string;
  count: (count: number) => string;
  /** Short, for where there is little room: 1.2M. */
  brief: (count: number) => string;
  /** Of milliseconds. */
  time: (ms: number) => string;
  /** Of an hour (where the one who looks is), day or month (UTC), as the server names it. */
  moment: (name: string, unit: Unit) => string;
}

const CENT = 0.01;
const SECOND = 1000;

export function useFormats(): Formats {
  const { i18n } = useTranslation();
  const { language } = i18n;
  const dollars = (digits: number) =>
    new Intl.NumberFormat(language, {
      style: 'currency',
      currency: 'USD',
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: 2,
      maximumFractionDigits: digits,
    });
  const number = new Intl.NumberFormat(language);
  const brief = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
  const withUnit = (unit: 'second' | 'millisecond') =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow', maximumFractionDigits: unit === 'second' ? 1 : 0 }); // prettier-ignore
  return {
    money: (usd) => dollars(usd !== 0 && usd < 100 * CENT ? 6 : 2).format(usd),
    count: (count) => number.format(count),
    brief: (count) => brief.format(count),
    time: (ms) => (ms < SECOND ? withUnit('millisecond').format(ms) : withUnit('second').format(ms / SECOND)),
    moment: (name, unit) => momentFormat(language, unit).format(new Date(unit === 'month' ? `${name}-01` : name)),
  };
}

function momentFormat(language: string, unit: Unit): Intl.DateTimeFormat {
  if (unit === 'hour') return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }); // prettier-ignore
  if (unit === 'day') return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric', timeZone: 'UTC' });
}
