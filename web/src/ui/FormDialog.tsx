import { Modal, type MantineSize } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from './use-focus-back.js';

interface Props {
  title: string;
  onClose: () => void;
  size?: MantineSize;
  /** While something is shown that is lost with the dialog, a click beside it must not close it. */
  isSticky?: boolean;
  children: ReactNode;
}

const PHONE = '(max-width: 36em)';

/** Where something is filled in, for as long as it is there; on a phone it takes the whole screen. */
export function FormDialog({ title, onClose, size = 'md', isSticky = false, children }: Props) {
  const { t } = useTranslation();
  const isPhone = useMediaQuery(PHONE, matchMedia(PHONE).matches);
  useFocusBack(true);
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      centered
      fullScreen={isPhone}
      closeOnClickOutside={!isSticky}
      closeOnEscape={!isSticky}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {children}
    </Modal>
  );
}
