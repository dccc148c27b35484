import { useTranslation } from 'react-i18next';
import { StatusBadge, type Tone } from '../../ui/StatusBadge.js';

const TONES: Record<string, Tone> = { valid: 'good', rejected: 'bad', unknown: 'warning' };

/** What was found out about a credential; null when nobody has asked. */
export function Verdict({ verdict }: { verdict: string | null }) {
  const { t } = useTranslation('models');
  if (verdict === null) return <StatusBadge tone="neutral">{t('verdicts.none')}</StatusBadge>;
  return <StatusBadge tone={TONES[verdict] ?? 'neutral'}>{t(`verdicts.${verdict}`)}</StatusBadge>;
}
