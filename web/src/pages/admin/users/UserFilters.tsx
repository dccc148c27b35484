import { Group, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SearchField } from '../../../ui/SearchField.js';
import { STATES, type UsersSearch } from './users-search.js';
import { clearButton } from '../../../ui/clear-button.js';

interface Props {
  value: UsersSearch;
  onChange: (change: UsersSearch) => void;
}

export function UserFilters({ value, onChange }: Props) {
  const { t } = useTranslation('users');
  const { t: tShell } = useTranslation();
  const clear = { clearable: true, clearButtonProps: clearButton(tShell('clear')) } as const;
  return (
    <Group gap="sm">
      <SearchField label={t('search')} value={value.search} onSearch={(search) => onChange({ search })} />
      <Select
        {...clear}
        aria-label={t('columns.state')}
        placeholder={t('filters.state')}
        data={STATES.map((state) => ({ value: state, label: t(`states.${state}`) }))}
        value={value.state ?? null}
        onChange={(state) => onChange({ state: state ?? undefined })}
        w={{ base: 'calc(50% - 6px)', xs: 160 }}
      />
      <Select
        {...clear}
        aria-label={t('columns.role')}
        placeholder={t('filters.role')}
        data={[{ value: 'administrators', label: t('filters.administrators') }]}
        value={value.administrators ? 'administrators' : null}
        onChange={(role) => onChange({ administrators: role === null ? undefined : true })}
        w={{ base: 'calc(50% - 6px)', xs: 200 }}
      />
    </Group>
  );
}
