import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clearButton } from './clear-button.js';

export interface Choice {
  value: string;
  label: string;
}

interface Props extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  /** Names the kind of thing for the cache. */
  kind: string;
  value: string | null;
  onChange: (value: string | null) => void;
  load: (search: string | undefined) => Promise<Choice[]>;
  /** What the one in the address is called. */
  labelOf: (value: string) => Promise<string>;
}

const TYPING_MS = 200;

/** One of very many things, found by the server as one types. */
export function RemoteSelect({ kind, value, onChange, load, labelOf, ...props }: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<Choice | null>(null);
  const isKnown = value === null || chosen?.value === value;
  const named = useQuery({
    queryKey: ['choice', kind, value],
    queryFn: async () => ({ value: value ?? '', label: await labelOf(value ?? '') }),
    enabled: !isKnown,
    retry: false,
  });
  const current = value === null ? null : isKnown ? chosen : (named.data ?? { value, label: value });
  const [wanted] = useDebouncedValue(search === current?.label ? '' : search, TYPING_MS);
  const found = useQuery({
    queryKey: ['choices', kind, wanted],
    queryFn: () => load(wanted || undefined),
    placeholderData: keepPreviousData,
  });
  const others = (found.data ?? []).filter((choice) => choice.value !== current?.value);
  return (
    <Select
      {...props}
      data={current ? [current, ...others] : others}
      value={value}
      onChange={(next, choice) => {
        setChosen(choice && { value: choice.value, label: choice.label });
        onChange(next);
      }}
      searchable
      clearable
      onSearchChange={setSearch}
      filter={({ options }) => options}
      nothingFoundMessage={t('nothingFound')}
      clearButtonProps={clearButton(t('clear'))}
    />
  );
}
