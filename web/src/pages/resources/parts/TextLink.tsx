import { Anchor, type AnchorProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ReactNode, Ref } from 'react';

interface Props extends AnchorProps {
  ref?: Ref<HTMLAnchorElement>;
  children?: ReactNode;
}

/** To another page of the console, from within what is read. */
export const TextLink = createLink((props: Props) => <Anchor c="inherit" inherit {...props} />);
