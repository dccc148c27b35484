import { Avatar } from '@mantine/core';

/** Each carries white letters at AA. */
const GROUNDS = ['#0b6e5f', '#1864ab', '#5f3dc4', '#862e9c', '#a61e4d', '#b02a2a', '#8f4700', '#2b6a3d', '#364fc7'];

/** Stands for a factory: its initial, on a ground that is always the same. Says nothing that its name beside does not. */
export function FactoryMark({ name, size = 40 }: { name: string; size?: number }) {
  const initial = name.trim().charAt(0).toUpperCase();
  return (
    <Avatar
      size={size}
      radius="md"
      aria-hidden
      styles={{ placeholder: { background: groundOf(name), color: '#fff', border: 0 } }}
    >
      {initial}
    </Avatar>
  );
}

function groundOf(name: string): string | undefined {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return GROUNDS[sum % GROUNDS.length];
}
