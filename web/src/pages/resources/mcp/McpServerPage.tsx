import { Alert, Box, Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../../ui/Page.js';
import { BackLink } from '../parts/BackLink.js';
import { Loaded } from '../parts/Loaded.js';
import { PageTabs } from '../../../ui/PageTabs.js';
import { ReadOnlyNotice } from '../parts/ReadOnlyNotice.js';
import { useMay } from '../parts/use-may.js';
import { LogsTab } from './LogsTab.js';
import { McpSettingsTab } from './McpSettingsTab.js';
import { McpStatus } from './McpStatus.js';
import { mcpServerQuery, type McpServer } from './queries.js';
import { RemoveMcpServer } from './RemoveMcpServer.js';
import { ResourcesTab } from './ResourcesTab.js';
import { ToolsTab } from './ToolsTab.js';
import { MCP_TABS, type McpTab } from './tabs.js';

const route = getRouteApi('/shell/mcp-servers/$name');

export function McpServerPage() {
  const { t } = useTranslation('mcp');
  const { name } = route.useParams();
  const server = useQuery(mcpServerQuery(name));
  return (
    <Box maw={1280} mx="auto">
      <BackLink to="/mcp-servers">{t('title')}</BackLink>
      <Loaded query={server}>{(loaded) => <OneServer server={loaded} />}</Loaded>
    </Box>
  );
}

function OneServer({ server }: { server: McpServer }) {
  const { t } = useTranslation('mcp');
  const { tab = 'tools' } = route.useSearch();
  const navigate = route.useNavigate();
  const { mayEdit } = useMay();
  const [isLeaving, setLeaving] = useState(false);
  const failure = server.enable ? server.runtime_info?.error_message : null;
  const panels: Record<McpTab, React.ReactNode> = {
    tools: <ToolsTab server={server} />,
    resources: <ResourcesTab server={server} />,
    logs: <LogsTab name={server.name} />,
    settings: <McpSettingsTab key={server.uuid} server={server} />,
  };
  return (
    <Page
      title={server.name}
      hint={t(`modes.${server.mode}`)}
      actions={
        <>
          <McpStatus server={server} />
          {mayEdit && (
            <Button variant="default" leftSection={<IconTrash size={16} />} onClick={() => setLeaving(true)}>
              {t('remove.action')}
            </Button>
          )}
        </>
      }
    >
      <ReadOnlyNotice />
      {failure && (
        <Alert color="red" title={t(`phases.${server.runtime_info?.error_phase ?? 'session'}`)}>
          {failure}
        </Alert>
      )}
      <PageTabs
        label={server.name}
        value={tab}
        onChange={(next) => void navigate({ search: { tab: next }, replace: true })}
        tabs={MCP_TABS.map((name) => ({ name, title: t(`tabs.${name}`), panel: panels[name] }))}
      />
      {isLeaving && (
        <RemoveMcpServer
          server={server}
          onClose={() => setLeaving(false)}
          onRemoved={() => void navigate({ to: '/mcp-servers' })}
        />
      )}
    </Page>
  );
}
