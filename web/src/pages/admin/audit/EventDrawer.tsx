import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeText } from '../../../ui/CodeExamples.js';
import { SideDrawer } from '../../../ui/SideDrawer.js';
import { actorOf, targetOf, type AuditEvent } from './audit-event.js';
import type { AuditSearch } from './audit-search.js';
import { useActionWords } from './use-action-words.js';

interface Props {
  event: AuditEvent;
  onNarrow: (change: AuditSearch) => void;
  onClose: () => void;
}

/** All that was written down of one event. */
export function EventDrawer({ event, onNarrow, onClose }: Props) {
  const { t, i18n } = useTranslation('audit');
  const words = useActionWords();
  const { at, actor, action, target, tenant_id, tenant_name, details } = event;
  const exact = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full', timeStyle: 'long' }).format(new Date(at));
  const narrow = (change: AuditSearch): void => {
    onNarrow(change);
    onClose();
  };
  return (
    <SideDrawer title={words(action)} onClose={onClose}>
      <Stack>
        <Stack component="dl" m={0} gap="sm">
          <Fact name={t('columns.at')}>{exact}</Fact>
          <Fact name={t('columns.action')} id={action}>
            {words(action)}
          </Fact>
          <Fact name={t('columns.actor')} id={actor.id}>
            {t(`actors.${actor.kind}`)} {actorOf(event)}
            {actor.kind === 'key' && actor.user_email && ` (${actor.user_email})`}
          </Fact>
          <Fact name={t('columns.target')} id={target.id}>
            {t(`kinds.${target.kind}`, { defaultValue: target.kind })} {targetOf(event)}
          </Fact>
          <Fact name={t('columns.tenant')} id={tenant_id}>
            {tenant_id === null ? t('wholeInstance') : (tenant_name ?? t('gone'))}
          </Fact>
        </Stack>
        <Text fw={600}>{t('details')}</Text>
        <CodeText text={JSON.stringify(details, null, 2)} />
        <Group>
          <Button
            variant="default"
            onClick={() => narrow({ actor: actor.id === null ? actor.kind : `${actor.kind}:${actor.id}` })}
          >
            {t('moreOfActor')}
          </Button>
          {target.id !== null && (
            <Button variant="default" onClick={() => narrow({ kind: target.kind, target: target.id ?? undefined })}>
              {t('moreOfTarget')}
            </Button>
          )}
        </Group>
      </Stack>
    </SideDrawer>
  );
}

function Fact({ name, id, children }: { name: string; id?: string | null; children: ReactNode }) {
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0}>
        {children}
      </Text>
      {id && (
        <Text component="dd" m={0} size="sm" c="dimmed" className="code">
          {id}
        </Text>
      )}
    </div>
  );
}
