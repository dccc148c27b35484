import { useTranslation } from 'react-i18next';
import { StatusBadge, type Tone } from '../../../ui/StatusBadge.js';
import type { McpServer } from './queries.js';

type Status = 'connected' | 'connecting' | 'error' | 'off';
const TONES: Record<Status, Tone> = { connected: 'good', connecting: 'warning', error: 'bad', off: 'neutral' };

/** How a server's session fares. */
export function McpStatus({ server }: { server: McpServer }) {
  const { t } = useTranslation('mcp');
  const status: Status = server.enable ? (server.runtime_info?.status ?? 'connecting') : 'off';
  return <StatusBadge tone={TONES[status]}>{t(`statuses.${status}`)}</StatusBadge>;
}
