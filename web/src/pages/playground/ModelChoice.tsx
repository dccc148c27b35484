import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  models: readonly string[];
  value: string;
  onChange: (model: string) => void;
}

export function ModelChoice({ models, value, onChange }: Props) {
  const { t } = useTranslation('playground');
  return (
    <Select
      label={t('model')}
      data={models}
      value={value}
      onChange={(model) => onChange(model ?? value)}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t('noModel')}
    />
  );
}
