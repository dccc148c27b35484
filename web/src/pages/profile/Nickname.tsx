import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.js';
import { useMe } from '../../shell/me.js';
import { useSave } from '../../ui/use-save.js';
import { SectionCard } from '../../ui/SectionCard.js';

export function Nickname() {
  const { t } = useTranslation('profile');
  const { t: tShell } = useTranslation();
  const { nickname } = useMe();
  const form = useForm({ initialValues: { nickname } });
  const save = useSave({
    save: (body: { nickname: string }) => read(api.PATCH('/api/v1/auth/me', { body })),
    refresh: [['me'], ['members'], ['users']],
    done: tShell('saved'),
    form,
  });
  return (
    <SectionCard title={t('nickname.title')}>
      <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <TextInput
            label={t('nickname.label')}
            description={t('nickname.hint')}
            maxLength={100}
            autoComplete="nickname"
            {...form.getInputProps('nickname')}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending}>
              {tShell('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </SectionCard>
  );
}
