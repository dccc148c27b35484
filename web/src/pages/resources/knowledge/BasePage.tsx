import { Box, Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../../ui/Page.js';
import { BackLink } from '../parts/BackLink.js';
import { Loaded } from '../parts/Loaded.js';
import { PageTabs } from '../../../ui/PageTabs.js';
import { ReadOnlyNotice } from '../parts/ReadOnlyNotice.js';
import { useMay } from '../parts/use-may.js';
import { BaseSettingsTab } from './BaseSettingsTab.js';
import { FilesTab } from './FilesTab.js';
import { baseQuery, type Base } from './queries.js';
import { RemoveBase } from './RemoveBase.js';
import { RetrievalTab } from './RetrievalTab.js';
import { BASE_TABS, type BaseTab } from './tabs.js';

const route = getRouteApi('/shell/knowledge/$uuid');

export function BasePage() {
  const { t } = useTranslation('knowledge');
  const { uuid } = route.useParams();
  const base = useQuery(baseQuery(uuid));
  return (
    <Box maw={1280} mx="auto">
      <BackLink to="/knowledge">{t('title')}</BackLink>
      <Loaded query={base}>{(loaded) => <OneBase base={loaded} />}</Loaded>
    </Box>
  );
}

function OneBase({ base }: { base: Base }) {
  const { t } = useTranslation('knowledge');
  const { tab = 'files' } = route.useSearch();
  const navigate = route.useNavigate();
  const { mayEdit } = useMay();
  const [isLeaving, setLeaving] = useState(false);
  const panels: Record<BaseTab, React.ReactNode> = {
    files: <FilesTab uuid={base.uuid} />,
    retrieval: <RetrievalTab base={base} />,
    settings: <BaseSettingsTab key={base.uuid} base={base} />,
  };
  return (
    <Page
      title={[base.emoji ?? '', base.name].filter((text) => text !== '').join(' ')}
      hint={base.description}
      actions={
        mayEdit && (
          <Button variant="default" leftSection={<IconTrash size={16} />} onClick={() => setLeaving(true)}>
            {t('remove.action')}
          </Button>
        )
      }
    >
      <ReadOnlyNotice />
      <PageTabs
        label={base.name}
        value={tab}
        onChange={(next) => void navigate({ search: { tab: next }, replace: true })}
        tabs={BASE_TABS.map((name) => ({ name, title: t(`tabs.${name}`), panel: panels[name] }))}
      />
      {isLeaving && (
        <RemoveBase
          base={base}
          onClose={() => setLeaving(false)}
          onRemoved={() => void navigate({ to: '/knowledge' })}
        />
      )}
    </Page>
  );
}
