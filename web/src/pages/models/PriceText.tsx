import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client.js';

type Price = Pick<Schemas['ModelPriceDto'], 'usd_per_million'>;

/** A price in US dollars for a million units; what is in and what is out. */
export function PriceText({ price }: { price: Price | null | undefined }) {
  const { t, i18n } = useTranslation('models');
  if (!price) return <>–</>;
  const dollars = new Intl.NumberFormat(i18n.language, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 4,
  });
  const units = price.usd_per_million;
  const parts = (['input', 'output', 'second', 'character', 'query', 'audio_input', 'audio_output'] as const).flatMap(
    (unit) => {
      const usd = units[unit];
      return usd === undefined || Number(usd) === 0 ? [] : [t(`price.${unit}`, { usd: dollars.format(Number(usd)) })];
    },
  );
  return (
    <Text span inherit style={{ whiteSpace: 'nowrap' }}>
      {parts.slice(0, 2).join(' · ') || t('price.free')}
    </Text>
  );
}
