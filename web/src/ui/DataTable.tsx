import { Button, Center, Paper, Skeleton, Table, UnstyledButton, Group, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface Column<Row> {
  id: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** What the server sorts by; none where it can't. */
  sort?: string;
  /** In place of the title, such as a box that ticks all. */
  heading?: ReactNode;
  /** Read by machines only: actions, switches. */
  isTitleHidden?: boolean;
  width?: number | string;
}

export interface Sorting {
  /** As the server's `sort`: a field, descending with a minus before it. */
  value: string;
  onChange: (value: string) => void;
}

export interface TableProps<Row> {
  /** What the rows are, for those who do not see the page. */
  caption: string;
  columns: readonly Column<Row>[];
  /** Undefined while they are loaded. */
  rows: readonly Row[] | undefined;
  keyOf: (row: Row) => string;
  empty: ReactNode;
  sorting?: Sorting;
  /** None when all rows are there. */
  onMore?: (() => void) | undefined;
  isLoadingMore?: boolean;
}

const SKELETON_ROWS = 5;

/** Rows of the server's, sorted by the server. */
export function DataTable<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, keyOf, empty, sorting, onMore, isLoadingMore = false } = props;
  const { t } = useTranslation();
  if (rows?.length === 0) return <Paper className="surface">{empty}</Paper>;
  return (
    <>
      <Paper className="surface">
        <Table.ScrollContainer
          minWidth={640}
          scrollAreaProps={{
            offsetScrollbars: 'present',
            viewportProps: { tabIndex: 0, 'aria-label': caption, role: 'group' },
          }}
        >
          <Table className="data-table" verticalSpacing="sm" horizontalSpacing="md" highlightOnHover>
            <VisuallyHidden component="caption">{caption}</VisuallyHidden>
            <Table.Thead>
              <Table.Tr>
                {columns.map((column) => (
                  <Heading key={column.id} column={column} sorting={sorting} />
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody aria-busy={rows === undefined}>
              {rows
                ? rows.map((row) => (
                    <Table.Tr key={keyOf(row)}>
                      {columns.map(({ id, cell }) => (
                        <Table.Td key={id}>{cell(row)}</Table.Td>
                      ))}
                    </Table.Tr>
                  ))
                : Array.from({ length: SKELETON_ROWS }, (_none, index) => (
                    <Table.Tr key={index}>
                      {columns.map(({ id }) => (
                        <Table.Td key={id}>
                          <Skeleton h={14} />
                        </Table.Td>
                      ))}
                    </Table.Tr>
                  ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Paper>
      {onMore && (
        <Center>
          <Button variant="default" onClick={onMore} loading={isLoadingMore}>
            {t('loadMore')}
          </Button>
        </Center>
      )}
    </>
  );
}

function Heading<Row>({ column, sorting }: { column: Column<Row>; sorting: Sorting | undefined }) {
  const { id, title, heading, sort, isTitleHidden, width } = column;
  if (!sort || !sorting) {
    return (
      <Table.Th key={id} w={width}>
        {heading ?? (isTitleHidden ? <VisuallyHidden>{title}</VisuallyHidden> : title)}
      </Table.Th>
    );
  }
  const isUp = sorting.value === sort;
  const isDown = sorting.value === `-${sort}`;
  const Sign = isUp ? IconArrowUp : isDown ? IconArrowDown : IconArrowsSort;
  return (
    <Table.Th key={id} w={width} aria-sort={isUp ? 'ascending' : isDown ? 'descending' : 'none'}>
      <UnstyledButton fw={700} fz="sm" onClick={() => sorting.onChange(isDown ? sort : `-${sort}`)}>
        <Group gap={4} wrap="nowrap">
          {title}
          <Sign size={14} aria-hidden />
        </Group>
      </UnstyledButton>
    </Table.Th>
  );
}
