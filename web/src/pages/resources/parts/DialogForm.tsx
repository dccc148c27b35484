import { Stack, type MantineSize } from '@mantine/core';
import type { ReactNode, SyntheticEvent } from 'react';
import { FormButtons } from '../../../ui/FormButtons.js';
import { FormDialog } from '../../../ui/FormDialog.js';

interface Props {
  title: string;
  /** What is done, as the button says it. */
  action: string;
  isBusy: boolean;
  onSubmit: (event: SyntheticEvent<HTMLFormElement>) => void;
  onClose: () => void;
  size?: MantineSize;
  children: ReactNode;
}

/** Makes something: fields above the page, and the deed below them. The server judges what is in them. */
export function DialogForm({ title, action, isBusy, onSubmit, onClose, size = 'md', children }: Props) {
  return (
    <FormDialog title={title} size={size} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <Stack>
          {children}
          <FormButtons action={action} isBusy={isBusy} onCancel={onClose} />
        </Stack>
      </form>
    </FormDialog>
  );
}
