import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  hint?: string | undefined;
  children: ReactNode;
}

/** Things that belong together, under a name. */
export function SectionCard({ title, hint, children }: Props) {
  return (
    <Paper className="surface" p="lg" radius="md">
      <Stack>
        <div>
          <Title order={2} size="h4">
            {title}
          </Title>
          {hint && (
            <Text size="sm" c="dimmed">
              {hint}
            </Text>
          )}
        </div>
        {children}
      </Stack>
    </Paper>
  );
}
