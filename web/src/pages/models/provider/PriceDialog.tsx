import { Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { FormButtons } from '../../../ui/FormButtons.js';
import { FormDialog } from '../../../ui/FormDialog.js';
import { useSave } from '../../../ui/use-save.js';
import { MODEL_LISTS, type CredentialModel } from '../models-queries.js';

const TOKENS = ['input', 'output', 'cache_read', 'cache_write', 'reasoning'] as const;
type Kind = (typeof TOKENS)[number] | 'query' | 'character';

interface Props {
  credentialId: string;
  model: CredentialModel;
  onClose: () => void;
}

/** What the operator says that a model costs, as decimal text, so that no digit is lost. */
export function PriceDialog({ credentialId, model, onClose }: Props) {
  const { t } = useTranslation('models');
  const kinds = kindsOf(model);
  const form = useForm<Record<string, string>>({
    initialValues: Object.fromEntries(kinds.map((kind) => [kind, model.price?.[kind] ?? ''])),
  });
  const save = useSave({
    save: (values: typeof form.values) => {
      const typed = kinds.map((kind): [Kind, string] => [kind, values[kind]?.trim() ?? '']);
      const set = typed.filter(([, price]) => price !== '');
      return read(
        api.PATCH('/api/v1/credentials/{id}/models/{model_id}', {
          params: { path: { id: credentialId, model_id: model.id } },
          body: { price: set.length === 0 ? null : Object.fromEntries(set) },
        }),
      );
    },
    refresh: MODEL_LISTS,
    done: t('ownPrice.done'),
    form: { setErrors: (errors) => form.setErrors(withoutPrefix(errors)) },
    onSaved: onClose,
  });

  return (
    <FormDialog onClose={onClose} title={t('ownPrice.of', { name: model.name })}>
      <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('ownPrice.hint')}
          </Text>
          {kinds.map((kind) => (
            <TextInput
              key={kind}
              label={t(`ownPrice.${kind}`)}
              inputMode="decimal"
              leftSection="$"
              placeholder={t('ownPrice.unset')}
              {...form.getInputProps(kind)}
            />
          ))}
          <FormButtons action={t('save')} isBusy={save.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </FormDialog>
  );
}

/** What is charged for such a model; what it has a price for already in any case. */
function kindsOf({ type, price }: CredentialModel): readonly Kind[] {
  const usual: readonly Kind[] = type === 'rerank' ? ['query', 'input'] : type === 'tts' ? ['character', 'input', 'output'] : TOKENS; // prettier-ignore
  const priced = Object.keys(price ?? {}) as Kind[];
  return [...new Set([...usual, ...priced])];
}

/** The server names them `price.input`. */
function withoutPrefix(errors: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).map(([field, message]) => [field.replace('price.', ''), message]));
}
