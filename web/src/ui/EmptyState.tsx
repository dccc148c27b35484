import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Props {
  icon: Icon;
  title: string;
  hint: string;
  /** What to do about it. */
  action?: ReactNode;
}

/** Where there is nothing yet: says what could be here and how it gets here. */
export function EmptyState({ icon: Sign, title, hint, action }: Props) {
  return (
    <Stack align="center" gap="xs" py={64}>
      <ThemeIcon size={56} radius="xl" variant="light">
        <Sign size={28} />
      </ThemeIcon>
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text c="dimmed" ta="center" maw={480}>
        {hint}
      </Text>
      {action}
    </Stack>
  );
}
