import { ActionIcon, Group, Menu, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconDots, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  name: string;
  emoji: string | null;
  /** Without an emoji. */
  icon: Icon;
  description: string;
  /** Its name, leading to its page. */
  link: ReactNode;
  /** What is worth knowing at a glance. */
  facts: ReactNode;
  /** Entries of its menu; none for those who may only look. */
  actions?: ReactNode;
}

/** One of several things that are better told by a picture and a sentence than by a row. */
export function ResourceCard({ name, emoji, icon: Sign, description, link, facts, actions }: Props) {
  const { t } = useTranslation('resources');
  return (
    <Paper component="li" className="surface" p="lg" radius="md">
      <Stack h="100%" gap="sm" justify="space-between">
        <Group align="flex-start" wrap="nowrap" gap="sm">
          <ThemeIcon size={40} radius="md" variant="light" aria-hidden>
            {emoji ? <Text fz={20}>{emoji}</Text> : <Sign size={22} stroke={1.7} />}
          </ThemeIcon>
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
