import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.js';
import { Problem } from '../../../ui/Problem.js';
import { SideDrawer } from '../../../ui/SideDrawer.js';
import { useSave } from '../../../ui/use-save.js';
import { AddMember } from './AddMember.js';
import { MemberRow, type Member } from './MemberRow.js';
import { TENANT_LISTS, type OpenTenant } from './tenant.js';

/** Who belongs to a tenant, and as what. */
export function MembersDrawer({ tenant, onClose }: { tenant: OpenTenant; onClose: () => void }) {
  const { t } = useTranslation('tenants');
  const [leaving, setLeaving] = useState<Member | null>(null);
  const members = useQuery({
    queryKey: ['members', tenant.id],
    queryFn: () => read(api.GET('/api/v1/tenants/{id}/members', { params: { path: { id: tenant.id } } })),
  });
  const remove = useSave({
    save: (user_id: string) =>
      read(api.DELETE('/api/v1/tenants/{id}/members/{user_id}', { params: { path: { id: tenant.id, user_id } } })),
    refresh: TENANT_LISTS,
    done: t('removed'),
    onSaved: () => setLeaving(null),
  });
  const isManager = tenant.role === 'owner' || tenant.role === 'admin';

  return (
    <SideDrawer title={t('membersOf', { name: tenant.name })} onClose={onClose}>
      <Stack>
        {isManager ? <AddMember tenant={tenant} /> : <Text c="dimmed">{t('readOnly')}</Text>}
        {members.error ? (
          <Problem error={members.error} onRetry={() => void members.refetch()} />
        ) : members.data ? (
          <Stack component="ul" gap={0} p={0} m={0} style={{ listStyle: 'none' }}>
            {members.data.map((member) => (
              <MemberRow key={member.user_id} tenant={tenant} member={member} onRemove={() => setLeaving(member)} />
            ))}
          </Stack>
        ) : (
          <Stack aria-busy>
            <Skeleton h={44} />
            <Skeleton h={44} />
            <Skeleton h={44} />
          </Stack>
        )}
      </Stack>
      <ConfirmDialog
        isOpen={leaving !== null}
        title={t('removeTitle', { email: leaving?.email ?? '' })}
        action={t('remove')}
        isBusy={remove.isPending}
        onConfirm={() => leaving && remove.mutate(leaving.user_id)}
        onClose={() => setLeaving(null)}
      >
        {t('removeHint', { tenant: tenant.name })}
      </ConfirmDialog>
    </SideDrawer>
  );
}
