import { Paper, SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { GatewayModel } from '../../api/gateway.js';

const TYPES = ['chat', 'embedding', 'rerank', 'image2text', 'speech2text', 'tts'] as const;

/** How many models of each type can be called. */
export function Facts({ models }: { models: readonly GatewayModel[] }) {
  const { t } = useTranslation('home');
  const counts = TYPES.map((type) => ({ type, count: models.filter((model) => model.type === type).length }));
  return (
    <SimpleGrid component="dl" m={0} cols={{ base: 2, sm: 3, lg: 6 }}>
      {counts.map(({ type, count }) => (
        <Paper key={type} className="surface" p="md" radius="md">
          <Text component="dt" size="sm" c="dimmed">
            {t(`types.${type}`)}
          </Text>
          <Text component="dd" m={0} fz={26} fw={700}>
            {count}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}
