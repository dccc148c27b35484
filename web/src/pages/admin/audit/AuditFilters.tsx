import { Button, Group, Pill, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { may } from '../../../shell/access.js';
import { useMe } from '../../../shell/me.js';
import { TenantPicker } from '../../../ui/TenantPicker.js';
import { ActorField } from './ActorField.js';
import { ACTIONS, TARGET_KINDS } from './audit-actions.js';
import type { AuditSearch } from './audit-search.js';
import { useActionWords } from './use-action-words.js';
import { clearButton } from '../../../ui/clear-button.js';

interface Props {
  value: AuditSearch;
  onChange: (change: AuditSearch) => void;
}

export function AuditFilters({ value, onChange }: Props) {
  const { t } = useTranslation('audit');
  const { t: tShell } = useTranslation();
  const me = useMe();
  const words = useActionWords();
  const clear = { clearable: true, clearButtonProps: clearButton(tShell('clear')) } as const;
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 2, md: 3, lg: may(me, 'instance-admin') ? 6 : 5 }} spacing="sm">
        <ActorField value={value.actor} onChange={(actor) => onChange({ actor })} />
        <Select
          {...clear}
          label={t('columns.action')}
          placeholder={t('anything')}
          data={ACTIONS.map(({ kind, actions }) => ({
            group: t(`kinds.${kind}`),
            items: actions.map((action) => ({ value: action, label: words(action) })),
          }))}
          value={value.action ?? null}
          onChange={(action) => onChange({ action: action ?? undefined })}
          searchable
          nothingFoundMessage={tShell('nothingFound')}
        />
        <Select
          {...clear}
          label={t('columns.target')}
          placeholder={t('anything')}
          data={TARGET_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          value={value.kind ?? null}
          onChange={(kind) => onChange({ kind: kind ?? undefined, target: undefined })}
        />
        <TextInput
          type="date"
          label={t('since')}
          max={value.until}
          value={value.since ?? ''}
          onChange={({ currentTarget }) => onChange({ since: currentTarget.value || undefined })}
        />
        <TextInput
          type="date"
          label={t('until')}
          min={value.since}
          value={value.until ?? ''}
          onChange={({ currentTarget }) => onChange({ until: currentTarget.value || undefined })}
        />
        {may(me, 'instance-admin') && (
          <TenantPicker
            label={t('columns.tenant')}
            placeholder={t('anyTenant')}
            value={value.tenant ?? null}
            onChange={(tenant) => onChange({ tenant: tenant ?? undefined })}
          />
        )}
      </SimpleGrid>
      <Narrowed value={value} onChange={onChange} />
    </Stack>
  );
}

/** What came from an event's details, and none of the fields shows. */
function Narrowed({ value: { actor, target }, onChange }: Props) {
  const { t } = useTranslation('audit');
  const other = actor?.startsWith('user:') ? undefined : actor;
  if (other === undefined && target === undefined) return null;
  return (
    <Group gap="xs">
      {other !== undefined && <Pill size="md">{t('onlyActor', { actor: other })}</Pill>}
      {target !== undefined && <Pill size="md">{t('onlyTarget', { id: target })}</Pill>}
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => onChange({ target: undefined, ...(other === undefined ? {} : { actor: undefined }) })}
      >
        {t('widen')}
      </Button>
    </Group>
  );
}
