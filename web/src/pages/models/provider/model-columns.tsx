import { ActionIcon, Group, Switch, Text } from '@mantine/core';
import { IconClock, IconCoin, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import type { Column } from '../../../ui/DataTable.js';
import { useSave } from '../../../ui/use-save.js';
import { MODEL_LISTS, type CatalogModel, type CredentialModel } from '../models-queries.js';
import { PriceText } from '../PriceText.js';
import { TypeBadge } from '../TypeNames.js';
import type { ModelDeed } from './ModelActions.js';

interface Options {
  credentialId: string;
  /** Knows the public prices. */
  catalog: readonly CatalogModel[];
  mayChange: boolean;
  onDeed: (deed: ModelDeed) => void;
}

export function useModelColumns({
  credentialId,
  catalog,
  mayChange,
  onDeed,
}: Options): readonly Column<CredentialModel>[] {
  const { t, i18n } = useTranslation('models');
  const number = new Intl.NumberFormat(i18n.language);
  return [
    {
      id: 'enabled',
      title: t('models.columns.enabled'),
      width: 72,
      cell: (model) => <EnabledSwitch credentialId={credentialId} model={model} isDisabled={!mayChange} />,
    },
    {
      id: 'name',
      title: t('models.columns.name'),
      cell: ({ name }) => (
        <Text fw={600} size="sm" miw={140} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
      ),
    },
    { id: 'type', title: t('models.columns.type'), cell: ({ type }) => <TypeBadge type={type} /> },
    {
      id: 'context',
      title: t('models.columns.context'),
      cell: ({ max_tokens }) => (max_tokens === null ? '–' : number.format(max_tokens)),
    },
    {
      id: 'price',
      title: t('models.columns.price'),
      cell: (model) => <PriceText price={priceOf(catalog, model)} />,
    },
    { id: 'used', title: t('models.columns.used'), cell: ({ used_token }) => number.format(used_token) },
    ...(mayChange
      ? [
          {
            id: 'actions',
            title: t('models.columns.actions'),
            isTitleHidden: true,
            cell: (model: CredentialModel) => <RowActions model={model} onDeed={onDeed} />,
          },
        ]
      : []),
  ];
}

/** The operator's own stands in place of the whole public one. */
function priceOf(
  catalog: readonly CatalogModel[],
  { name, type, price }: CredentialModel,
): Parameters<typeof PriceText>[0]['price'] {
  if (price) return { usd_per_million: price };
  return catalog.find((model) => model.name === name && model.type === type)?.price;
}

interface SwitchProps {
  credentialId: string;
  model: CredentialModel;
  isDisabled: boolean;
}

function EnabledSwitch({ credentialId, model, isDisabled }: SwitchProps) {
  const { t } = useTranslation('models');
  const change = useSave({
    save: (enabled: boolean) =>
      read(
        api.PATCH('/api/v1/credentials/{id}/models/{model_id}', {
          params: { path: { id: credentialId, model_id: model.id } },
          body: { enabled },
        }),
      ),
    refresh: MODEL_LISTS,
  });
  return (
    <Switch
      aria-label={t('models.enable', { name: model.name })}
      checked={change.isPending ? change.variables : model.enabled}
      disabled={isDisabled}
      onChange={({ currentTarget }) => change.mutate(currentTarget.checked)}
    />
  );
}

function RowActions({ model, onDeed }: { model: CredentialModel; onDeed: (deed: ModelDeed) => void }) {
  const { t } = useTranslation('models');
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <ActionIcon
        variant={model.timeouts ? 'light' : 'subtle'}
        color={model.timeouts ? 'latch' : 'gray'}
        aria-label={t('timeouts.of', { name: model.name })}
        onClick={() => onDeed({ kind: 'timeouts', model })}
      >
        <IconClock size={18} />
      </ActionIcon>
      <ActionIcon
        variant={model.price ? 'light' : 'subtle'}
        color={model.price ? 'latch' : 'gray'}
        aria-label={t('ownPrice.of', { name: model.name })}
        onClick={() => onDeed({ kind: 'price', model })}
      >
        <IconCoin size={18} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('models.remove', { name: model.name })}
        onClick={() => onDeed({ kind: 'remove', model })}
      >
        <IconTrash size={18} />
      </ActionIcon>
    </Group>
  );
}
