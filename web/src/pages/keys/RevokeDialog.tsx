import { List, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.js';
import { ConfirmDialog } from '../../ui/ConfirmDialog.js';
import { useSave } from '../../ui/use-save.js';
import { When } from '../../ui/When.js';
import type { Key } from './key-list.js';

/** Most keys of which the uses are looked up; of more, only the last use is told. */
const MOST_LOOKED_UP = 50;

interface Props {
  keys: readonly Key[];
  /** In place of revoking the one key here. */
  onRevokeAll?: () => void;
  onClose: () => void;
}

/** Before keys end for good: what still uses them. */
export function RevokeDialog({ keys, onRevokeAll, onClose }: Props) {
  const { t } = useTranslation('keys');
  const revoke = useSave({
    save: (id: string) => read(api.DELETE('/api/v1/keys/{id}', { params: { path: { id } } })),
    refresh: [['keys']],
    done: t('revoked'),
    onSaved: onClose,
  });
  const [only] = keys;
  const confirm = (): void => {
    if (onRevokeAll) onRevokeAll();
    else if (only) revoke.mutate(only.id);
  };

  return (
    <ConfirmDialog
      isOpen
      title={t('revokeTitle', { count: keys.length, name: only?.name ?? '' })}
      action={t('revoke')}
      isBusy={revoke.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{t('revokeHint')}</Text>
        <List size="sm" spacing="xs">
          {keys.map((key, index) => (
            <List.Item key={key.id}>
              <b>{key.name}</b> · {t('columns.lastUsed')}: <When at={key.last_used_at} never={t('never')} />
              {index < MOST_LOOKED_UP && <Uses id={key.id} />}
            </List.Item>
          ))}
        </List>
      </Stack>
    </ConfirmDialog>
  );
}

function Uses({ id }: { id: string }) {
  const { t } = useTranslation('keys');
  const detail = useQuery({
    queryKey: ['keys', 'one', id],
    queryFn: () => read(api.GET('/api/v1/keys/{id}', { params: { path: { id } } })),
    staleTime: 0,
  });
  if (detail.error) return <Text size="sm">{t('uses.unknown')}</Text>;
  if (!detail.data) return <Skeleton h={14} mt={4} />;
  const { bots } = detail.data.used_by;
  return (
    <Text size="sm" {...(bots.length > 0 ? { c: 'var(--mantine-color-error)', fw: 600 } : { c: 'dimmed' })}>
      {bots.length > 0 ? t('uses.bots', { names: bots.map(({ name }) => name).join(', ') }) : t('uses.none')}
    </Text>
  );
}
