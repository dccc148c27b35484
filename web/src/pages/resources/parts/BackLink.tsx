import { Anchor, Group } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

interface Props {
  to: '/pipelines' | '/bots' | '/knowledge' | '/mcp-servers';
  children: string;
}

/** To the list that a page belongs to. */
export function BackLink({ to, children }: Props) {
  return (
    <Anchor component={Link} to={to} size="sm" display="inline-block" mb="sm" c="dimmed">
      <Group component="span" gap={6} wrap="nowrap">
        <IconArrowLeft size={16} aria-hidden />
        {children}
      </Group>
    </Anchor>
  );
}
