import { Code, List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.js';
import { useSave } from '../../../ui/use-save.js';
import type { Alias } from './alias-form.js';

/** So many keys are looked through for those that are confined to the name. */
const KEYS_READ = 100;

interface Props {
  alias: Alias;
  onClose: () => void;
}

/** Names what it stands for, and the keys that may use nothing else by that name. */
export function RemoveAlias({ alias: { id, name, targets }, onClose }: Props) {
  const { t } = useTranslation('models');
  const keys = useQuery({
    queryKey: ['keys', 'confined', name],
    queryFn: async () => {
      const { items } = await read(api.GET('/api/v1/keys', { params: { query: { limit: KEYS_READ } } }));
      return items.filter(({ allowed_models }) => allowed_models?.includes(name));
    },
  });
  const remove = useSave({
    save: () => read(api.DELETE('/api/v1/aliases/{id}', { params: { path: { id } } })),
    refresh: [['aliases'], ['gateway-models']],
    done: t('aliases.removed', { name }),
    onSaved: onClose,
  });
  const confined = keys.data ?? [];

  return (
    <ConfirmDialog
      isOpen
      title={t('aliases.remove', { name })}
      action={t('aliases.removeAction')}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate(undefined)}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{t('aliases.removeHint', { name })}</Text>
        {targets.length > 0 && (
          <div>
            <Text>{t('aliases.removeTargets')}</Text>
            <List size="sm">
              {targets.map(({ model_id, model, factory }) => (
                <List.Item key={model_id}>
                  <Code>
                    {model}@{factory}
                  </Code>
                </List.Item>
              ))}
            </List>
          </div>
        )}
        {confined.length > 0 && (
          <div>
            <Text>{t('aliases.removeKeys')}</Text>
            <List size="sm">
              {confined.map((key) => (
                <List.Item key={key.id}>{key.name}</List.Item>
              ))}
            </List>
          </div>
        )}
      </Stack>
    </ConfirmDialog>
  );
}
