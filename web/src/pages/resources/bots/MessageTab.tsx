import { Button, Group, Paper, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { useSave } from '../../../ui/use-save.js';
import { useMay } from '../parts/use-may.js';

interface Values {
  target_type: 'person' | 'group';
  target_id: string;
  text: string;
}

/** Lets the bot say something that nobody asked for. */
export function MessageTab({ uuid }: { uuid: string }) {
  const { t } = useTranslation('bots');
  const { mayEdit } = useMay();
  const form = useForm<Values>({
    initialValues: { target_type: 'person', target_id: '', text: '' },
    validate: { text: (text) => (text.trim() === '' ? t('message.noText') : null) },
  });
  const send = useSave({
    save: ({ text, ...target }: Values) =>
      read(
        api.POST('/api/v1/platform/bots/{uuid}/send_message', {
          params: { path: { uuid } },
          body: { ...target, message_chain: [{ type: 'Plain', text }] },
        }),
      ),
    refresh: [],
    done: t('message.sent'),
    form,
    onSaved: () => form.setFieldValue('text', ''),
  });
  if (!mayEdit) return <Text c="dimmed">{t('message.forbidden')}</Text>;
  return (
    <Paper className="surface" p="lg">
      <form onSubmit={form.onSubmit((values) => send.mutate(values))} noValidate>
        <Stack maw={720}>
          <Text c="dimmed">{t('message.hint')}</Text>
          <SegmentedControl
            w="fit-content"
            aria-label={t('message.kind')}
            data={(['person', 'group'] as const).map((value) => ({ value, label: t(`message.kinds.${value}`) }))}
            {...form.getInputProps('target_type')}
          />
          <TextInput
            label={t('message.target')}
            description={t('message.targetHint')}
            required
            {...form.getInputProps('target_id')}
          />
          <Textarea label={t('message.text')} required autosize minRows={3} {...form.getInputProps('text')} />
          <Group justify="flex-end">
            <Button type="submit" leftSection={<IconSend size={16} />} loading={send.isPending}>
              {t('message.send')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
