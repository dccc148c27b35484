import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useTimeout } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from './copy-text.js';

const SHOWN_MS = 1500;

interface Props {
  text: string;
  /** With words beside the sign. */
  isWide?: boolean;
}

export function Copy({ text, isWide = false }: Props) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const { start } = useTimeout(() => setCopied(false), SHOWN_MS);
  const copy = async (): Promise<void> => {
    if (!(await copyText(text))) return;
    setCopied(true);
    start();
  };
  const sign = isCopied ? <IconCheck size={16} /> : <IconCopy size={16} />;
  const words = isCopied ? t('copied') : t('copy');
  if (isWide) {
    return (
      <Button variant="default" leftSection={sign} onClick={() => void copy()}>
        {words}
      </Button>
    );
  }
  return (
    <Tooltip label={words}>
      <ActionIcon variant="subtle" color={isCopied ? 'latch' : 'gray'} aria-label={words} onClick={() => void copy()}>
        {sign}
      </ActionIcon>
    </Tooltip>
  );
}
