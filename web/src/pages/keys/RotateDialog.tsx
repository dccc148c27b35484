import { Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.js';
import { FormButtons } from '../../ui/FormButtons.js';
import { FormDialog } from '../../ui/FormDialog.js';
import { useSave } from '../../ui/use-save.js';
import type { Key } from './key-list.js';
import { NewToken } from './NewToken.js';

/** For how long the former token goes on working, in seconds. */
const OVERLAPS = { none: 0, hour: 3600, day: 86_400, week: 604_800 } as const;
type Overlap = keyof typeof OVERLAPS;

/** A new token for the same key. */
export function RotateDialog({ row, onClose }: { row: Key; onClose: () => void }) {
  const { t, i18n } = useTranslation('keys');
  const [overlap, setOverlap] = useState<Overlap>('hour');
  const rotate = useSave({
    save: () =>
      read(
        api.POST('/api/v1/keys/{id}/rotate', {
          params: { path: { id: row.id } },
          body: { overlap_seconds: OVERLAPS[overlap] },
        }),
      ),
    refresh: [['keys']],
  });
  const until = rotate.data && new Date(rotate.data.previous_valid_until);
  const words =
    until && new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(until);

  // Its token is shown once: it must not be made for a dialog that is gone.
  const close = (): void => {
    if (!rotate.isPending) onClose();
  };

  if (rotate.data) {
    return (
      <FormDialog title={t('rotateTitle', { name: row.name })} size="lg" onClose={onClose} isSticky>
        <NewToken token={rotate.data.token} onDone={onClose}>
          {overlap === 'none' ? t('overlap.ended') : t('overlap.until', { when: words })}
        </NewToken>
      </FormDialog>
    );
  }
  return (
    <FormDialog title={t('rotateTitle', { name: row.name })} onClose={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rotate.mutate(undefined);
        }}
      >
        <Stack>
          <Text c="dimmed">{t('rotateHint')}</Text>
          <Radio.Group label={t('overlap.label')} value={overlap} onChange={(value) => setOverlap(value)}>
            <Stack gap="xs" mt="xs">
              {Object.keys(OVERLAPS).map((name) => (
                <Radio key={name} value={name} label={t(`overlap.${name}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <FormButtons action={t('rotate')} isBusy={rotate.isPending} onCancel={close} />
        </Stack>
      </form>
    </FormDialog>
  );
}
