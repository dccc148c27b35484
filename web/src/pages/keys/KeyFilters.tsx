import { Group, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { may } from '../../shell/access.js';
import { useMe } from '../../shell/me.js';
import { SearchField } from '../../ui/SearchField.js';
import { UserPicker } from '../../ui/UserPicker.js';
import { REACHES, SCOPES, STATUSES, type KeysSearch } from './keys-search.js';
import { clearButton } from '../../ui/clear-button.js';

interface Props {
  value: KeysSearch;
  onChange: (change: KeysSearch) => void;
}

export function KeyFilters({ value, onChange }: Props) {
  const { t } = useTranslation('keys');
  const { t: tShell } = useTranslation();
  const me = useMe();
  const isAdministrator = may(me, 'instance-admin');
  const reaches = REACHES.filter((reach) => reach !== 'all' || isAdministrator);
  const clear = { clearable: true, clearButtonProps: clearButton(tShell('clear')) } as const;

  return (
    <Group gap="sm">
      <SearchField label={t('search')} value={value.search} onSearch={(search) => onChange({ search })} />
      <Select
        {...clear}
        aria-label={t('columns.state')}
        placeholder={t('filters.state')}
        data={STATUSES.map((status) => ({ value: status, label: t(`states.${status}`) }))}
        value={value.status ?? null}
        onChange={(status) => onChange({ status: status ?? undefined })}
        w={{ base: 'calc(50% - 6px)', xs: 130 }}
      />
      <Select
        {...clear}
        aria-label={t('fields.scopes')}
        placeholder={t('filters.scope')}
        data={SCOPES.map((scope) => ({ value: scope, label: t(`scopes.${scope.replace(':', '-')}.name`) }))}
        value={value.scope ?? null}
        onChange={(scope) => onChange({ scope: scope ?? undefined })}
        w={{ base: 'calc(50% - 6px)', xs: 170 }}
      />
      {may(me, 'tenant-manager') && (
        <Select
          aria-label={t('filters.whose')}
          data={reaches.map((reach) => ({ value: reach, label: t(`reaches.${reach}`) }))}
          value={value.whose ?? 'tenant'}
          allowDeselect={false}
          onChange={(whose) =>
            onChange({ whose: whose === null || whose === 'tenant' ? undefined : whose, user: undefined })
          }
          w={{ base: 'calc(50% - 6px)', xs: 140 }}
        />
      )}
      {isAdministrator && value.whose !== 'mine' && (
        <UserPicker
          aria-label={t('filters.user')}
          placeholder={t('filters.user')}
          value={value.user ?? null}
          onChange={(user) => onChange({ user: user ?? undefined })}
          w={{ base: 'calc(50% - 6px)', xs: 190 }}
        />
      )}
    </Group>
  );
}
