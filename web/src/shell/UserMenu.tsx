import { Avatar, Menu, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconLogout, IconUserCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.js';
import { session } from '../api/session.js';
import { LANGUAGES, speak, type Language } from '../i18n/i18n.js';
import { chooseTenant, forgetTenant } from '../api/chosen-tenant.js';
import { useMe, useMyTenants } from './me.js';

const SCHEMES: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

export function UserMenu() {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const tenants = useMyTenants();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = async (): Promise<void> => {
    forgetTenant();
    // Whoever leaves wants to be gone, whatever the network says; but the cookie outlives what the server was not told.
    const status = await api.POST('/api/v1/auth/logout').then(
      ({ response }) => response.status,
      () => null,
    );
    session.close();
    if (status === 200 || status === 401) return;
    notifications.show({
      title: t('signedOutHere.title'),
      message: t('signedOutHere.hint'),
      color: 'red',
      autoClose: false,
    });
  };

  return (
    <Menu position="bottom-end" width={240} withinPortal>
      <Menu.Target>
        <UnstyledButton aria-label={t('account')} style={{ borderRadius: '50%' }}>
          <Avatar color="latch" variant="filled" radius="xl" size={34} name={me.email} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.email}</Menu.Label>
        <Menu.Item component={Link} to="/profile" leftSection={<IconUserCircle size={16} />}>
          {t('profile')}
        </Menu.Item>
        {tenants.length > 1 && (
          <>
            <Menu.Divider />
            <Menu.Label>{t('tenant')}</Menu.Label>
            {tenants.map(({ id, name }) => (
              <Menu.Item
                key={id}
                onClick={() => chooseTenant(id === me.user_id ? null : id)}
                rightSection={id === me.tenant_id && <IconCheck size={16} aria-label={t('chosen')} />}
              >
                {name}
              </Menu.Item>
            ))}
          </>
        )}
        <Menu.Divider />
        <Menu.Label>{t('language')}</Menu.Label>
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <Menu.Item
            key={code}
            lang={code}
            onClick={() => void speak(code as Language)}
            rightSection={i18n.language === code && <IconCheck size={16} aria-label={t('chosen')} />}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('theme')}</Menu.Label>
        {SCHEMES.map((scheme) => (
          <Menu.Item
            key={scheme}
            onClick={() => setColorScheme(scheme)}
            rightSection={colorScheme === scheme && <IconCheck size={16} aria-label={t('chosen')} />}
          >
            {t(`schemes.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
