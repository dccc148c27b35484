import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** For an address that leads nowhere. */
export function Unknown() {
  const { t } = useTranslation();
  useDocumentTitle(`${t('unknown.title')} · Latchkey`);
  return (
    <Center component="main" mih="60vh">
      <Stack align="center" gap="xs">
        <Title order={1} size="h2">
          {t('unknown.title')}
        </Title>
        <Text c="dimmed">{t('unknown.hint')}</Text>
        <Button component={Link} to="/" mt="sm">
          {t('unknown.back')}
        </Button>
      </Stack>
    </Center>
  );
}
