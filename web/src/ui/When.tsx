import { useTranslation } from 'react-i18next';

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** A moment, as people say it; the exact one on hover. */
export function When({ at, never }: { at: string | null | undefined; never?: string }) {
  const { i18n } = useTranslation();
  if (!at) return <>{never ?? '–'}</>;
  const date = new Date(at);
  const exact = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' }).format(date);
  return (
    <time dateTime={at} title={exact}>
      {relative(date, i18n.language)}
    </time>
  );
}

function relative(date: Date, language: string): string {
  const seconds = (date.getTime() - Date.now()) / 1000;
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const unit = UNITS.find(([, length]) => Math.abs(seconds) >= length);
  return unit ? words.format(Math.round(seconds / unit[1]), unit[0]) : words.format(0, 'second');
}
