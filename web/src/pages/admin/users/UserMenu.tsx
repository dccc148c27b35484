import { IconKey, IconLock, IconPencil, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { RowMenu } from '../../../ui/RowMenu.js';
import type { User } from './user-columns.js';

export type UserDialog = 'edit' | 'reset' | 'delete';

interface Props {
  user: User;
  isMe: boolean;
  onOpen: (dialog: UserDialog) => void;
}

/** What can be done with one user. */
export function UserMenu({ user, isMe, onOpen }: Props) {
  const { t } = useTranslation('users');
  const navigate = useNavigate();
  const isProtected = user.is_active || user.is_instance_admin;
  const obstacle = isMe ? t('obstacles.yourself') : isProtected ? t('obstacles.active') : undefined;
  return (
    <RowMenu
      label={t('actionsFor', { email: user.email })}
      actions={[
        { label: t('edit'), icon: IconPencil, onClick: () => onOpen('edit') },
        {
          label: t('showKeys'),
          icon: IconKey,
          onClick: () => void navigate({ to: '/keys', search: { whose: 'all', user: user.id } }),
        },
        { label: t('reset'), icon: IconLock, onClick: () => onOpen('reset') },
        { label: t('delete'), icon: IconTrash, onClick: () => onOpen('delete'), isDestructive: true, obstacle },
      ]}
    />
  );
}
