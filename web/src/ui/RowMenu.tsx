import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconDots, type Icon } from '@tabler/icons-react';

export interface RowAction {
  label: string;
  icon: Icon;
  onClick: () => void;
  isDestructive?: boolean;
  /** Why it can't be done now. */
  obstacle?: string | undefined;
}

interface Props {
  /** What the actions are for: "Actions for …". */
  label: string;
  actions: readonly RowAction[];
}

/** What can be done with one row. */
export function RowMenu({ label, actions }: Props) {
  return (
    <Menu position="bottom-end" withinPortal width={220} returnFocus>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={label}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ label: name, icon: Sign, onClick, isDestructive, obstacle }) => (
          <Menu.Item
            key={name}
            leftSection={<Sign size={16} />}
            {...(isDestructive && !obstacle ? { c: 'var(--mantine-color-error)' } : {})}
            disabled={obstacle !== undefined}
            onClick={onClick}
          >
            {name}
            {obstacle && <Text size="xs">{obstacle}</Text>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
