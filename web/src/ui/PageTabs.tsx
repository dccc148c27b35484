import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props<Name extends string> {
  label: string;
  value: Name;
  onChange: (name: Name) => void;
  tabs: readonly { name: Name; title: string; panel: ReactNode }[];
}

/** Narrow screens scroll it. */
const ONE_LINE = { flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' } as const;

/** Parts of a page, one of them in sight. */
export function PageTabs<Name extends string>({ label, value, onChange, tabs }: Props<Name>) {
  return (
    <Tabs value={value} onChange={(next) => onChange(next as Name)} keepMounted={false}>
      <Tabs.List mb="lg" aria-label={label} style={ONE_LINE}>
        {tabs.map(({ name, title }) => (
          <Tabs.Tab key={name} value={name} style={{ flexShrink: 0 }}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ name, panel }) => (
        <Tabs.Panel key={name} value={name}>
          {panel}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
