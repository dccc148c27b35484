import { Box, Loader, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export interface Utterance {
  key: string | number;
  isUser: boolean;
  speaker: string;
  text: string;
}

interface Props {
  said: readonly Utterance[];
  /** Asked, and not a word of the answer yet. */
  isWaiting: boolean;
  /** Before the first word. */
  nothing: string;
}

/** What was said, as plain text: models say anything. */
export function Talk({ said, isWaiting, nothing }: Props) {
  const { t } = useTranslation('talk');
  if (said.length === 0 && !isWaiting) {
    return (
      <Text c="dimmed" ta="center" py="xl">
        {nothing}
      </Text>
    );
  }
  return (
    <Stack role="log" aria-label={t('conversation')} aria-busy={isWaiting}>
      {said.map(({ key, isUser, speaker, text }) => (
        <Box key={key} ml={isUser ? { base: 0, sm: 64 } : 0} mr={isUser ? 0 : { base: 0, sm: 64 }}>
          <Text size="sm" fw={600} c="dimmed">
            {speaker}
          </Text>
          <Box
            p="sm"
            bdrs="md"
            bg={isUser ? 'light-dark(#e1f1ed, #123b34)' : 'light-dark(#eef2f0, #0d1110)'}
            style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
          >
            {text}
          </Box>
        </Box>
      ))}
      {isWaiting && <Loader type="dots" size="sm" aria-label={t('waiting')} />}
    </Stack>
  );
}
