import { Accordion, Paper, Text } from '@mantine/core';
import { IconTool } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CodeText } from '../../../ui/CodeExamples.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { isConnecting, type McpServer } from './queries.js';

/** The tools that the server offers, each with what it takes. */
export function ToolsTab({ server }: { server: McpServer }) {
  const { t } = useTranslation('mcp');
  const { runtime_info } = server;
  const tools = runtime_info?.tools ?? [];
  if (tools.length === 0) {
    const isConnected = runtime_info?.status === 'connected';
    return (
      <Paper className="surface">
        <EmptyState
          icon={IconTool}
          title={t(isConnecting(server) ? 'test.running' : 'tools.none')}
          hint={t(isConnected ? 'tools.noneHint' : 'tools.notConnected')}
        />
      </Paper>
    );
  }
  return (
    <Paper className="surface">
      <Accordion multiple order={2} keepMounted={false}>
        {tools.map(({ name, description, parameters }) => (
          <Accordion.Item key={name} value={name}>
            <Accordion.Control icon={<IconTool size={18} aria-hidden />}>
              <Text component="span" fw={600} className="code">
                {name}
              </Text>
              {description && (
                <Text component="span" display="block" size="sm" c="dimmed" lineClamp={2}>
                  {description}
                </Text>
              )}
            </Accordion.Control>
            <Accordion.Panel>
              <Text size="sm" mb="xs" fw={600}>
                {t('tools.parameters')}
              </Text>
              <CodeText text={JSON.stringify(parameters, null, 2)} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Paper>
  );
}
