import { Switch } from '@mantine/core';
import type { QueryKey } from '@tanstack/react-query';
import { useSave } from '../../../ui/use-save.js';
import { useMay } from './use-may.js';

interface Props {
  label: string;
  isEnabled: boolean;
  /** Whether it could be switched on at all; off it can always be. */
  isRunnable?: boolean;
  save: (isEnabled: boolean) => Promise<unknown>;
  refresh: readonly QueryKey[];
}

/** Switches a resource on or off, at once. */
export function EnableSwitch({ label, isEnabled, isRunnable = true, save, refresh }: Props) {
  const { mayEdit } = useMay();
  const change = useSave({ save, refresh });
  return (
    <Switch
      aria-label={label}
      checked={change.isPending ? change.variables : isEnabled}
      disabled={!mayEdit || change.isPending || (!isRunnable && !isEnabled)}
      onChange={({ currentTarget }) => change.mutate(currentTarget.checked)}
    />
  );
}
