import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../../ui/Page.js';
import { SearchField } from '../../../ui/SearchField.js';
import { ReadOnlyNotice } from './ReadOnlyNotice.js';
import { useMay } from './use-may.js';

interface Props {
  title: string;
  hint: string;
  search: string | undefined;
  onSearch: (text: string | undefined) => void;
  createLabel: string;
  /** Makes another one. */
  dialog: (close: () => void) => ReactNode;
  /** @param create what opens the dialog, for those who may */
  children: (create: ReactNode) => ReactNode;
}

/** The page of all resources of a kind. */
export function ResourceList({ title, hint, search, onSearch, createLabel, dialog, children }: Props) {
  const { t } = useTranslation('resources');
  const { mayEdit } = useMay();
  const [isCreating, setCreating] = useState(false);
  const create = mayEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      {createLabel}
    </Button>
  );
  return (
    <Page title={title} hint={hint} actions={create}>
      <ReadOnlyNotice />
      <SearchField label={t('search')} value={search} onSearch={onSearch} />
      {children(create)}
      {isCreating && dialog(() => setCreating(false))}
    </Page>
  );
}
