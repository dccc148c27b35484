import { Group, NumberInput, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { ModelSelect } from '../parts/ModelSelect.js';

export interface BaseValues {
  name: string;
  description: string;
  emoji: string;
  /** Empty for the default. */
  embedding_model_uuid: string;
  top_k: number;
}

const MOST_CHUNKS = 100;

export function BaseFields({
  form,
  offeredModel = '',
  isDisabled = false,
}: {
  form: UseFormReturnType<BaseValues>;
  /** Stands for none, where there is no default. */
  offeredModel?: string;
  isDisabled?: boolean;
}) {
  const { t } = useTranslation('knowledge');
  return (
    <>
      <Group align="flex-start" wrap="nowrap">
        <TextInput
          label={t('fields.emoji')}
          w={80}
          maxLength={32}
          disabled={isDisabled}
          {...form.getInputProps('emoji')}
        />
        <TextInput
          label={t('fields.name')}
          required
          data-autofocus
          disabled={isDisabled}
          style={{ flex: 1 }}
          {...form.getInputProps('name')}
        />
      </Group>
      <Textarea
        label={t('fields.description')}
        autosize
        minRows={2}
        disabled={isDisabled}
        {...form.getInputProps('description')}
      />
      <ModelSelect
        label={t('fields.model')}
        description={t('fields.modelHint')}
        types={['embedding']}
        placeholder={t('defaultModel')}
        value={form.values.embedding_model_uuid || offeredModel}
        onChange={(model) => form.setFieldValue('embedding_model_uuid', model)}
        error={form.errors['embedding_model_uuid']}
        isDisabled={isDisabled}
      />
      <NumberInput
        label={t('fields.topK')}
        description={t('fields.topKHint')}
        min={1}
        max={MOST_CHUNKS}
        allowDecimal={false}
        maw={280}
        disabled={isDisabled}
        {...form.getInputProps('top_k')}
      />
    </>
  );
}
