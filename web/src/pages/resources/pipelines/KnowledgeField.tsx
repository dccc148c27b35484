import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { basesQuery } from '../knowledge/queries.js';

interface Props {
  label: string;
  hint: string;
  value: string[];
  onChange: (value: string[]) => void;
  error: ReactNode;
  isDisabled: boolean;
}

export function KnowledgeField({ label, hint, value, onChange, error, isDisabled }: Props) {
  const { t } = useTranslation('pipelines');
  const { data } = useQuery(basesQuery);
  const known = data?.map(({ uuid, name }) => ({ value: uuid, label: name })) ?? [];
  const gone = value.filter((uuid) => !known.some((base) => base.value === uuid));
  return (
    <MultiSelect
      label={label}
      description={hint}
      data={[...known, ...gone.map((uuid) => ({ value: uuid, label: data ? t('settings.gone') : uuid }))]}
      value={value}
      onChange={onChange}
      error={error}
      disabled={isDisabled}
      searchable
      {...(data?.length === 0 ? { placeholder: t('settings.noKnowledge') } : {})}
    />
  );
}
