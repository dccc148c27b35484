import { ActionIcon, CloseButton, Group, Loader, Paper, Stack, Text, Tooltip } from '@mantine/core';
import { IconFiles, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import type { Column } from '../../../ui/DataTable.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { QueryTable } from '../../../ui/QueryTable.js';
import { When } from '../../../ui/When.js';
import { utc } from '../parts/moments.js';
import { RemoveDialog } from '../parts/RemoveDialog.js';
import { useMay } from '../parts/use-may.js';
import { DropZone } from './DropZone.js';
import { FileState } from './FileState.js';
import { filesQuery, type KnowledgeFile } from './queries.js';
import { useUploads, type Upload } from './use-uploads.js';

/** Shown of a file that has next to nothing. */
const SMALLEST_KIB = 0.1;

/** What the base is made of, and what becomes of it just now. */
export function FilesTab({ uuid }: { uuid: string }) {
  const { t } = useTranslation('knowledge');
  const { mayEdit } = useMay();
  const files = useQuery(filesQuery(uuid));
  const { uploads, add, forget } = useUploads(uuid);
  const [leaving, setLeaving] = useState<KnowledgeFile | null>(null);
  const columns = useColumns(mayEdit ? setLeaving : null);
  return (
    <Stack>
      {mayEdit && <DropZone onFiles={(chosen) => void add(chosen)} />}
      {uploads.map((upload) => (
        <UploadRow key={upload.id} upload={upload} onForget={() => forget(upload.id)} />
      ))}
      <QueryTable
        caption={t('tabs.files')}
        columns={columns}
        query={files}
        keyOf={(file) => file.uuid}
        empty={<EmptyState icon={IconFiles} title={t('files.none')} hint={t('files.noneHint')} />}
      />
      {leaving && (
        <RemoveDialog
          isOpen
          title={t('remove.title', { name: leaving.file_name })}
          consequence={t('files.removeHint')}
          users={[]}
          usersTitle=""
          remove={() =>
            read(
              api.DELETE('/api/v1/knowledge/bases/{uuid}/files/{file_uuid}', {
                params: { path: { uuid, file_uuid: leaving.uuid } },
              }),
            )
          }
          refresh={[filesQuery(uuid).queryKey]}
          onClose={() => setLeaving(null)}
        />
      )}
    </Stack>
  );
}

function UploadRow({ upload: { name, problem }, onForget }: { upload: Upload; onForget: () => void }) {
  const { t } = useTranslation('knowledge');
  return (
    <Paper className="surface" p="sm" role={problem === null ? 'status' : 'alert'}>
      <Group justify="space-between" wrap="nowrap">
        <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          <Text fw={600}>{name}</Text>
          <Text size="sm" c={problem === null ? 'dimmed' : 'var(--mantine-color-error)'}>
            {problem ?? t('upload.running')}
          </Text>
        </div>
        {problem === null ? (
          <Loader size="sm" aria-hidden />
        ) : (
          <CloseButton aria-label={t('upload.forget', { name })} onClick={onForget} />
        )}
      </Group>
    </Paper>
  );
}

function useColumns(onRemove: ((file: KnowledgeFile) => void) | null): readonly Column<KnowledgeFile>[] {
  const { t, i18n } = useTranslation('knowledge');
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const columns: Column<KnowledgeFile>[] = [
    {
      id: 'name',
      title: t('files.name'),
      cell: ({ file_name }) => (
        <Text fw={600} size="sm" miw={160} maw={360} style={{ overflowWrap: 'anywhere' }}>
          {file_name}
        </Text>
      ),
    },
    { id: 'state', title: t('files.state'), width: 300, cell: (file) => <FileState file={file} /> },
    {
      id: 'size',
      title: t('files.size'),
      cell: ({ size }) => t('files.kib', { size: number.format(Math.max(size / 1024, SMALLEST_KIB)) }),
    },
    { id: 'added', title: t('files.added'), cell: ({ created_at }) => <When at={utc(created_at)} /> },
  ];
  if (!onRemove) return columns;
  const cell = (file: KnowledgeFile) => (
    <Tooltip label={t('remove.action')}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('files.remove', { name: file.file_name })}
        onClick={() => onRemove(file)}
      >
        <IconTrash size={18} />
      </ActionIcon>
    </Tooltip>
  );
  return [...columns, { id: 'actions', title: t('remove.action'), isTitleHidden: true, width: 56, cell }];
}
