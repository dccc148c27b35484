import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from './use-focus-back.js';

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** More about one thing of a list, beside it; on a phone over all of it. */
export function SideDrawer({ title, onClose, children }: Props) {
  const { t } = useTranslation();
  useFocusBack(true);
  return (
    <Drawer
      opened
      onClose={onClose}
      title={title}
      position="right"
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {children}
    </Drawer>
  );
}
