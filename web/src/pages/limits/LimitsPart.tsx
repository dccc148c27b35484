import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.js';
import { ConfirmDialog } from '../../ui/ConfirmDialog.js';
import { Problem } from '../../ui/Problem.js';
import { useSave } from '../../ui/use-save.js';
import { LIMIT_LISTS, useLimitList, type Limit, type LimitSubject } from './limit-list.js';
import { LimitCard } from './LimitCard.js';
import { LimitDialog } from './LimitDialog.js';

interface Props {
  subject: LimitSubject;
  mayChange: boolean;
}

type Open = { dialog: 'add' } | { dialog: 'change' | 'remove'; limit: Limit };

/** What limits a key or a tenant, for all models or one. */
export function LimitsPart({ subject, mayChange }: Props) {
  const { t } = useTranslation('limits');
  const { t: tShell } = useTranslation();
  const { rows, error, retry, onMore, isLoadingMore } = useLimitList(subject);
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  const removing = open?.dialog === 'remove' ? open.limit : null;
  const remove = useSave({
    save: (id: string) => read(api.DELETE('/api/v1/limits/{id}', { params: { path: { id } } })),
    refresh: LIMIT_LISTS,
    done: t('removed'),
    onSaved: close,
  });

  if (error) return <Problem error={error} onRetry={retry} />;
  if (!rows) {
    return (
      <Stack aria-busy>
        <Skeleton h={96} />
      </Stack>
    );
  }
  return (
    <Stack>
      {rows.length === 0 && <Text c="dimmed">{subject.keyId === null ? t('none.tenant') : t('none.key')}</Text>}
      <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
        {rows.map((limit) => (
          <LimitCard
            key={limit.id}
            limit={limit}
            deeds={
              mayChange
                ? {
                    onChange: () => setOpen({ dialog: 'change', limit }),
                    onRemove: () => setOpen({ dialog: 'remove', limit }),
                  }
                : null
            }
          />
        ))}
      </Stack>
      <Group>
        {mayChange ? (
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setOpen({ dialog: 'add' })}>
            {t('add')}
          </Button>
        ) : (
          <Text size="sm" c="dimmed">
            {t('readOnly')}
          </Text>
        )}
        {onMore && (
          <Button variant="default" onClick={onMore} loading={isLoadingMore}>
            {tShell('loadMore')}
          </Button>
        )}
      </Group>
      {(open?.dialog === 'add' || open?.dialog === 'change') && (
        <LimitDialog subject={subject} limit={open.dialog === 'change' ? open.limit : null} onClose={close} />
      )}
      <ConfirmDialog
        isOpen={removing !== null}
        title={t('removeTitle', { name: removing?.model ?? t('allModels') })}
        action={t('remove')}
        isBusy={remove.isPending}
        onConfirm={() => removing && remove.mutate(removing.id)}
        onClose={close}
      >
        {t('removeHint')}
      </ConfirmDialog>
    </Stack>
  );
}
