import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { may } from '../../../shell/access.js';
import { useMe } from '../../../shell/me.js';
import { UserPicker } from '../../../ui/UserPicker.js';
import { clearButton } from '../../../ui/clear-button.js';

interface Props {
  /** `user:<id>`; other actors are not chosen here. */
  value: string | undefined;
  onChange: (actor: string | undefined) => void;
}

const USER = 'user:';

/** Who did it: for administrators one of all users, for others one of their tenant's members. */
export function ActorField({ value, onChange }: Props) {
  const { t } = useTranslation('audit');
  const me = useMe();
  const userId = value?.startsWith(USER) ? value.slice(USER.length) : null;
  const props = {
    label: t('columns.actor'),
    placeholder: t('anybody'),
    value: userId,
    onChange: (id: string | null) => onChange(id === null ? undefined : `${USER}${id}`),
  };
  return may(me, 'instance-admin') ? <UserPicker {...props} /> : <MemberPicker {...props} tenantId={me.tenant_id} />;
}

interface PickerProps {
  label: string;
  placeholder: string;
  value: string | null;
  onChange: (id: string | null) => void;
  tenantId: string;
}

function MemberPicker({ tenantId, ...props }: PickerProps) {
  const { t } = useTranslation();
  const members = useQuery({
    queryKey: ['members', tenantId],
    queryFn: () => read(api.GET('/api/v1/tenants/{id}/members', { params: { path: { id: tenantId } } })),
  });
  return (
    <Select
      {...props}
      data={members.data?.map(({ user_id, email }) => ({ value: user_id, label: email })) ?? []}
      searchable
      clearable
      nothingFoundMessage={t('nothingFound')}
      clearButtonProps={clearButton(t('clear'))}
    />
  );
}
