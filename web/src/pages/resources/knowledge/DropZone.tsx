import { Button, FileButton, Stack, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { EXTENSIONS } from './upload.js';

interface Props {
  onFiles: (files: readonly File[]) => void;
}

const ACCEPTED = EXTENSIONS.map((extension) => `.${extension}`).join(',');

/** Takes files that are dropped on it, or chosen by its button. */
export function DropZone({ onFiles }: Props) {
  const { t } = useTranslation('knowledge');
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <Stack
      align="center"
      gap="xs"
      p="xl"
      bdrs="md"
      className="surface"
      style={{
        borderStyle: 'dashed',
        borderWidth: 2,
        ...(isOver ? { borderColor: 'var(--mantine-color-latch-6)' } : {}),
      }}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconUpload size={28} stroke={1.5} aria-hidden />
      <Text fw={600}>{t('upload.drop')}</Text>
      <Text size="sm" c="dimmed" ta="center">
        {t('upload.rule', { types: EXTENSIONS.join(', ') })}
      </Text>
      <FileButton multiple accept={ACCEPTED} onChange={onFiles} inputProps={{ 'aria-label': t('upload.choose') }}>
        {(props) => (
          <Button variant="default" {...props}>
            {t('upload.choose')}
          </Button>
        )}
      </FileButton>
    </Stack>
  );
}
