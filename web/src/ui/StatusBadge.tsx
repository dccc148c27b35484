import { Badge } from '@mantine/core';

/** How a thing fares; the colour says nothing that the word does not. */
export type Tone = 'good' | 'neutral' | 'warning' | 'bad';

export function StatusBadge({ tone, children }: { tone: Tone; children: string }) {
  return (
    <Badge className={`status-${tone}`} tt="none" fw={600} miw="max-content">
      {children}
    </Badge>
  );
}
