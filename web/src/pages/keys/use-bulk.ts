import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.js';
import { wordsOf } from '../../ui/words-of.js';
import type { Key } from './key-list.js';

export type Deed = 'pause' | 'resume' | 'revoke';

export interface Run {
  deed: Deed;
  total: number;
  done: number;
  failures: { key: Key; reason: string }[];
  isOver: boolean;
}

export interface Bulk {
  /** The last one, or the one that goes on. */
  run: Run | null;
  start: (deed: Deed, keys: readonly Key[]) => Promise<void>;
  forget: () => void;
}

/** The same deed on many keys, one after the other; what fails does not keep the rest from it. */
export function useBulk(): Bulk {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [run, setRun] = useState<Run | null>(null);
  const start = async (deed: Deed, keys: readonly Key[]): Promise<void> => {
    let now: Run = { deed, total: keys.length, done: 0, failures: [], isOver: false };
    setRun(now);
    for (const key of keys) {
      const reason = await act(deed, key).then(
        () => null,
        (error: unknown) => wordsOf(t, error),
      );
      now = {
        ...now,
        done: now.done + 1,
        failures: reason === null ? now.failures : [...now.failures, { key, reason }],
      };
      setRun(now);
    }
    await client.invalidateQueries({ queryKey: ['keys'] });
    setRun({ ...now, isOver: true });
  };
  return { run, start, forget: () => setRun(null) };
}

function act(deed: Deed, { id }: Key): Promise<unknown> {
  const params = { path: { id } };
  if (deed === 'revoke') return read(api.DELETE('/api/v1/keys/{id}', { params }));
  return read(api.PATCH('/api/v1/keys/{id}', { params, body: { paused: deed === 'pause' } }));
}
