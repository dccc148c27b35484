import { Alert, Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.js';
import { CodeText } from '../../ui/CodeExamples.js';
import { useSave } from '../../ui/use-save.js';

interface Props {
  isOpen: boolean;
  onClose: () => void;
}

/** Makes a key, and shows its token: here, and nowhere ever again. */
export function CreateKeyDialog({ isOpen, onClose }: Props) {
  const { t } = useTranslation('keys');
  const { t: tShell } = useTranslation();
  const form = useForm({ initialValues: { name: '', description: '' } });
  const create = useSave({
    save: (body: { name: string; description: string }) => read(api.POST('/api/v1/keys', { body })),
    refresh: [['keys']],
    form,
  });
  const close = (): void => {
    create.reset();
    form.reset();
    onClose();
  };

  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={t('create')}
      centered
      closeButtonProps={{ 'aria-label': tShell('close') }}
    >
      {create.data ? (
        <Stack>
          <Alert color="latch" title={t('once.title')}>
            {t('once.hint')}
          </Alert>
          <CodeText text={create.data.token} />
          <Group justify="flex-end">
            <Button onClick={close}>{t('once.done')}</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={form.onSubmit((values) => create.mutate(values))}>
          <Stack>
            <TextInput label={t('fields.name')} required data-autofocus {...form.getInputProps('name')} />
            <Textarea label={t('fields.description')} autosize minRows={2} {...form.getInputProps('description')} />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {tShell('cancel')}
              </Button>
              <Button type="submit" loading={create.isPending}>
                {t('create')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
