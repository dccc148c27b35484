import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { useSave } from '../../../ui/use-save.js';
import { DialogForm } from '../parts/DialogForm.js';
import { bodyOf, EMPTY, type McpValues } from './mcp-form.js';
import { McpFields } from './McpFields.js';
import { McpTest } from './McpTest.js';

/** Connects another MCP server, after a trial where one likes. */
export function McpDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('mcp');
  const navigate = useNavigate();
  const form = useForm<McpValues>({ initialValues: EMPTY });
  const create = useSave({
    save: (values: McpValues) => read(api.POST('/api/v1/mcp/servers', { body: bodyOf(values) })),
    refresh: [['mcp-servers']],
    form,
    onSaved: (_created, { name }) => {
      onClose();
      void navigate({ to: '/mcp-servers/$name', params: { name } });
    },
  });
  return (
    <DialogForm
      size="lg"
      title={t('create')}
      action={t('create')}
      isBusy={create.isPending}
      onSubmit={form.onSubmit((values) => create.mutate(values))}
      onClose={onClose}
    >
      <McpFields form={form} />
      <McpTest form={form} begin={() => testUnsaved(form.values)} />
    </DialogForm>
  );
}

/** `_` stands for what the body says. */
function testUnsaved(values: McpValues) {
  const body = { ...bodyOf(values), enable: true };
  return read(api.POST('/api/v1/mcp/servers/{name}/test', { params: { path: { name: '_' } }, body }));
}
