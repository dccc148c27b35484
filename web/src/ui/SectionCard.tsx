import { Paper, Stack, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';

interface Props {
  title: string;
  hint?: string | undefined;
  children: ReactNode;
}

/** Things that belong together, under a name. */
export function SectionCard({ title, hint, children }: Props) {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id} className="surface" p="lg" radius="md">
      <Stack>
        <div>
          <Title order={2} size="h4" id={id}>
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
