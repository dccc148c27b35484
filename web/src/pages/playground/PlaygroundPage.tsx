import { Button, Skeleton } from '@mantine/core';
import { IconBrain } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { gatewayModelsQuery, type GatewayModel } from '../../api/gateway.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Page } from '../../ui/Page.js';
import { PageTabs } from '../../ui/PageTabs.js';
import { Problem } from '../../ui/Problem.js';
import { ChatPanel } from './ChatPanel.js';
import { EmbeddingsPanel } from './EmbeddingsPanel.js';
import { RerankPanel } from './RerankPanel.js';
import { KINDS, type Kind } from './routes.js';
import { SpeechPanel } from './SpeechPanel.js';

const route = getRouteApi('/shell/playground');

const PANELS = { chat: ChatPanel, embeddings: EmbeddingsPanel, rerank: RerankPanel, speech: SpeechPanel };
const TYPES: Record<Kind, readonly GatewayModel['type'][]> = {
  chat: ['chat', 'image2text'],
  embeddings: ['embedding'],
  rerank: ['rerank'],
  speech: ['tts'],
};

/** Tries the tenant's models through the gateway, exactly as a program would. */
export function PlaygroundPage() {
  const { t } = useTranslation('playground');
  const { kind = 'chat' } = route.useSearch();
  const navigate = route.useNavigate();
  const models = useQuery(gatewayModelsQuery);

  return (
    <Page title={t('title')} hint={t('hint')}>
      {models.error ? (
        <Problem error={models.error} onRetry={() => void models.refetch()} />
      ) : (
        <PageTabs
          label={t('title')}
          value={kind}
          onChange={(next) => void navigate({ search: { kind: next }, replace: true })}
          tabs={KINDS.map((name) => ({
            name,
            title: t(`kinds.${name}`),
            panel: models.data ? <Panel kind={name} models={models.data} /> : <Skeleton h={360} />,
          }))}
        />
      )}
    </Page>
  );
}

function Panel({ kind, models }: { kind: Kind; models: readonly GatewayModel[] }) {
  const { t } = useTranslation('playground');
  const fitting = models.filter(({ type }) => TYPES[kind].includes(type)).map(({ id }) => id);
  const Chosen = PANELS[kind];
  if (fitting.length > 0) return <Chosen models={fitting} />;
  return (
    <EmptyState
      icon={IconBrain}
      title={t('none.title')}
      hint={t('none.hint')}
      action={
        <Button component={Link} to="/providers" mt="sm">
          {t('none.action')}
        </Button>
      }
    />
  );
}
