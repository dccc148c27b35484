import { Group, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FactoryMark } from '../FactoryMark.js';
import { PageLink } from '../../../ui/PageLink.js';
import type { Factory } from '../models-queries.js';
import { TypeNames } from '../TypeNames.js';
import classes from './FactoryCard.module.css';

interface Props {
  factory: Factory;
  mayConnect: boolean;
}

export function FactoryCard({ factory, mayConnect }: Props) {
  const { t } = useTranslation('models');
  const { name, model_types, self_deployed, available, unavailable_reason, model_count } = factory;
  const facts = [
    ...(self_deployed ? [t('gallery.selfDeployed')] : []),
    ...(model_count > 0 ? [t('connected.models', { count: model_count })] : []),
  ];
  return (
    <Paper component="li" className={`surface ${classes['card'] ?? ''}`} p="md" radius="md">
      <Stack gap="sm">
        <Group wrap="nowrap" gap="sm">
          <FactoryMark name={name} size={36} />
          <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
            {available && mayConnect ? (
              <PageLink
                to="/providers/connect/$factory"
                params={{ factory: name }}
                fw={600}
                c="inherit"
                className={classes['link']}
              >
                {name}
              </PageLink>
            ) : (
              <Text fw={600}>{name}</Text>
            )}
            {facts.length > 0 && (
              <Text size="xs" c="dimmed">
                {facts.join(' · ')}
              </Text>
            )}
          </div>
        </Group>
        {available ? (
          <TypeNames types={model_types} />
        ) : (
          <Text size="sm" c="dimmed">
            {unavailable_reason ?? t('gallery.unavailable')}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
