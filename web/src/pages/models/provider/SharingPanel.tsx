import { Alert, MultiSelect, Paper, Radio, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { may } from '../../../shell/access.js';
import { useMe, useMyTenants } from '../../../shell/me.js';
import { useSave } from '../../../ui/use-save.js';
import { MODEL_LISTS } from '../models-queries.js';
import type { PanelProps } from './panel.js';
import { SaveRow } from '../../../ui/SaveRow.js';

const TENANT_ID = /^[0-9a-f]{32}$/;
const REACHES = ['none', 'some', 'all'] as const;
type Reach = (typeof REACHES)[number];

/** Who else may use the models; nobody else ever sees what opens them. */
export function SharingPanel({ credential, mayChange }: PanelProps) {
  const { t } = useTranslation('models');
  const me = useMe();
  const tenants = useMyTenants();
  const { id, shared_with } = credential;
  const shared = shared_with === 'all' ? [] : shared_with;
  const [search, setSearch] = useState('');
  const form = useForm<{ reach: Reach; tenant_ids: string[] }>({
    initialValues: { reach: shared_with === 'all' ? 'all' : shared.length > 0 ? 'some' : 'none', tenant_ids: shared },
  });
  const save = useSave({
    save: ({ reach, tenant_ids }: typeof form.values) =>
      read(
        api.PUT('/api/v1/credentials/{id}/shares', {
          params: { path: { id } },
          body: reach === 'all' ? { all: true } : { tenant_ids: reach === 'none' ? [] : tenant_ids },
        }),
      ),
    refresh: MODEL_LISTS,
    done: t('sharing.done'),
    form,
  });
  const names = new Map(
    tenants.filter((tenant) => tenant.id !== me.tenant_id).map((tenant) => [tenant.id, tenant.name]),
  );
  const typed = TENANT_ID.test(search.trim()) ? [search.trim()] : [];
  const known = [...new Set([...names.keys(), ...form.values.tenant_ids, ...typed])];

  return (
    <Paper className="surface" p="lg" radius="md" maw={640}>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <Text c="dimmed">{t('sharing.hint')}</Text>
          <Radio.Group label={t('sharing.reach')} {...form.getInputProps('reach')}>
            <Stack gap="sm" mt="xs">
              {REACHES.map((reach) => (
                <Radio
                  key={reach}
                  value={reach}
                  label={t(`sharing.reaches.${reach}`)}
                  description={reach === 'all' && !may(me, 'instance-admin') ? t('sharing.allNeeds') : undefined}
                  disabled={!mayChange || (reach === 'all' && !may(me, 'instance-admin'))}
                />
              ))}
            </Stack>
          </Radio.Group>
          {form.values.reach === 'some' && (
            <MultiSelect
              label={t('sharing.tenants')}
              description={t('sharing.tenantsHint')}
              data={known.map((value) => ({ value, label: names.get(value) ?? value }))}
              searchable
              searchValue={search}
              onSearchChange={setSearch}
              nothingFoundMessage={t('sharing.noTenant')}
              disabled={!mayChange}
              {...form.getInputProps('tenant_ids')}
            />
          )}
          {form.isDirty() && shared_with.length > 0 && (
            <Alert color="yellow" title={t('sharing.losing')}>
              {t('sharing.losingHint')}
            </Alert>
          )}
          {mayChange && <SaveRow label={t('save')} isBusy={save.isPending} />}
        </Stack>
      </form>
    </Paper>
  );
}
