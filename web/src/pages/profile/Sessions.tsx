import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read, type Schemas } from '../../api/client.js';
import { session } from '../../api/session.js';
import { ConfirmDialog } from '../../ui/ConfirmDialog.js';
import { Problem } from '../../ui/Problem.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import { useSave } from '../../ui/use-save.js';
import { When } from '../../ui/When.js';
import { SectionCard } from '../../ui/SectionCard.js';
import { deviceOf } from './device-of.js';

type SignIn = Schemas['SessionDto'];

/** Where one is signed in; each can be ended from here. */
export function Sessions() {
  const { t } = useTranslation('profile');
  const [ending, setEnding] = useState<SignIn | null>(null);
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => read(api.GET('/api/v1/auth/sessions')) });
  const end = useSave({
    save: ({ id }: SignIn) => read(api.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } })),
    refresh: [['sessions']],
    done: t('sessions.ended'),
    onSaved: (_output, { current }) => {
      setEnding(null);
      if (current) session.close();
    },
  });
  return (
    <SectionCard title={t('sessions.title')} hint={t('sessions.hint')}>
      {sessions.error ? (
        <Problem error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : sessions.data ? (
        <Stack component="ul" gap={0} p={0} m={0} style={{ listStyle: 'none' }}>
          {sessions.data.map((one) => (
            <Row key={one.id} one={one} onEnd={() => setEnding(one)} />
          ))}
        </Stack>
      ) : (
        <Stack aria-busy>
          <Skeleton h={44} />
          <Skeleton h={44} />
        </Stack>
      )}
      <ConfirmDialog
        isOpen={ending !== null}
        title={t('sessions.endTitle')}
        action={t('sessions.end')}
        isBusy={end.isPending}
        onConfirm={() => ending && end.mutate(ending)}
        onClose={() => setEnding(null)}
      >
        {t(ending?.current ? 'sessions.endThis' : 'sessions.endOther')}
      </ConfirmDialog>
    </SectionCard>
  );
}

function Row({ one, onEnd }: { one: SignIn; onEnd: () => void }) {
  const { t } = useTranslation('profile');
  const device = deviceOf(one.user_agent) ?? t('sessions.unknownDevice');
  return (
    <Group component="li" py="sm" justify="space-between" style={{ borderTop: '1px solid var(--hairline)' }}>
      <div style={{ flex: '1 1 220px', minWidth: 0, overflowWrap: 'anywhere' }}>
        <Group gap="xs">
          <Text fw={600} title={one.user_agent}>
            {device}
          </Text>
          {one.current && <StatusBadge tone="good">{t('sessions.current')}</StatusBadge>}
        </Group>
        <Text size="sm" c="dimmed">
          {one.address} · {t(`sessions.channels.${one.channel}`)} · {t('sessions.since')} <When at={one.created_at} />
        </Text>
      </div>
      <Button
        variant="default"
        size="xs"
        onClick={onEnd}
        aria-label={t('sessions.endOf', { device, address: one.address })}
      >
        {t('sessions.end')}
      </Button>
    </Group>
  );
}
