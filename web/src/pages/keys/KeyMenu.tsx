import { IconGauge, IconPencil, IconPlayerPause, IconPlayerPlay, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.js';
import { RowMenu } from '../../ui/RowMenu.js';
import { useSave } from '../../ui/use-save.js';
import type { Key } from './key-list.js';

export type KeyDialog = 'detail' | 'edit' | 'rotate' | 'revoke';

/** What can be done with one key. */
export function KeyMenu({ row, onOpen }: { row: Key; onOpen: (dialog: KeyDialog) => void }) {
  const { t } = useTranslation('keys');
  const pause = useSave({
    save: (paused: boolean) =>
      read(api.PATCH('/api/v1/keys/{id}', { params: { path: { id: row.id } }, body: { paused } })),
    refresh: [['keys']],
    done: row.paused ? t('resumed', { name: row.name }) : t('paused', { name: row.name }),
  });
  return (
    <RowMenu
      label={t('actionsFor', { name: row.name })}
      actions={[
        { label: t('detail.open'), icon: IconGauge, onClick: () => onOpen('detail') },
        { label: t('edit'), icon: IconPencil, onClick: () => onOpen('edit') },
        row.paused
          ? { label: t('resume'), icon: IconPlayerPlay, onClick: () => pause.mutate(false) }
          : { label: t('pause'), icon: IconPlayerPause, onClick: () => pause.mutate(true) },
        { label: t('rotate'), icon: IconRefresh, onClick: () => onOpen('rotate') },
        { label: t('revoke'), icon: IconTrash, onClick: () => onOpen('revoke'), isDestructive: true },
      ]}
    />
  );
}
