import { Button, Group } from '@mantine/core';

/** At the end of a form that stands on a page. */
export function SaveRow({ label, isBusy }: { label: string; isBusy: boolean }) {
  return (
    <Group justify="flex-end">
      <Button type="submit" loading={isBusy}>
        {label}
      </Button>
    </Group>
  );
}
