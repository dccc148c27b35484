import { Alert, Button, Group, Select, Stack, Text } from '@mantine/core';
import { IconCode } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { CodeText } from '../../../ui/CodeExamples.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { useSave } from '../../../ui/use-save.js';
import { Loaded } from '../parts/Loaded.js';
import { SectionCard } from '../../../ui/SectionCard.js';
import { useMay } from '../parts/use-may.js';
import type { RunningBot } from './queries.js';

/** The adapter whose bots can be asked over the API, which a web page does. */
const EMBEDDABLE = 'openai';
const MOST_KEYS = 200;

/** Lets a web page talk to this bot, and to nothing else. */
export function EmbedTab({ bot }: { bot: RunningBot }) {
  const { t } = useTranslation('bots');
  const { mayEdit } = useMay();
  if (bot.adapter !== EMBEDDABLE)
    return <EmptyState icon={IconCode} title={t('embed.not')} hint={t('embed.notHint')} />;
  if (!mayEdit) return <Text c="dimmed">{t('embed.forbidden')}</Text>;
  return <Embedding bot={bot} />;
}

function Embedding({ bot: { uuid, name } }: { bot: RunningBot }) {
  const { t } = useTranslation('bots');
  const [keyId, setKeyId] = useState<string | null>(null);
  const keys = useQuery({
    queryKey: ['keys', 'all-for-embedding'],
    queryFn: async () => (await read(api.GET('/api/v1/keys', { params: { query: { limit: MOST_KEYS } } }))).items,
  });
  const tie = useSave({
    save: (key_id: string) =>
      read(api.POST('/api/v1/platform/bots/{uuid}/embed', { params: { path: { uuid } }, body: { key_id } })),
    refresh: [],
  });
  const untie = useSave({
    save: (id: string) =>
      read(api.DELETE('/api/v1/platform/bots/{uuid}/embed/{keyId}', { params: { path: { uuid, keyId: id } } })),
    refresh: [],
    done: t('embed.ended'),
    onSaved: () => tie.reset(),
  });
  const act = (deed: (id: string) => void) => () => {
    if (keyId !== null) deed(keyId);
  };
  return (
    <SectionCard title={t('embed.title')} hint={t('embed.hint')}>
      <Loaded query={keys}>
        {(all) =>
          all.length === 0 ? (
            <Alert color="gray">
              {t('embed.noKeys')} <Link to="/keys">{t('embed.toKeys')}</Link>
            </Alert>
          ) : (
            <Select
              label={t('embed.key')}
              description={t('embed.keyHint')}
              data={all.map((key) => ({ value: key.id, label: `${key.name} (${key.masked})` }))}
              value={keyId}
              onChange={setKeyId}
              searchable
              maw={480}
            />
          )
        }
      </Loaded>
      <Group>
        <Button onClick={act(tie.mutate)} loading={tie.isPending} disabled={keyId === null}>
          {t('embed.tie')}
        </Button>
        <Button variant="default" onClick={act(untie.mutate)} loading={untie.isPending} disabled={keyId === null}>
          {t('embed.untie')}
        </Button>
      </Group>
      {tie.data && (
        <Stack gap="xs" role="status">
          <Text>{t('embed.done')}</Text>
          <CodeText text={snippet(tie.data.beta, name)} />
        </Stack>
      )}
    </SectionCard>
  );
}

function snippet(token: string, name: string): string {
  return `const answer = await fetch('${location.origin}/v1/chat/completions', {
  method: 'POST',
  headers: { authorization: 'Bearer ${token}', 'content-type': 'application/json' },
  body: JSON.stringify({
    model: ${JSON.stringify(`bot:${name}`)},
    messages: [{ role: 'user', content: 'Hello' }],
  }),
});`;
}
