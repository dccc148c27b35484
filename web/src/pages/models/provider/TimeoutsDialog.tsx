import { NumberInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { FormButtons } from '../../../ui/FormButtons.js';
import { FormDialog } from '../../../ui/FormDialog.js';
import { useSave } from '../../../ui/use-save.js';
import { MODEL_LISTS, type CredentialModel } from '../models-queries.js';

const FIELDS = ['first_byte_ms', 'idle_ms', 'total_ms'] as const;
const MS = 1000;
const SHORTEST_S = 0.1;
const LONGEST_S = 3600;

interface Props {
  credentialId: string;
  model: CredentialModel;
  onClose: () => void;
}

/** In seconds, as people say it; the server counts milliseconds. */
export function TimeoutsDialog({ credentialId, model, onClose }: Props) {
  const { t } = useTranslation('models');
  const form = useForm<Record<(typeof FIELDS)[number], number | string>>({
    initialValues: {
      first_byte_ms: secondsOf(model.timeouts?.first_byte_ms),
      idle_ms: secondsOf(model.timeouts?.idle_ms),
      total_ms: secondsOf(model.timeouts?.total_ms),
    },
  });
  const save = useSave({
    save: (values: typeof form.values) => {
      const set = FIELDS.filter((field) => typeof values[field] === 'number');
      const timeouts = Object.fromEntries(set.map((field) => [field, Math.round(Number(values[field]) * MS)]));
      return read(
        api.PATCH('/api/v1/credentials/{id}/models/{model_id}', {
          params: { path: { id: credentialId, model_id: model.id } },
          body: { timeouts: set.length === 0 ? null : timeouts },
        }),
      );
    },
    refresh: MODEL_LISTS,
    done: t('timeouts.done'),
    form: { setErrors: (errors) => form.setErrors(withoutPrefix(errors)) },
    onSaved: onClose,
  });

  return (
    <FormDialog onClose={onClose} title={t('timeouts.of', { name: model.name })}>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('timeouts.hint')}
          </Text>
          {FIELDS.map((field) => (
            <NumberInput
              key={field}
              label={t(`timeouts.${field}`)}
              min={SHORTEST_S}
              max={LONGEST_S}
              suffix=" s"
              placeholder={t('timeouts.unset')}
              {...form.getInputProps(field)}
            />
          ))}
          <FormButtons action={t('save')} isBusy={save.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </FormDialog>
  );
}

function secondsOf(ms: number | null | undefined): number | string {
  return ms === null || ms === undefined ? '' : ms / MS;
}

/** The server names them `timeouts.idle_ms`. */
function withoutPrefix(errors: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).map(([field, message]) => [field.replace('timeouts.', ''), message]),
  );
}
