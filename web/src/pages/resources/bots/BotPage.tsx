import { Alert, Box, Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { Page } from '../../../ui/Page.js';
import { BackLink } from '../parts/BackLink.js';
import { Loaded } from '../parts/Loaded.js';
import { PageTabs } from '../../../ui/PageTabs.js';
import { ReadOnlyNotice } from '../parts/ReadOnlyNotice.js';
import { RemoveDialog } from '../parts/RemoveDialog.js';
import { useMay } from '../parts/use-may.js';
import { BotLogsTab } from './BotLogsTab.js';
import { BotSettingsTab } from './BotSettingsTab.js';
import { BotBadge } from './BotState.js';
import { EmbedTab } from './EmbedTab.js';
import { IngressAddress } from './IngressAddress.js';
import { MessageTab } from './MessageTab.js';
import { botQuery, type RunningBot } from './queries.js';
import { BOT_TABS, type BotTab } from './tabs.js';

const route = getRouteApi('/shell/bots/$uuid');

export function BotPage() {
  const { t } = useTranslation('bots');
  const { uuid } = route.useParams();
  const bot = useQuery(botQuery(uuid));
  return (
    <Box maw={1280} mx="auto">
      <BackLink to="/bots">{t('title')}</BackLink>
      <Loaded query={bot}>{(loaded) => <OneBot bot={loaded} />}</Loaded>
    </Box>
  );
}

function OneBot({ bot }: { bot: RunningBot }) {
  const { t } = useTranslation('bots');
  const { uuid, name, adapter_runtime_values: runtime } = bot;
  const { tab = 'settings' } = route.useSearch();
  const navigate = route.useNavigate();
  const { mayEdit } = useMay();
  const [isLeaving, setLeaving] = useState(false);
  const panels: Record<BotTab, React.ReactNode> = {
    settings: <BotSettingsTab key={uuid} bot={bot} />,
    logs: <BotLogsTab uuid={uuid} />,
    message: <MessageTab uuid={uuid} />,
    embed: <EmbedTab bot={bot} />,
  };
  return (
    <Page
      title={name}
      hint={bot.description}
      actions={
        <>
          <BotBadge status={runtime.status} />
          {mayEdit && (
            <Button variant="default" leftSection={<IconTrash size={16} />} onClick={() => setLeaving(true)}>
              {t('remove.action')}
            </Button>
          )}
        </>
      }
    >
      <ReadOnlyNotice />
      {runtime.status === 'error' && runtime.last_error && (
        <Alert color="red" title={t('notRunning')}>
          {runtime.last_error}
        </Alert>
      )}
      <IngressAddress bot={bot} />
      <PageTabs
        label={name}
        value={tab}
        onChange={(next) => void navigate({ search: { tab: next }, replace: true })}
        tabs={BOT_TABS.map((id) => ({ name: id, title: t(`tabs.${id}`), panel: panels[id] }))}
      />
      {isLeaving && (
        <RemoveDialog
          isOpen
          title={t('remove.title', { name })}
          consequence={t('remove.hint')}
          users={bot.enable ? [t('remove.people')] : []}
          usersTitle={t('remove.users')}
          remove={() => read(api.DELETE('/api/v1/platform/bots/{uuid}', { params: { path: { uuid } } }))}
          refresh={[['bots']]}
          onClose={() => setLeaving(false)}
          onRemoved={() => void navigate({ to: '/bots' })}
        />
      )}
    </Page>
  );
}
