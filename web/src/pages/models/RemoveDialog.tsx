import { Alert, List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notifications } from '@mantine/notifications';
import { ConfirmDialog } from '../../ui/ConfirmDialog.js';
import { wordsOf } from '../../ui/words-of.js';
import { MODEL_LISTS } from './models-queries.js';
import { usesOf, type Use } from './refusal.js';

interface Props {
  isOpen: boolean;
  title: string;
  hint: string;
  action: string;
  done: string;
  /** @param isForced although something uses it */
  remove: (isForced: boolean) => Promise<unknown>;
  onRemoved?: () => void;
  onClose: () => void;
}

/** Asks before models go; what stands on them is named before it is asked a second time. */
export function RemoveDialog({ isOpen, title, hint, action, done, remove, onRemoved, onClose }: Props) {
  const { t } = useTranslation('models');
  const { t: tShell } = useTranslation();
  const client = useQueryClient();
  const removal = useMutation({
    mutationFn: remove,
    onSuccess: async () => {
      notifications.show({ message: done, color: 'latch' });
      close();
      onRemoved?.();
      await Promise.all(MODEL_LISTS.map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
  const uses = usesOf(removal.error);
  const close = (): void => {
    removal.reset();
    onClose();
  };

  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={title}
      action={uses ? t('remove.anyway') : action}
      isBusy={removal.isPending}
      onConfirm={() => removal.mutate(uses !== null)}
      onClose={close}
    >
      <Stack gap="sm">
        <Text>{hint}</Text>
        {uses && (
          <Alert color="yellow" title={t('remove.used')} role="alert">
            <List size="sm">
              {uses.map((use) => (
                <List.Item key={`${use.kind}${use.id}${use.name}`}>{sentence(use)}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        {removal.error && !uses && (
          <Alert color="red" role="alert">
            {wordsOf(tShell, removal.error)}
          </Alert>
        )}
      </Stack>
    </ConfirmDialog>
  );

  function sentence({ kind, id, name }: Use): string {
    const slot = t(`slots.${id}`, { defaultValue: id });
    return t(`remove.uses.${kind}`, { id, name, slot });
  }
}
