import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

interface Props {
  /** What is searched, and by what. */
  label: string;
  value: string | undefined;
  /** With what was typed, once the typing rests; undefined for nothing. */
  onSearch: (text: string | undefined) => void;
  /** In pixels, but on a phone. */
  width?: number;
}

const TYPING_MS = 200;

/** Searches as one types. */
export function SearchField({ label, value, onSearch, width = 260 }: Props) {
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  const told = useRef(value);
  const search = useDebouncedCallback((text: string) => {
    told.current = text || undefined;
    onSearch(told.current);
  }, TYPING_MS);

  // Whoever goes to another page while that still loads must not be called back by what they typed here.
  useEffect(
    () => router.subscribe('onBeforeNavigate', ({ pathChanged }) => pathChanged && search.cancel()),
    [router, search],
  );
  // The way to this very page in the navigation leads to all of the list.
  useEffect(() => {
    if (value !== undefined || told.current === undefined) return;
    told.current = undefined;
    search.cancel();
    if (field.current) field.current.value = '';
  }, [value, search]);

  return (
    <TextInput
      ref={field}
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      defaultValue={value}
      maxLength={255}
      onChange={({ currentTarget }) => search(currentTarget.value)}
      w={{ base: '100%', sm: width }}
    />
  );
}
