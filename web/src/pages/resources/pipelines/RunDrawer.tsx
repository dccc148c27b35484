import { Alert, SimpleGrid, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SideDrawer } from '../../../ui/SideDrawer.js';
import { StatusBadge } from '../../../ui/StatusBadge.js';
import { When } from '../../../ui/When.js';
import { RUN_TONES, secondsOf, type Run } from './runs.js';
import { ToolCalls } from './ToolCalls.js';

/** All that is known of one run. */
export function RunDrawer({ run, onClose }: { run: Run; onClose: () => void }) {
  const { t } = useTranslation('pipelines');
  return (
    <SideDrawer title={t('runs.one')} onClose={onClose}>
      <Details run={run} />
    </SideDrawer>
  );
}

function Details({ run }: { run: Run }) {
  const { t } = useTranslation('pipelines');
  const seconds = secondsOf(run);
  const facts: [string, React.ReactNode][] = [
    [t('runs.status'), <StatusBadge tone={RUN_TONES[run.status]}>{t(`runs.statuses.${run.status}`)}</StatusBadge>],
    [t('runs.started'), <When at={run.started_at} />],
    [t('runs.time'), seconds === null ? '–' : t('runs.seconds', { seconds: seconds.toFixed(2) })],
    [t('runs.model'), run.model ?? '–'],
    [t('runs.tokensTitle'), t('runs.tokens', { in: run.input_tokens, out: run.output_tokens })],
    [t('runs.origin'), run.origin],
    [t('runs.session'), `${run.session_type} ${run.session_id}`],
    [t('runs.id'), run.id],
  ];
  return (
    <Stack>
      {run.error && (
        <Alert color="red" title={t('runs.error')}>
          {run.error}
        </Alert>
      )}
      <SimpleGrid component="dl" cols={{ base: 1, xs: 2 }} m={0}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <Text component="dt" size="sm" c="dimmed">
              {name}
            </Text>
            <Text component="dd" m={0} style={{ overflowWrap: 'anywhere' }}>
              {value}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      {run.tool_calls.length > 0 && (
        <Text fw={600} size="sm">
          {t('runs.tools')}
        </Text>
      )}
      <ToolCalls calls={run.tool_calls} />
    </Stack>
  );
}
