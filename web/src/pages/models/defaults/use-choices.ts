import { useQueries, useQuery } from '@tanstack/react-query';
import type { Catalogs } from '../model-choices.js';
import { factoryQuery, listedModelsQuery, type ListedFactories } from '../models-queries.js';

interface Choices {
  /** Undefined until they are known, and what their models can do. */
  factories: ListedFactories | undefined;
  catalogs: Catalogs;
  error: Error | null;
  retry: () => Promise<unknown>;
}

/** What can be chosen from, with what the catalog knows of it; a catalog that can't be read only offers less. */
export function useChoices(): Choices {
  const listed = useQuery(listedModelsQuery);
  const names = Object.keys(listed.data ?? {});
  const catalogs = useQueries({ queries: names.map((name) => factoryQuery(name)) });
  return {
    factories: catalogs.some(({ isPending }) => isPending) ? undefined : listed.data,
    catalogs: new Map(names.map((name, index) => [name, catalogs[index]?.data?.models ?? []])),
    error: listed.error,
    retry: listed.refetch,
  };
}
