import { Button, Group, Textarea } from '@mantine/core';
import { IconPlayerStop, IconSend } from '@tabler/icons-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  draft: string;
  onDraft: (text: string) => void;
  onSend: () => void;
  /** While an answer is on its way there is no sending, but stopping. */
  isAsking: boolean;
  onStop: () => void;
  /** What else can be done with the conversation. */
  children: ReactNode;
}

/** Where the next thing to be said is written. */
export function Composer({ draft, onDraft, onSend, isAsking, onStop, children }: Props) {
  const { t } = useTranslation('talk');
  const sendByEnter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onSend();
  };
  return (
    <>
      <Textarea
        label={t('message')}
        description={t('sendHint')}
        autosize
        minRows={2}
        maxRows={8}
        value={draft}
        onChange={({ currentTarget }) => onDraft(currentTarget.value)}
        onKeyDown={sendByEnter}
      />
      <Group>
        {isAsking ? (
          <Button color="red" leftSection={<IconPlayerStop size={16} />} onClick={onStop}>
            {t('stop')}
          </Button>
        ) : (
          <Button leftSection={<IconSend size={16} />} onClick={onSend}>
            {t('send')}
          </Button>
        )}
        {children}
      </Group>
    </>
  );
}
