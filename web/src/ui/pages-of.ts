import { keepPreviousData, useInfiniteQuery, type QueryKey } from '@tanstack/react-query';
import { useEffect } from 'react';

/** One page of a list that the server cuts by keyset; it may be empty though others follow, where a search takes long. */
export interface KeysetPage<Row> {
  items: Row[];
  next_cursor: string | null;
}

export interface Rows<Row> {
  /** Undefined while the first page is loaded. */
  rows: Row[] | undefined;
  error: Error | null;
  retry: () => void;
  onMore: (() => void) | undefined;
  isLoadingMore: boolean;
}

/** A list that grows by a page whenever more is wanted; what is shown stays until other filters are answered. */
export function usePages<Row>(
  queryKey: QueryKey,
  load: (cursor: string | undefined) => Promise<KeysetPage<Row>>,
): Rows<Row> {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const { hasNextPage, isFetchingNextPage, isPlaceholderData, isError, fetchNextPage } = query;
  const rows = query.data?.pages.flatMap(({ items }) => items);
  const isStillLooking = rows?.length === 0 && hasNextPage && !isPlaceholderData && !isError;
  useEffect(() => {
    if (isStillLooking && !isFetchingNextPage) void fetchNextPage();
  }, [isStillLooking, isFetchingNextPage, fetchNextPage]);
  return {
    rows: isStillLooking ? undefined : rows,
    error: query.error,
    retry: () => void query.refetch(),
    onMore: hasNextPage ? () => void fetchNextPage() : undefined,
    isLoadingMore: isFetchingNextPage,
  };
}
