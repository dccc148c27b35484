import { ActionIcon, Group, Menu, Paper, Stack, Text, Title } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  name: string;
  emoji: string | null;
  description: string;
  /** Its name, leading to its page. */
  link: ReactNode;
  /** What is worth knowing at a glance. */
  facts: ReactNode;
  /** Entries of its menu; none for those who may only look. */
  actions?: ReactNode;
}

/** One of several things that are better told by a picture and a sentence than by a row. */
export function ResourceCard({ name, emoji, description, link, facts, actions }: Props) {
  const { t } = useTranslation('resources');
  return (
    <Paper component="li" className="surface" p="lg" radius="md">
      <Stack h="100%" gap="sm" justify="space-between">
        <Group align="flex-start" wrap="nowrap" gap="sm">
          <Text size="xl" aria-hidden w={36} style={{ flexShrink: 0 }}>
            {emoji ?? ''}
          </Text>
          <Stack gap={4} style={{ flex: 1, minWidth: 0 }}>
            <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
              {link}
            </Title>
            <Text size="sm" c="dimmed" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
              {description}
            </Text>
          </Stack>
          {actions && (
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" aria-label={t('actionsFor', { name })}>
                  <IconDots size={18} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>{actions}</Menu.Dropdown>
            </Menu>
          )}
        </Group>
        <Group gap="xs" fz="sm" c="dimmed">
          {facts}
        </Group>
      </Stack>
    </Paper>
  );
}
