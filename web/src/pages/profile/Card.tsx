import { Paper, Stack, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';

interface Props {
  title: string;
  hint?: string;
  children: ReactNode;
}

/** One of the things that are set on the page. */
export function Card({ title, hint, children }: Props) {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id} className="surface" p="lg" radius="md">
      <Stack>
        <div>
          <Title order={2} size="h4" id={id}>
            {title}
          </Title>
          {hint && <Text c="dimmed">{hint}</Text>}
        </div>
        {children}
      </Stack>
    </Paper>
  );
}
