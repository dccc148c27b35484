import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { CodeText } from '../../../ui/CodeExamples.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Loaded } from '../parts/Loaded.js';
import { isConnecting, mcpResourcesQuery, type McpServer } from './queries.js';

const MOST_BYTES = 65_536;

/** What MCP says of a resource, or of a pattern of such. */
interface Resource {
  uri?: string;
  uriTemplate?: string;
  name?: string;
  description?: string;
  mimeType?: string;
}

export function ResourcesTab({ server }: { server: McpServer }) {
  const { t } = useTranslation('mcp');
  const isConnected = server.runtime_info?.status === 'connected';
  const query = useQuery({ ...mcpResourcesQuery(server.name), enabled: isConnected });
  if (!isConnected)
    return (
      <Paper className="surface">
        <EmptyState
          icon={IconFileText}
          title={t(isConnecting(server) ? 'test.running' : 'resources.none')}
          hint={t('tools.notConnected')}
        />
      </Paper>
    );
  return (
    <Loaded query={query}>
      {({ resources, resource_templates }) => {
        const all = [...resources, ...resource_templates] as Resource[];
        if (all.length === 0)
          return (
            <Paper className="surface">
              <EmptyState icon={IconFileText} title={t('resources.none')} hint={t('resources.noneHint')} />
            </Paper>
          );
        return (
          <Stack component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
            {all.map((resource, index) => (
              <ResourceRow key={index} server={server.name} resource={resource} />
            ))}
          </Stack>
        );
      }}
    </Loaded>
  );
}

function ResourceRow({ server, resource }: { server: string; resource: Resource }) {
  const { t } = useTranslation('mcp');
  const { uri, uriTemplate, name, description, mimeType } = resource;
  const [isOpen, setOpen] = useState(false);
  return (
    <Paper component="li" className="surface" p="md">
      <Group justify="space-between" align="flex-start">
        <div style={{ flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere' }}>
          <Text fw={600}>{name ?? uri ?? uriTemplate}</Text>
          <Text size="sm" c="dimmed" className="code">
            {uri ?? uriTemplate} {mimeType && `(${mimeType})`}
          </Text>
          {description && <Text size="sm">{description}</Text>}
        </div>
        {uri && (
          <Button
            variant="default"
            size="xs"
            aria-expanded={isOpen}
            aria-label={t('resources.readNamed', { name: name ?? uri })}
            onClick={() => setOpen(!isOpen)}
          >
            {t('resources.read')}
          </Button>
        )}
      </Group>
      {uri && isOpen && <Contents server={server} uri={uri} />}
    </Paper>
  );
}

function Contents({ server, uri }: { server: string; uri: string }) {
  const { t } = useTranslation('mcp');
  const query = useQuery({
    queryKey: ['mcp-resource', server, uri],
    queryFn: () =>
      read(
        api.POST('/api/v1/mcp/servers/{name}/resources/read', {
          params: { path: { name: server } },
          body: { uri, max_bytes: MOST_BYTES, include_blob: false },
        }),
      ),
  });
  return (
    <Stack mt="sm">
      <Loaded query={query}>
        {({ contents }) =>
          contents.map(({ text, size, truncated }, index) => (
            <div key={index}>
              {text === null ? <Text size="sm">{t('resources.binary', { size })}</Text> : <CodeText text={text} />}
              {truncated && (
                <Text size="sm" c="dimmed">
                  {t('resources.cut', { size })}
                </Text>
              )}
            </div>
          ))
        }
      </Loaded>
    </Stack>
  );
}
