import { SimpleGrid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../shell/me.js';
import { Page } from '../../ui/Page.js';
import { Appearance } from './Appearance.js';
import { Nickname } from './Nickname.js';
import { Password } from './Password.js';
import { Sessions } from './Sessions.js';

/** What one decides for oneself. */
export function ProfilePage() {
  const { t } = useTranslation('profile');
  const { email } = useMe();
  return (
    <Page title={t('title')} hint={t('hint', { email })}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
        <Stack gap="lg">
          <Nickname />
          <Appearance />
        </Stack>
        <Password />
      </SimpleGrid>
      <Sessions />
    </Page>
  );
}
