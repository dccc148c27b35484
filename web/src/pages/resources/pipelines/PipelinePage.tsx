import { Box, Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../../ui/Page.js';
import { StatusBadge } from '../../../ui/StatusBadge.js';
import { BackLink } from '../parts/BackLink.js';
import { Loaded } from '../parts/Loaded.js';
import { PageTabs } from '../../../ui/PageTabs.js';
import { ReadOnlyNotice } from '../parts/ReadOnlyNotice.js';
import { useMay } from '../parts/use-may.js';
import { DebugChatTab } from './DebugChatTab.js';
import { ExtensionsTab } from './ExtensionsTab.js';
import { pipelineQuery, type Pipeline } from './queries.js';
import { RemovePipeline } from './RemovePipeline.js';
import { RunsTab } from './RunsTab.js';
import { SettingsTab } from './SettingsTab.js';
import { PIPELINE_TABS, type PipelineTab } from './tabs.js';

const route = getRouteApi('/shell/pipelines/$uuid');

export function PipelinePage() {
  const { t } = useTranslation('pipelines');
  const { uuid } = route.useParams();
  const pipeline = useQuery(pipelineQuery(uuid));
  return (
    <Box maw={1280} mx="auto">
      <BackLink to="/pipelines">{t('title')}</BackLink>
      <Loaded query={pipeline}>{(loaded) => <OnePipeline pipeline={loaded} />}</Loaded>
    </Box>
  );
}

function OnePipeline({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useTranslation('pipelines');
  const { tab = 'settings' } = route.useSearch();
  const navigate = route.useNavigate();
  const { mayEdit } = useMay();
  const [isLeaving, setLeaving] = useState(false);
  const panels: Record<PipelineTab, React.ReactNode> = {
    settings: <SettingsTab key={pipeline.uuid} pipeline={pipeline} />,
    extensions: <ExtensionsTab uuid={pipeline.uuid} />,
    chat: <DebugChatTab uuid={pipeline.uuid} />,
    runs: <RunsTab uuid={pipeline.uuid} />,
  };
  return (
    <Page
      title={[pipeline.emoji, pipeline.name].filter((text) => text !== '').join(' ')}
      hint={pipeline.description}
      actions={
        <>
          {pipeline.is_default && <StatusBadge tone="good">{t('default')}</StatusBadge>}
          {mayEdit && (
            <Button variant="default" leftSection={<IconTrash size={16} />} onClick={() => setLeaving(true)}>
              {t('remove.action')}
            </Button>
          )}
        </>
      }
    >
      <ReadOnlyNotice />
      <PageTabs
        label={pipeline.name}
        value={tab}
        onChange={(next) => void navigate({ search: { tab: next }, replace: true })}
        tabs={PIPELINE_TABS.map((name) => ({ name, title: t(`tabs.${name}`), panel: panels[name] }))}
      />
      {isLeaving && (
        <RemovePipeline
          pipeline={pipeline}
          onClose={() => setLeaving(false)}
          onRemoved={() => void navigate({ to: '/pipelines' })}
        />
      )}
    </Page>
  );
}
