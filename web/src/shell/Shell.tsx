import { ActionIcon, AppShell, Avatar, Burger, Group, NavLink, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBook } from '@tabler/icons-react';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from '../ui/Waiting.js';
import { may } from './access.js';
import { useMe } from './me.js';
import { KEYS, SECTIONS, type Entry } from './navigation.js';
import { OfflineNotice } from './OfflineNotice.js';

/** What it takes to open a menu need not be there before the page is. */
const UserMenu = lazy(() => import('./UserMenu.js').then(({ UserMenu: component }) => ({ default: component })));

/** The frame around every page of whoever is signed in. */
export function Shell() {
  const { t } = useTranslation();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(close, [path, close]);

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 248, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'md', md: 'xl' }}
    >
      <a className="skip-link" href="#main">
        {t('skipToContent')}
      </a>
      <AppShell.Header className="surface">
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('menu')} />
            <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={28} height={28} />
            <Text fw={700} size="lg">
              Latchkey
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <ActionIcon
              component="a"
              href="/docs"
              target="_blank"
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('apiDocs')}
            >
              <IconBook size={20} />
            </ActionIcon>
            <Suspense fallback={<Avatar radius="xl" size={34} />}>
              <UserMenu />
            </Suspense>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className="surface" aria-label={t('mainNavigation')}>
        <Navigation path={path} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <OfflineNotice />
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  );
}

function Navigation({ path }: { path: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const sections = SECTIONS.map((section) => ({
    ...section,
    entries: section.entries.filter(({ need }) => may(me, need)),
  })).filter(({ entries }) => entries.length > 0);

  return (
    <>
      <AppShell.Section grow p="sm" style={{ overflowY: 'auto' }}>
        {sections.map(({ id, entries }) => (
          <div key={id}>
            {id !== null && (
              <Title order={2} size="xs" c="dimmed" tt="uppercase" px="sm" pt="md" pb={4}>
                {t(`sections.${id}`)}
              </Title>
            )}
            {entries.map((entry) => (
              <NavigationLink key={entry.id} entry={entry} path={path} />
            ))}
          </div>
        ))}
      </AppShell.Section>
      <AppShell.Section p="sm" style={{ borderTop: '1px solid var(--hairline)' }}>
        <NavigationLink entry={KEYS} path={path} />
      </AppShell.Section>
    </>
  );
}

function NavigationLink({ entry, path }: { entry: Entry; path: string }) {
  const { t } = useTranslation();
  const isHere = entry.to === '/' ? path === '/' : path === entry.to || path.startsWith(`${entry.to}/`);
  return (
    <NavLink
      component={Link}
      to={entry.to}
      label={t(`nav.${entry.id}`)}
      leftSection={<entry.icon size={18} stroke={1.7} />}
      active={isHere}
      aria-current={isHere ? 'page' : undefined}
      variant="filled"
      style={{ borderRadius: 'var(--mantine-radius-md)' }}
    />
  );
}
