import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface Props {
  value: string | undefined;
  onChange: (text: string | undefined) => void;
}

export function SearchField({ value, onChange }: Props) {
  const { t } = useTranslation('resources');
  return (
    <TextInput
      type="search"
      aria-label={t('search')}
      placeholder={t('search')}
      leftSection={<IconSearch size={16} />}
      defaultValue={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
      maw={420}
    />
  );
}
