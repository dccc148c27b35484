import { Box, Loader, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DebugMessage } from './debug-chat.js';

interface Props {
  said: readonly DebugMessage[];
  /** Asked, and not a word of the answer yet. */
  isWaiting: boolean;
}

/** What was said, as plain text. */
export function Talk({ said, isWaiting }: Props) {
  const { t } = useTranslation('pipelines');
  if (said.length === 0 && !isWaiting) {
    return (
      <Text c="dimmed" ta="center" py="xl">
        {t('chat.nothing')}
      </Text>
    );
  }
  return (
    <Stack role="log" aria-label={t('chat.conversation')} aria-busy={isWaiting}>
      {said.map(({ id, role, content }) => {
        const isUser = role === 'user';
        return (
          <Box key={id} ml={isUser ? { base: 0, sm: 64 } : 0} mr={isUser ? 0 : { base: 0, sm: 64 }}>
            <Text size="sm" fw={600} c="dimmed">
              {t(isUser ? 'chat.you' : 'chat.pipeline')}
            </Text>
            <Box
              p="sm"
              bdrs="md"
              bg={isUser ? 'light-dark(#e1f1ed, #123b34)' : 'light-dark(#eef2f0, #0d1110)'}
              style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
            >
              {content}
            </Box>
          </Box>
        );
      })}
      {isWaiting && <Loader type="dots" size="sm" aria-label={t('chat.waiting')} />}
    </Stack>
  );
}
