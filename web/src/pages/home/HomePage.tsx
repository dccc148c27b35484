import { SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../shell/me.js';
import { Page } from '../../ui/Page.js';

export function HomePage() {
  const { t } = useTranslation('home');
  const me = useMe();
  return (
    <Page title={t('title')} hint={me.email}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Text>{t('hint')}</Text>
      </SimpleGrid>
    </Page>
  );
}
