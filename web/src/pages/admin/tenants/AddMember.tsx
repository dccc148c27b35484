import { Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { blameField } from '../../../api/blame-field.js';
import { api, read } from '../../../api/client.js';
import { useSave } from '../../../ui/use-save.js';
import { mayManage, ROLES, TENANT_LISTS, type OpenTenant, type Role } from './tenant.js';

interface Values {
  email: string;
  role: Role;
}

/** Lets somebody in who has an account on this server. */
export function AddMember({ tenant }: { tenant: OpenTenant }) {
  const { t } = useTranslation('tenants');
  const form = useForm<Values>({
    initialValues: { email: '', role: 'member' },
    validate: { email: (email) => (email.trim() === '' ? t('rules.email') : null) },
  });
  const add = useSave({
    save: (body: Values) =>
      read(api.POST('/api/v1/tenants/{id}/members', { params: { path: { id: tenant.id } }, body })).catch(
        blameField('email', 404, 409),
      ),
    refresh: TENANT_LISTS,
    done: t('added'),
    form,
    onSaved: () => form.reset(),
  });
  const submit = form.onSubmit((values) => add.mutate({ ...values, email: values.email.trim() }));

  return (
    <form noValidate onSubmit={submit}>
      <Group align="flex-start" gap="sm">
        <TextInput
          type="email"
          label={t('fields.email')}
          style={{ flex: '1 1 200px' }}
          {...form.getInputProps('email')}
        />
        <Select
          label={t('columns.role')}
          w={130}
          data={ROLES.filter((one) => mayManage(tenant.role, one)).map((one) => ({
            value: one,
            label: t(`roles.${one}`),
          }))}
          allowDeselect={false}
          {...form.getInputProps('role')}
        />
        <Button type="submit" loading={add.isPending} mt={25}>
          {t('add')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mt={6}>
        {t(`roleHints.${form.values.role}`)}
      </Text>
    </form>
  );
}
