import { Alert, Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { pipelinesQuery } from '../pipelines/queries.js';
import { useLocal } from '../parts/words.js';
import { AdapterFields } from './AdapterFields.js';
import { defaultsOf, type BotValues } from './bot-form.js';
import type { Adapter } from './queries.js';
import { clearButton } from '../../../ui/clear-button.js';

interface Props {
  form: UseFormReturnType<BotValues>;
  adapters: readonly Adapter[];
  /** What no choice of a pipeline means. */
  noPipeline: string;
  isDisabled?: boolean;
}

/** A bot: where it lives, who answers, and what its platform wants to know. */
export function BotFields({ form, adapters, noPipeline, isDisabled = false }: Props) {
  const { t } = useTranslation('bots');
  const local = useLocal();
  const pipelines = useQuery(pipelinesQuery);
  const adapter = adapters.find(({ name }) => name === form.values.adapter);
  const optionsOf = (isRunnable: boolean) =>
    adapters
      .filter(({ runnable }) => runnable === isRunnable)
      .map(({ name, label }) => ({ value: name, label: local(label) }));
  const choose = (name: string | null): void => {
    const chosen = adapters.find((each) => each.name === name);
    if (!chosen) return;
    form.setValues({ adapter: chosen.name, config: defaultsOf(chosen), enable: chosen.runnable });
  };
  return (
    <>
      <Select
        label={t('form.adapter')}
        description={adapter && local(adapter.description)}
        required
        searchable
        allowDeselect={false}
        disabled={isDisabled}
        data={[
          { group: t('form.runs'), items: optionsOf(true) },
          { group: t('form.storedOnly'), items: optionsOf(false) },
        ]}
        value={form.values.adapter || null}
        onChange={choose}
        error={form.errors['adapter']}
      />
      {adapter && !adapter.runnable && (
        <Alert color="yellow" role="status">
          {t('form.storedHint')}
        </Alert>
      )}
      <TextInput label={t('form.name')} required disabled={isDisabled} {...form.getInputProps('name')} />
      <Textarea label={t('form.description')} autosize disabled={isDisabled} {...form.getInputProps('description')} />
      <Select
        label={t('form.pipeline')}
        description={t('form.pipelineHint')}
        placeholder={noPipeline}
        data={pipelines.data?.map(({ uuid, name }) => ({ value: uuid, label: name })) ?? []}
        value={form.values.pipeline || null}
        onChange={(uuid) => form.setFieldValue('pipeline', uuid ?? '')}
        clearable
        clearButtonProps={clearButton(t('form.clearPipeline'))}
        disabled={isDisabled}
        error={form.errors['use_pipeline_uuid']}
      />
      {adapter && (
        <AdapterFields
          adapter={adapter}
          values={form.values.config}
          onChange={(name, value) => form.setFieldValue('config', { ...form.values.config, [name]: value })}
          errorOf={(name) => form.errors[`config.${name}`]}
          isDisabled={isDisabled}
        />
      )}
      <Switch
        label={t('form.enable')}
        description={t('form.enableHint')}
        disabled={isDisabled || adapter?.runnable === false}
        {...form.getInputProps('enable', { type: 'checkbox' })}
      />
    </>
  );
}
