import { Button, Group, Stack } from '@mantine/core';
import { IconListSearch, IconPlus, IconSparkles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../../ui/DataTable.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Problem } from '../../../ui/Problem.js';
import { credentialModelsQuery, factoryQuery } from '../models-queries.js';
import { AddModelDialog } from './AddModelDialog.js';
import { DiscoverDialog } from './DiscoverDialog.js';
import { useModelColumns } from './model-columns.js';
import { ModelActions, type ModelDeed } from './ModelActions.js';
import type { PanelProps } from './panel.js';

const route = getRouteApi('/shell/providers/$id');

/** The models that the credential opens. */
export function ModelsPanel({ credential, mayChange }: PanelProps) {
  const { t } = useTranslation('models');
  const { id, factory: factoryName } = credential;
  const { discover = false } = route.useSearch();
  const navigate = route.useNavigate();
  const [isAdding, setAdding] = useState(false);
  const [deed, setDeed] = useState<ModelDeed | null>(null);
  const models = useQuery(credentialModelsQuery(id));
  const factory = useQuery(factoryQuery(factoryName));
  const columns = useModelColumns({
    credentialId: id,
    catalog: factory.data?.models ?? [],
    mayChange,
    onDeed: setDeed,
  });
  const setDiscovering = (isOpen: boolean): void =>
    void navigate({ search: (now) => ({ ...now, discover: isOpen || undefined }), replace: true });
  const actions = mayChange && (
    <Group gap="sm">
      <Button leftSection={<IconListSearch size={16} />} onClick={() => setDiscovering(true)}>
        {t('discover.action')}
      </Button>
      <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
        {t('addModel.action')}
      </Button>
    </Group>
  );

  return (
    <Stack>
      {(models.data?.length ?? 0) > 0 && actions}
      {models.error ? (
        <Problem error={models.error} onRetry={() => void models.refetch()} />
      ) : (
        <DataTable
          caption={t('provider.tabs.models')}
          columns={columns}
          rows={models.data}
          keyOf={(model) => model.id}
          empty={
            <EmptyState icon={IconSparkles} title={t('models.none')} hint={t('models.noneHint')} action={actions} />
          }
        />
      )}
      {mayChange && (
        <>
          <ModelActions credentialId={id} deed={deed} onClose={() => setDeed(null)} />
          {isAdding && (
            <AddModelDialog
              credentialId={id}
              types={factory.data?.model_types ?? []}
              onClose={() => setAdding(false)}
            />
          )}
          {discover && <DiscoverDialog credentialId={id} onClose={() => setDiscovering(false)} />}
        </>
      )}
    </Stack>
  );
}
