import { Box, Loader, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChatMessage } from './chat-stream.js';

interface Props {
  said: readonly ChatMessage[];
  /** Asked, and not a word of the answer yet. */
  isWaiting: boolean;
}

/** What was said, as plain text: models say anything. */
export function Conversation({ said, isWaiting }: Props) {
  const { t } = useTranslation('playground');
  if (said.length === 0) {
    return (
      <Text c="dimmed" ta="center" py="xl">
        {t('chat.nothing')}
      </Text>
    );
  }
  return (
    <Stack role="log" aria-label={t('chat.conversation')} aria-busy={isWaiting}>
      {said.map(({ role, content }, index) => (
        <Box key={index} ml={role === 'user' ? { base: 0, sm: 64 } : 0} mr={role === 'user' ? 0 : { base: 0, sm: 64 }}>
          <Text size="sm" fw={600} c="dimmed">
            {t(`chat.roles.${role}`)}
          </Text>
          <Box
            p="sm"
            bdrs="md"
            bg={role === 'user' ? 'light-dark(#e1f1ed, #123b34)' : 'light-dark(#eef2f0, #0d1110)'}
            style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
          >
            {content}
          </Box>
        </Box>
      ))}
      {isWaiting && <Loader type="dots" size="sm" aria-label={t('chat.waiting')} />}
    </Stack>
  );
}
