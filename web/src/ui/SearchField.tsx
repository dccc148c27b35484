import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';

interface Props {
  /** What is searched, and by what. */
  label: string;
  value: string | undefined;
  /** With what was typed, once the typing rests; undefined for nothing. */
  onSearch: (text: string | undefined) => void;
}

const TYPING_MS = 200;

/** Searches as one types. */
export function SearchField({ label, value, onSearch }: Props) {
  const search = useDebouncedCallback((text: string) => onSearch(text || undefined), TYPING_MS);
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      defaultValue={value}
      maxLength={255}
      onChange={({ currentTarget }) => search(currentTarget.value)}
      w={{ base: '100%', sm: 280 }}
    />
  );
}
