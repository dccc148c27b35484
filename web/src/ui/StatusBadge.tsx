import { Badge } from '@mantine/core';

/** How a thing fares; the colour says nothing that the word does not. */
export type Tone = 'good' | 'neutral' | 'warning' | 'bad';

const COLORS: Record<Tone, string> = { good: 'teal', neutral: 'gray', warning: 'yellow', bad: 'red' };

export function StatusBadge({ tone, children }: { tone: Tone; children: string }) {
  return (
    <Badge variant="light" color={COLORS[tone]} className="status" tt="none" fw={600} miw="max-content">
      {children}
    </Badge>
  );
}
