import { ActionIcon, Avatar, Burger, Group, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBook } from '@tabler/icons-react';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAsAccount } from '../i18n/i18n.js';
import { Waiting } from '../ui/Waiting.js';
import { may } from './access.js';
import { lazyPart } from './lazy-page.js';
import { useMe } from './me.js';
import { KEYS, SECTIONS, type Entry } from './navigation.js';
import { OfflineNotice } from './OfflineNotice.js';

/** What it takes to open a menu need not be there before the page is. */
const UserMenu = lazyPart(() => import('./UserMenu.js').then((module) => module.UserMenu));

/** The frame around every page of whoever is signed in. */
export function Shell() {
  const { t } = useTranslation();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(close, [path, close]);
  const { language } = useMe();
  useEffect(() => void speakAsAccount(language), [language]);

  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        {t('skipToContent')}
      </a>
      <header className="surface shell-header">
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t('menu')}
              aria-expanded={isOpen}
              aria-controls="navigation"
            />
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
      </header>
      <nav id="navigation" className="surface shell-nav" data-open={isOpen} aria-label={t('mainNavigation')}>
        <Navigation path={path} />
      </nav>
      <main id="main" className="shell-main" tabIndex={-1}>
        <OfflineNotice />
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
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
      <div className="shell-nav-list">
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
      </div>
      <div className="shell-nav-foot">
        <NavigationLink entry={KEYS} path={path} />
      </div>
    </>
  );
}

function NavigationLink({ entry, path }: { entry: Entry; path: string }) {
  const { t } = useTranslation();
  const isHere = entry.to === '/' ? path === '/' : path === entry.to || path.startsWith(`${entry.to}/`);
  return (
    <Link to={entry.to} className="nav-link" data-active={isHere} aria-current={isHere ? 'page' : undefined}>
      <entry.icon size={18} stroke={1.7} aria-hidden />
      {t(`nav.${entry.id}`)}
    </Link>
  );
}
