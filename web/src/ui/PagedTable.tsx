import { DataTable, type TableProps } from './DataTable.js';
import type { Rows } from './pages-of.js';
import { Problem } from './Problem.js';

interface Props<Row> extends Omit<TableProps<Row>, 'rows' | 'onMore' | 'isLoadingMore'> {
  list: Rows<Row>;
}

/** A list that the server cuts into pages, or why it could not be loaded. */
export function PagedTable<Row>({ list, ...table }: Props<Row>) {
  const { rows, error, retry, onMore, isLoadingMore } = list;
  if (error) return <Problem error={error} onRetry={retry} />;
  return <DataTable {...table} rows={rows} onMore={onMore} isLoadingMore={isLoadingMore} />;
}
