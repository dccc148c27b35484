import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { gatewayModelsQuery, type GatewayModel } from '../../../api/gateway.js';
import { clearButton } from '../../../ui/clear-button.js';
import { isPipeline } from './use-model-without-default.js';

interface Props {
  label: string;
  description?: string;
  types: readonly GatewayModel['type'][];
  /** Empty for none. */
  value: string;
  onChange: (model: string) => void;
  /** What happens with none. */
  placeholder: string;
  error?: ReactNode;
  isDisabled?: boolean;
}

/** One of the tenant's models, or what was entered elsewhere: a name need not be among those that are there now. */
export function ModelSelect(props: Props) {
  const { label, description, types, value, onChange, placeholder, error, isDisabled = false } = props;
  const { t } = useTranslation('resources');
  const { data } = useQuery(gatewayModelsQuery);
  const known = data?.filter((model) => types.includes(model.type) && !isPipeline(model)).map(({ id }) => id) ?? [];
  const models = value === '' || known.includes(value) ? known : [value, ...known];
  return (
    <Select
      label={label}
      description={description}
      placeholder={placeholder}
      data={models}
      value={value === '' ? null : value}
      onChange={(model) => onChange(model ?? '')}
      searchable
      clearable
      clearButtonProps={clearButton(t('clear'))}
      nothingFoundMessage={t('noModel')}
      error={error}
      disabled={isDisabled}
    />
  );
}
