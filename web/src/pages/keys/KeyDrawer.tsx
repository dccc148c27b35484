import { Code, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may } from '../../shell/access.js';
import { useMe } from '../../shell/me.js';
import { PageLink } from '../../ui/PageLink.js';
import { SideDrawer } from '../../ui/SideDrawer.js';
import { wordsOf } from '../../ui/words-of.js';
import { LimitsPart } from '../limits/LimitsPart.js';
import { totalQuery } from '../usage/usage-queries.js';
import { rangeOf } from '../usage/usage-range.js';
import { useFormats } from '../usage/use-formats.js';
import type { Key } from './key-list.js';

/** What a key used, and what limits it. */
export function KeyDrawer({ row, onClose }: { row: Key; onClose: () => void }) {
  const { t } = useTranslation('keys');
  const me = useMe();
  // Only administrators see keys of other tenants.
  const tenantId = row.tenant_id === me.tenant_id ? null : row.tenant_id;
  return (
    <SideDrawer title={row.name} onClose={onClose}>
      <Stack gap="lg">
        <div>
          {row.description && <Text c="dimmed">{row.description}</Text>}
          <Code>{row.masked}</Code>
        </div>
        <Stack component="section" gap="sm" aria-label={t('detail.usage')}>
          <Title order={3} size="h5">
            {t('detail.usage')}
          </Title>
          <KeyUsage keyId={row.id} tenantId={tenantId} />
        </Stack>
        <Stack component="section" gap="sm" aria-label={t('detail.limits')}>
          <Title order={3} size="h5">
            {t('detail.limits')}
          </Title>
          <LimitsPart subject={{ keyId: row.id, tenantId }} mayChange={may(me, 'tenant-manager')} />
        </Stack>
      </Stack>
    </SideDrawer>
  );
}

function KeyUsage({ keyId, tenantId }: { keyId: string; tenantId: string | null }) {
  const { t } = useTranslation('keys');
  const { t: tShell } = useTranslation();
  const { money, count } = useFormats();
  const [now] = useState(() => new Date());
  const search = { key: keyId, ...(tenantId === null ? {} : { tenant: tenantId }) };
  const total = useQuery(totalQuery(search, rangeOf(search, now)));
  if (total.error) return <Text role="alert">{wordsOf(tShell, total.error)}</Text>;
  if (total.data === undefined) return <Skeleton h={44} />;
  const { cost_usd = 0, total_tokens = 0, requests = 0 } = total.data ?? {};
  const facts = [
    { name: t('detail.cost'), value: money(cost_usd) },
    { name: t('detail.tokens'), value: count(total_tokens) },
    { name: t('detail.requests'), value: count(requests) },
  ];
  return (
    <>
      <Group component="dl" m={0} gap="xl">
        {facts.map(({ name, value }) => (
          <div key={name}>
            <Text component="dt" size="sm" c="dimmed">
              {name}
            </Text>
            <Text component="dd" m={0} fw={700}>
              {value}
            </Text>
          </div>
        ))}
      </Group>
      <PageLink to="/usage" search={search} size="sm">
        {t('detail.more')}
      </PageLink>
    </>
  );
}
