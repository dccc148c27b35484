import { NumberInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ModelSelect } from '../parts/ModelSelect.js';
import { useLocal } from '../parts/words.js';
import { KnowledgeField } from './KnowledgeField.js';
import { ModelsField } from './ModelsField.js';
import { modelsIn, textsIn, type PromptPart } from './pipeline-config.js';
import { PromptField } from './PromptField.js';
import type { Setting } from './queries.js';

interface Props {
  setting: Setting;
  value: unknown;
  onChange: (value: unknown) => void;
  error: ReactNode;
  isDisabled: boolean;
}

/** One setting, drawn as its type wants it. */
export function SettingField({ setting, value, onChange, error, isDisabled }: Props) {
  const { t } = useTranslation('pipelines');
  const local = useLocal();
  const [label, hint] = [local(setting.label), local(setting.description)];
  const named = { label, description: setting.unsupported ? undefined : hint, error, disabled: isDisabled };
  switch (setting.type) {
    case 'boolean':
      return (
        <Switch {...named} checked={value === true} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
      );
    case 'integer':
    case 'float':
      return (
        <NumberInput
          {...named}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(next === '' ? setting.default : next)}
          allowDecimal={setting.type === 'float'}
          {...(setting.min === undefined ? {} : { min: setting.min })}
          {...(setting.max === undefined ? {} : { max: setting.max })}
        />
      );
    case 'array[string]':
      return <TagsInput {...named} value={textsIn(value)} onChange={onChange} />;
    case 'model-fallback-selector':
      return <ModelsField {...{ label, hint, error, isDisabled, onChange }} value={modelsIn(value)} />;
    case 'rerank-model-selector':
      return (
        <ModelSelect
          label={label}
          description={hint}
          types={['rerank']}
          placeholder={t('settings.noRerank')}
          value={typeof value === 'string' ? value : ''}
          onChange={onChange}
          error={error}
          isDisabled={isDisabled}
        />
      );
    case 'knowledge-base-multi-selector':
      return <KnowledgeField {...{ label, hint, error, isDisabled, onChange }} value={textsIn(value)} />;
    case 'prompt-editor':
      return <PromptField {...{ label, hint, error, isDisabled, onChange }} value={value as readonly PromptPart[]} />;
    default:
      return <TextField {...{ setting, value, onChange, named }} />;
  }
}

interface TextProps extends Pick<Props, 'setting' | 'value' | 'onChange'> {
  named: { label: string; description: string | undefined; error: ReactNode; disabled: boolean };
}

function TextField({ setting: { options }, value, onChange, named }: TextProps) {
  const local = useLocal();
  const text = typeof value === 'string' ? value : '';
  if (!options)
    return <TextInput {...named} value={text} onChange={({ currentTarget }) => onChange(currentTarget.value)} />;
  const known = options.map(({ name, label }) => ({ value: name, label: local(label) }));
  const isKnown = known.some((option) => option.value === text);
  return (
    <Select
      {...named}
      data={isKnown ? known : [{ value: text, label: text }, ...known]}
      value={text}
      onChange={(next) => onChange(next ?? text)}
      allowDeselect={false}
    />
  );
}
