import { Group, Paper, Stack, Text } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusBadge } from '../../../ui/StatusBadge.js';
import { When } from '../../../ui/When.js';
import { FactoryMark } from '../FactoryMark.js';
import { PageLink } from '../../../ui/PageLink.js';
import type { Credential } from '../models-queries.js';
import { Verdict } from '../Verdict.js';

export function CredentialCard({ credential }: { credential: Credential }) {
  const { t } = useTranslation('models');
  const { id, label, factory, verification, model_count, shared_with } = credential;
  return (
    <Card
      factory={factory}
      name={
        <PageLink to="/providers/$id" params={{ id }} fw={600} c="inherit">
          {label}
        </PageLink>
      }
      badge={<Verdict verdict={verification?.verdict ?? null} />}
    >
      <Text size="sm" c="dimmed">
        {t('connected.models', { count: model_count })}
        {verification && (
          <>
            {' · '}
            {t('connected.checked')} <When at={verification.checked_at} />
          </>
        )}
      </Text>
      {shared_with.length > 0 && (
        <Group gap={6} c="dimmed">
          <IconUsersGroup size={15} aria-hidden />
          <Text size="sm">
            {shared_with === 'all'
              ? t('connected.sharedWithAll')
              : t('connected.sharedWith', { count: shared_with.length })}
          </Text>
        </Group>
      )}
    </Card>
  );
}

/** Somebody else's: its models are there to be used, and that is all. */
export function SharedCard({ factory, count }: { factory: string; count: number }) {
  const { t } = useTranslation('models');
  return (
    <Card
      factory={factory}
      name={<Text fw={600}>{factory}</Text>}
      badge={<StatusBadge tone="neutral">{t('connected.sharedIn')}</StatusBadge>}
    >
      <Text size="sm" c="dimmed">
        {t('connected.models', { count })}
      </Text>
      <Text size="sm" c="dimmed">
        {t('connected.sharedInHint')}
      </Text>
    </Card>
  );
}

interface CardProps {
  factory: string;
  name: ReactNode;
  badge: ReactNode;
  children: ReactNode;
}

function Card({ factory, name, badge, children }: CardProps) {
  return (
    <Paper component="li" className="surface" p="md" radius="md">
      <Group align="flex-start" wrap="nowrap">
        <FactoryMark name={factory} />
        <Stack gap={6} style={{ minWidth: 0, flex: 1, overflowWrap: 'anywhere' }}>
          <div>
            {name}
            <Text size="sm" c="dimmed">
              {factory}
            </Text>
          </div>
          <div>{badge}</div>
          {children}
        </Stack>
      </Group>
    </Paper>
  );
}
