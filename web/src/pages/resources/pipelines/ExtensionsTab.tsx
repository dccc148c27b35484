import { Button, Checkbox, Group, Stack, Switch, Text } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read, type Schemas } from '../../../api/client.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { useSave } from '../../../ui/use-save.js';
import { McpStatus } from '../mcp/McpStatus.js';
import { mcpServersQuery } from '../mcp/queries.js';
import { Loaded } from '../parts/Loaded.js';
import { SectionCard } from '../../../ui/SectionCard.js';
import { useMay } from '../parts/use-may.js';
import { extensionsQuery } from './queries.js';

/** Which MCP servers' tools the pipeline's model may call. */
export function ExtensionsTab({ uuid }: { uuid: string }) {
  const extensions = useQuery(extensionsQuery(uuid));
  const servers = useQuery(mcpServersQuery);
  return (
    <Loaded query={extensions}>
      {(chosen) => <Loaded query={servers}>{(all) => <Choice uuid={uuid} chosen={chosen} servers={all} />}</Loaded>}
    </Loaded>
  );
}

interface ChoiceProps {
  uuid: string;
  chosen: Schemas['PipelineExtensionsDto'];
  servers: readonly Schemas['McpServerDto'][];
}

function Choice({ uuid, chosen, servers }: ChoiceProps) {
  const { t } = useTranslation('pipelines');
  const { mayEdit } = useMay();
  const [isAll, setAll] = useState(chosen.enable_all_mcp_servers);
  const [bound, setBound] = useState(chosen.bound_mcp_servers);
  const save = useSave({
    save: () =>
      read(
        api.PUT('/api/v1/pipelines/{uuid}/extensions', {
          params: { path: { uuid } },
          body: {
            bound_plugins: chosen.bound_plugins,
            enable_all_plugins: chosen.enable_all_plugins,
            enable_all_mcp_servers: isAll,
            // Those that are gone are no choice any more.
            bound_mcp_servers: bound.filter((id) => servers.some((server) => server.uuid === id)),
          },
        }),
      ),
    refresh: [['pipelines', uuid]],
    done: t('saved'),
  });
  if (servers.length === 0) {
    const connect = (
      <Button component={Link} to="/mcp-servers" mt="sm">
        {t('extensions.connect')}
      </Button>
    );
    return (
      <EmptyState
        icon={IconPlugConnected}
        title={t('extensions.none')}
        hint={t('extensions.noneHint')}
        action={connect}
      />
    );
  }
  return (
    <SectionCard title={t('extensions.title')} hint={t('extensions.hint')}>
      <Switch
        label={t('extensions.all')}
        description={t('extensions.allHint')}
        checked={isAll}
        disabled={!mayEdit}
        onChange={({ currentTarget }) => setAll(currentTarget.checked)}
      />
      <Checkbox.Group
        label={t('extensions.chosen')}
        value={isAll ? servers.map((each) => each.uuid) : bound}
        onChange={setBound}
      >
        <Stack gap="sm" mt="xs">
          {servers.map((server) => (
            <Group key={server.uuid} justify="space-between">
              <Checkbox value={server.uuid} label={server.name} disabled={!mayEdit || isAll} />
              <McpStatus server={server} />
            </Group>
          ))}
        </Stack>
      </Checkbox.Group>
      <Text size="sm" c="dimmed">
        {t('extensions.plugins')}
      </Text>
      {mayEdit && (
        <Group justify="flex-end">
          <Button onClick={() => save.mutate(undefined)} loading={save.isPending}>
            {t('settings.save')}
          </Button>
        </Group>
      )}
    </SectionCard>
  );
}
