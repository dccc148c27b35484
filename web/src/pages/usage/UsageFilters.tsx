import { Group, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { may } from '../../shell/access.js';
import { useMe } from '../../shell/me.js';
import { TenantPicker } from '../../ui/TenantPicker.js';
import { ALL_TENANTS, SPANS, type UsageSearch } from './usage-search.js';

interface Props {
  value: UsageSearch;
  onChange: (change: UsageSearch) => void;
}

const OWN = 'own';
const CHOSEN = 'chosen';

/** Which time; for administrators whose as well. */
export function UsageFilters({ value, onChange }: Props) {
  const { t } = useTranslation('usage');
  const me = useMe();
  const { since, until, span = '30d' } = value;
  const isChosen = since !== undefined || until !== undefined;
  return (
    <Group gap="sm" align="flex-end">
      <SegmentedControl
        aria-label={t('spans.label')}
        data={SPANS.map((one) => ({ value: one, label: t(`spans.${one}`) }))}
        value={isChosen ? '' : span}
        onChange={(next) => onChange({ span: SPANS.find((one) => one === next), since: undefined, until: undefined })}
      />
      <TextInput
        type="date"
        label={t('since')}
        {...(until === undefined ? {} : { max: until })}
        value={since ?? ''}
        onChange={({ currentTarget }) => onChange({ since: currentTarget.value || undefined })}
      />
      <TextInput
        type="date"
        label={t('until')}
        {...(since === undefined ? {} : { min: since })}
        value={until ?? ''}
        onChange={({ currentTarget }) => onChange({ until: currentTarget.value || undefined })}
      />
      {may(me, 'instance-admin') && <TenantField value={value} onChange={onChange} />}
    </Group>
  );
}

function TenantField({ value: { tenant }, onChange }: Props) {
  const { t } = useTranslation('usage');
  const me = useMe();
  const whose = tenant === undefined ? OWN : tenant === ALL_TENANTS ? ALL_TENANTS : CHOSEN;
  // What was narrowed to is not there in another tenant.
  const change = (next: string | undefined): void =>
    onChange({ tenant: next, key: undefined, user: undefined, model: undefined, tab: undefined });
  return (
    <>
      <Select
        label={t('whose.label')}
        data={[OWN, ALL_TENANTS, CHOSEN].map((one) => ({ value: one, label: t(`whose.${one}`) }))}
        value={whose}
        allowDeselect={false}
        onChange={(next) => change(next === OWN ? undefined : next === CHOSEN ? me.tenant_id : ALL_TENANTS)}
        w={150}
      />
      {whose === CHOSEN && (
        <TenantPicker
          label={t('whose.tenant')}
          value={tenant ?? null}
          onChange={(id) => change(id ?? undefined)}
          w={190}
        />
      )}
    </>
  );
}
