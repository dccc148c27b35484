import {
  IconBook2,
  IconBrain,
  IconBuilding,
  IconChartBar,
  IconHistory,
  IconHome,
  IconKey,
  IconMessageChatbot,
  IconPlayerPlay,
  IconPlugConnected,
  IconRoute,
  IconRobot,
  IconTags,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import type { Need } from './access.js';

export interface Entry {
  /** Its name is `nav.<id>` in the words of the shell. */
  id: string;
  to: string;
  icon: Icon;
  need: Need;
}

export interface Section {
  /** Its name is `sections.<id>`; the first has none. */
  id: string | null;
  entries: readonly Entry[];
}

export const SECTIONS: readonly Section[] = [
  {
    id: null,
    entries: [
      { id: 'home', to: '/', icon: IconHome, need: 'user' },
      { id: 'usage', to: '/usage', icon: IconChartBar, need: 'user' },
    ],
  },
  {
    id: 'models',
    entries: [
      { id: 'providers', to: '/providers', icon: IconBrain, need: 'user' },
      { id: 'defaults', to: '/defaults', icon: IconTags, need: 'user' },
      { id: 'aliases', to: '/aliases', icon: IconRoute, need: 'user' },
      { id: 'playground', to: '/playground', icon: IconPlayerPlay, need: 'user' },
    ],
  },
  {
    id: 'resources',
    entries: [
      { id: 'pipelines', to: '/pipelines', icon: IconMessageChatbot, need: 'user' },
      { id: 'bots', to: '/bots', icon: IconRobot, need: 'user' },
      { id: 'knowledge', to: '/knowledge', icon: IconBook2, need: 'user' },
      { id: 'mcp', to: '/mcp-servers', icon: IconPlugConnected, need: 'user' },
    ],
  },
  {
    id: 'administration',
    entries: [
      { id: 'users', to: '/users', icon: IconUsers, need: 'instance-admin' },
      { id: 'tenants', to: '/tenants', icon: IconBuilding, need: 'user' },
      { id: 'audit', to: '/audit', icon: IconHistory, need: 'tenant-manager' },
    ],
  },
];

/** At the bottom of the sidebar, always in sight. */
export const KEYS: Entry = { id: 'keys', to: '/keys', icon: IconKey, need: 'user' };
