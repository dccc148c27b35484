import type { UseQueryResult } from '@tanstack/react-query';
import { DataTable, type TableProps } from './DataTable.js';
import { Problem } from './Problem.js';

interface Props<Row> extends Omit<TableProps<Row>, 'rows' | 'onMore' | 'isLoadingMore'> {
  query: UseQueryResult<readonly Row[]>;
  /** Those of them that are shown; all unless said. */
  rows?: readonly Row[] | undefined;
}

/** A list that comes as a whole, or why it could not be loaded; what was there stays while it is asked for again. */
export function QueryTable<Row>({ query, rows = query.data, ...table }: Props<Row>) {
  if (query.error && !query.data) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  return <DataTable {...table} rows={rows} />;
}
