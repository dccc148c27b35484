import { ActionIcon, Code, Group, Stack, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../../ui/DataTable.js';
import { StatusBadge } from '../../../ui/StatusBadge.js';
import { When } from '../../../ui/When.js';
import { TypeBadge } from '../TypeNames.js';
import type { Alias } from './alias-form.js';

interface Options {
  mayChange: boolean;
  onEdit: (alias: Alias) => void;
  onRemove: (alias: Alias) => void;
}

export function useAliasColumns({ mayChange, onEdit, onRemove }: Options): readonly Column<Alias>[] {
  const { t } = useTranslation('models');
  return [
    {
      id: 'name',
      title: t('aliases.columns.name'),
      cell: ({ name }) => (
        <Text fw={600} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
      ),
    },
    {
      id: 'type',
      title: t('models.columns.type'),
      cell: ({ targets }) => (targets[0] ? <TypeBadge type={targets[0].type} /> : '–'),
    },
    { id: 'targets', title: t('aliases.columns.targets'), cell: (alias) => <Targets alias={alias} /> },
    {
      id: 'strategy',
      title: t('aliases.columns.strategy'),
      cell: ({ strategy }) => t(`aliases.strategies.${strategy}`),
    },
    {
      id: 'created',
      title: t('aliases.columns.created'),
      sort: 'created_at',
      cell: ({ created_at }) => <When at={created_at} />,
    },
    ...(mayChange
      ? [
          {
            id: 'actions',
            title: t('models.columns.actions'),
            isTitleHidden: true,
            cell: (alias: Alias) => (
              <Group gap={4} wrap="nowrap" justify="flex-end">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('aliases.edit', { name: alias.name })}
                  onClick={() => onEdit(alias)}
                >
                  <IconPencil size={18} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('aliases.remove', { name: alias.name })}
                  onClick={() => onRemove(alias)}
                >
                  <IconTrash size={18} />
                </ActionIcon>
              </Group>
            ),
          },
        ]
      : []),
  ];
}

function Targets({ alias: { targets, strategy } }: { alias: Alias }) {
  const { t } = useTranslation('models');
  if (targets.length === 0) return <StatusBadge tone="bad">{t('aliases.noTargets')}</StatusBadge>;
  return (
    <Stack gap={4} align="flex-start">
      {targets.map(({ model_id, model, weight, available }) => (
        <Group key={model_id} gap={6}>
          <Code>{model}</Code>
          {strategy === 'weighted' && (
            <Text size="xs" c="dimmed">
              {t('aliases.share', { percent: percentOf(weight, targets) })}
            </Text>
          )}
          {!available && <StatusBadge tone="warning">{t('aliases.unavailable')}</StatusBadge>}
        </Group>
      ))}
    </Stack>
  );
}

function percentOf(weight: number, targets: Alias['targets']): number {
  const sum = targets.reduce((total, target) => total + target.weight, 0);
  return Math.round((weight / sum) * 100);
}
