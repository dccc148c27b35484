import { Button, Group, Paper, SimpleGrid, Skeleton, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconBrain, IconCheck, IconKey, IconTerminal2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { gatewayModelsQuery, type GatewayModel } from '../../api/gateway.js';
import { api, read } from '../../api/client.js';
import { lazyPart } from '../../shell/lazy-page.js';
import { clientExamples } from '../../ui/client-examples.js';
import { Page } from '../../ui/Page.js';
import { Problem } from '../../ui/Problem.js';
import { Facts } from './Facts.js';

/** What is below the first glance, or asked for, may come a moment later. */
const CodeExamples = lazyPart(() => import('../../ui/CodeExamples.js').then((module) => module.CodeExamples));
const CreateKeyDialog = lazyPart(() => import('../keys/CreateKeyDialog.js').then((module) => module.CreateKeyDialog));

/** The way from nothing to a first answer; once it was gone, what there is. */
export function HomePage() {
  const { t } = useTranslation('home');
  const [isCreating, setCreating] = useState(false);
  const models = useQuery(gatewayModelsQuery);
  const keys = useQuery({
    queryKey: ['keys', 'any'],
    queryFn: () => read(api.GET('/api/v1/keys', { params: { query: { limit: 1 } } })),
  });
  const error = models.error ?? keys.error;
  const chatModel = models.data && chatModelOf(models.data);
  const hasModels = (models.data?.length ?? 0) > 0;
  const hasKeys = (keys.data?.items.length ?? 0) > 0;

  return (
    <Page title={t('title')} hint={t('hint')}>
      {error ? (
        <Problem error={error} onRetry={() => void Promise.all([models.refetch(), keys.refetch()])} />
      ) : models.data && keys.data ? (
        <>
          {hasModels && <Facts models={models.data} />}
          <Stack component="ol" p={0} m={0} gap="md" style={{ listStyle: 'none' }}>
            <Step
              icon={<IconBrain size={20} />}
              isDone={hasModels}
              title={t('provider.title')}
              hint={t('provider.hint')}
            >
              <Button component={Link} to="/providers" variant={hasModels ? 'default' : 'filled'}>
                {t(hasModels ? 'provider.another' : 'provider.action')}
              </Button>
            </Step>
            <Step icon={<IconKey size={20} />} isDone={hasKeys} title={t('key.title')} hint={t('key.hint')}>
              <Button variant={hasModels && !hasKeys ? 'filled' : 'default'} onClick={() => setCreating(true)}>
                {t(hasKeys ? 'key.another' : 'key.action')}
              </Button>
            </Step>
            <Step icon={<IconTerminal2 size={20} />} isDone={false} title={t('call.title')} hint={t('call.hint')}>
              <div style={{ width: '100%' }}>
                <Suspense fallback={<Skeleton h={160} />}>
                  <CodeExamples examples={clientExamples(chatModel ?? 'default')} />
                </Suspense>
              </div>
            </Step>
          </Stack>
        </>
      ) : (
        <Stack>
          <Skeleton h={110} />
          <Skeleton h={110} />
          <Skeleton h={260} />
        </Stack>
      )}
      <Suspense fallback={null}>{isCreating && <CreateKeyDialog onClose={() => setCreating(false)} />}</Suspense>
    </Page>
  );
}

function chatModelOf(models: readonly GatewayModel[]): string | undefined {
  return models.find(({ type }) => type === 'chat')?.id;
}

interface StepProps {
  icon: ReactNode;
  isDone: boolean;
  title: string;
  hint: string;
  children: ReactNode;
}

function Step({ icon, isDone, title, hint, children }: StepProps) {
  const { t } = useTranslation('home');
  return (
    <Paper component="li" className="surface" p="lg" radius="md">
      <Group align="flex-start" wrap="nowrap" gap="md">
        <ThemeIcon
          size={40}
          radius="xl"
          variant={isDone ? 'filled' : 'light'}
          {...(isDone ? { role: 'img', 'aria-label': t('done') } : {})}
        >
          {isDone ? <IconCheck size={20} /> : icon}
        </ThemeIcon>
        <Stack gap="sm" style={{ flex: 1, minWidth: 0 }}>
          <div>
            <Title order={2} size="h4">
              {title}
            </Title>
            <Text c="dimmed">{hint}</Text>
          </div>
          <SimpleGrid cols={1}>
            <Group>{children}</Group>
          </SimpleGrid>
        </Stack>
      </Group>
    </Paper>
  );
}
