import { SimpleGrid, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';

const COLUMNS = { base: 1, sm: 2, lg: 3 };

export function CardGrid({ label, children }: { label: string; children: ReactNode }) {
  return (
    <SimpleGrid component="ul" cols={COLUMNS} aria-label={label} p={0} m={0} style={{ listStyle: 'none' }}>
      {children}
    </SimpleGrid>
  );
}

export function CardSkeletons() {
  return (
    <SimpleGrid cols={COLUMNS} aria-busy>
      {[1, 2, 3].map((each) => (
        <Skeleton key={each} h={150} />
      ))}
    </SimpleGrid>
  );
}
