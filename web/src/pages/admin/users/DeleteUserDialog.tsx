import { List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.js';
import { useSave } from '../../../ui/use-save.js';
import type { User } from './user-columns.js';

/** Before somebody and all that is theirs is gone. */
export function DeleteUserDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation('users');
  const remove = useSave({
    save: () => read(api.DELETE('/api/v1/users/{id}', { params: { path: { id: user.id } } })),
    refresh: [['users']],
    done: t('deleted'),
    onSaved: onClose,
  });
  return (
    <ConfirmDialog
      isOpen
      title={t('deleteTitle', { email: user.email })}
      action={t('delete')}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate(undefined)}
      onClose={onClose}
    >
      <Stack gap="xs">
        <Text>{t('deleteHint')}</Text>
        <List size="sm">
          {user.key_count > 0 && <List.Item>{t('loses.keys', { count: user.key_count })}</List.Item>}
          <List.Item>{t('loses.tenant', { name: user.tenant_name })}</List.Item>
        </List>
      </Stack>
    </ConfirmDialog>
  );
}
