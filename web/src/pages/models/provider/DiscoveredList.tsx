import { Checkbox, Group, ScrollArea, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client.js';
import { PriceText } from '../PriceText.js';
import { TypeBadge } from '../TypeBadges.js';

export type Discovered = Schemas['DiscoveredModelDto'];

/** Long lists are searched rather than read. */
const MOST_SHOWN = 200;
const HEIGHT = 340;

interface Props {
  models: readonly Discovered[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

export function keyOf({ name, type }: Discovered): string {
  return `${type ?? ''}|${name}`;
}

export function DiscoveredList({ models, chosen, onChange }: Props) {
  const { t } = useTranslation('models');
  const toggle = (key: string): void => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    onChange(next);
  };
  if (models.length === 0) return <Text c="dimmed">{t('discover.noMatch')}</Text>;
  return (
    <>
      <ScrollArea.Autosize
        mah={HEIGHT}
        type="auto"
        viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': t('discover.title') }}
      >
        <Stack gap="sm" p={4}>
          {models.slice(0, MOST_SHOWN).map((model) => (
            <Row key={keyOf(model)} model={model} isChosen={chosen.has(keyOf(model))} onToggle={toggle} />
          ))}
        </Stack>
      </ScrollArea.Autosize>
      {models.length > MOST_SHOWN && (
        <Text size="sm" c="dimmed">
          {t('discover.more', { count: models.length - MOST_SHOWN })}
        </Text>
      )}
    </>
  );
}

interface RowProps {
  model: Discovered;
  isChosen: boolean;
  onToggle: (key: string) => void;
}

function Row({ model, isChosen, onToggle }: RowProps) {
  const { t, i18n } = useTranslation('models');
  const { name, type, context_length, price, added } = model;
  const facts = [
    ...(added ? [t('discover.added')] : []),
    ...(type === null ? [t('discover.noType')] : []),
    ...(context_length === null
      ? []
      : [t('discover.context', { tokens: new Intl.NumberFormat(i18n.language).format(context_length) })]),
  ];
  return (
    <Checkbox
      checked={isChosen || added}
      disabled={added || type === null}
      onChange={() => onToggle(keyOf(model))}
      styles={{ labelWrapper: { flex: 1 }, label: { overflowWrap: 'anywhere' } }}
      label={
        <Group gap="xs">
          <span>{name}</span>
          {type && <TypeBadge type={type} />}
        </Group>
      }
      description={
        <>
          {facts.join(' · ')}
          {price && (
            <>
              {facts.length > 0 && ' · '}
              <PriceText price={price} />
            </>
          )}
        </>
      }
    />
  );
}
