import { Paper, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { useSave } from '../../../ui/use-save.js';
import { useMay } from '../parts/use-may.js';
import { bodyOf, valuesOf, type McpValues } from './mcp-form.js';
import { McpFields } from './McpFields.js';
import { McpTest } from './McpTest.js';
import type { McpServer } from './queries.js';
import { SaveRow } from '../../../ui/SaveRow.js';

const route = getRouteApi('/shell/mcp-servers/$name');

export function McpSettingsTab({ server }: { server: McpServer }) {
  const { t } = useTranslation('mcp');
  const { mayEdit } = useMay();
  const navigate = route.useNavigate();
  const form = useForm<McpValues>({ initialValues: valuesOf(server) });
  const save = useSave({
    save: (values: McpValues) =>
      read(api.PUT('/api/v1/mcp/servers/{name}', { params: { path: { name: server.name } }, body: bodyOf(values) })),
    refresh: [['mcp-servers']],
    done: t('saved'),
    form,
    onSaved: (_saved, { name }) => {
      // A server is addressed by its name.
      if (name !== server.name) void navigate({ params: { name }, search: (now) => now, replace: true });
    },
  });
  const test = () =>
    read(
      api.POST('/api/v1/mcp/servers/{name}/test', {
        params: { path: { name: '_' } },
        body: { ...bodyOf(form.values), enable: true, uuid: server.uuid },
      }),
    );
  return (
    <Paper className="surface" p="lg">
      <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <Stack maw={720}>
          <McpFields form={form} isDisabled={!mayEdit} />
          {mayEdit && (
            <>
              <McpTest form={form} begin={test} />
              <SaveRow label={t('save')} isBusy={save.isPending} />
            </>
          )}
        </Stack>
      </form>
    </Paper>
  );
}
