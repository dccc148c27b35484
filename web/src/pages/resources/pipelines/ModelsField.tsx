import { MultiSelect, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { gatewayModelsQuery, type GatewayModel } from '../../../api/gateway.js';
import { ModelSelect } from '../parts/ModelSelect.js';
import type { Models } from './pipeline-config.js';

interface Props {
  label: string;
  hint: string;
  value: Models;
  onChange: (value: Models) => void;
  error: ReactNode;
  isDisabled: boolean;
}

const TYPES: readonly GatewayModel['type'][] = ['chat', 'image2text'];
const MOST_FALLBACKS = 8;

/** The model to ask, and who stands in for it. */
export function ModelsField({ label, hint, value, onChange, error, isDisabled }: Props) {
  const { t } = useTranslation('pipelines');
  const { data } = useQuery(gatewayModelsQuery);
  const known = data?.filter(({ type }) => TYPES.includes(type)).map(({ id }) => id) ?? [];
  return (
    <Stack gap="sm">
      <ModelSelect
        label={label}
        description={hint}
        types={TYPES}
        placeholder={t('defaultModel')}
        value={value.primary}
        onChange={(primary) => onChange({ ...value, primary })}
        error={error}
        isDisabled={isDisabled}
      />
      <MultiSelect
        label={t('settings.fallbacks')}
        data={[...new Set([...value.fallbacks, ...known])]}
        value={[...value.fallbacks]}
        onChange={(fallbacks) => onChange({ ...value, fallbacks })}
        maxValues={MOST_FALLBACKS}
        searchable
        disabled={isDisabled}
      />
    </Stack>
  );
}
