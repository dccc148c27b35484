import { List, Stack, Text } from '@mantine/core';
import type { QueryKey } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.js';
import { useSave } from '../../../ui/use-save.js';

interface Props {
  isOpen: boolean;
  title: string;
  /** What goes with it. */
  consequence: string;
  /** Names of what uses it; undefined while that is found out. */
  users: readonly string[] | undefined;
  /** Before the names. */
  usersTitle: string;
  remove: () => Promise<unknown>;
  refresh: readonly QueryKey[];
  onRemoved?: () => void;
  onClose: () => void;
}

/** Removes a thing, once it was said what goes with it and who will miss it. */
export function RemoveDialog(props: Props) {
  const { isOpen, title, consequence, users, usersTitle, remove, refresh, onRemoved, onClose } = props;
  const { t } = useTranslation('resources');
  const removal = useSave({
    save: remove,
    refresh,
    done: t('removed'),
    onSaved: () => {
      onClose();
      onRemoved?.();
    },
  });
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={title}
      action={t('remove')}
      isBusy={removal.isPending}
      onConfirm={() => removal.mutate(undefined)}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{consequence}</Text>
        {users && users.length > 0 && (
          <div>
            <Text fw={600}>{usersTitle}</Text>
            <List>
              {users.map((name, index) => (
                <List.Item key={index}>{name}</List.Item>
              ))}
            </List>
          </div>
        )}
      </Stack>
    </ConfirmDialog>
  );
}
