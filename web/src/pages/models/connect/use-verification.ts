import { useMutation, type UseMutateFunction } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, read, type Schemas } from '../../../api/client.js';
import { MODEL_TYPES, type ModelType } from '../model-types.js';
import type { CatalogModel } from '../models-queries.js';

export type Result = Schemas['VerificationResultDto'];

/** What is known of one model type: nothing yet while it is asked. */
export interface Check {
  /** Null when only the provider itself can say which types there are. */
  type: ModelType | null;
  result: Result | null;
}

/** What is sent to be tried. */
export type Trial = Schemas['VerifyCredentialDto'];

/** So many models of a type are asked before the type counts as not there. */
const MOST_PER_TYPE = 3;
/** Cheap to ask, and enough to judge a key by: what the server does when it saves. */
const TELLING: readonly ModelType[] = ['chat', 'embedding', 'rerank'];

interface Verification {
  checks: readonly Check[];
  isRunning: boolean;
  error: Error | null;
  run: UseMutateFunction<void, Error, Trial>;
  clear: () => void;
}

/** Tries a credential, each model type on its own, so that each is shown as soon as it has answered. */
export function useVerification(models: readonly CatalogModel[]): Verification {
  const [checks, setChecks] = useState<readonly Check[]>([]);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const verification = useMutation({
    mutationFn: async (trial: Trial) => {
      running.current?.abort();
      const { signal } = (running.current = new AbortController());
      const types = typesToAsk(models);
      if (types.length === 0) {
        setChecks([{ type: null, result: null }]);
        const { results } = await ask(trial, signal);
        setChecks(results.map((result) => ({ type: result.type, result })));
        return;
      }
      setChecks(types.map((type) => ({ type, result: null })));
      await Promise.all(
        types.map(async (type) => {
          const result = await askType(trial, models, type, signal);
          setChecks((now) => now.map((check) => (check.type === type ? { type, result } : check)));
        }),
      );
    },
    onError: () => setChecks([]),
  });
  return {
    checks,
    isRunning: verification.isPending,
    error: verification.error,
    run: verification.mutate,
    clear: () => {
      running.current?.abort();
      verification.reset();
      setChecks([]);
    },
  };
}

function typesToAsk(models: readonly CatalogModel[]): ModelType[] {
  const there = MODEL_TYPES.filter((type) => models.some((model) => model.type === type));
  const telling = there.filter((type) => TELLING.includes(type));
  return telling.length > 0 ? telling : there;
}

/** One model that is not there says nothing of the type: the next is asked. */
async function askType(
  trial: Trial,
  models: readonly CatalogModel[],
  type: ModelType,
  signal: AbortSignal,
): Promise<Result | null> {
  let last: Result | null = null;
  for (const { name } of models.filter((model) => model.type === type).slice(0, MOST_PER_TYPE)) {
    const { results } = await ask({ ...trial, models: [{ name, type }] }, signal);
    last = results[0] ?? null;
    if (last?.cause !== 'model_not_found') break;
  }
  return last;
}

function ask(body: Trial, signal: AbortSignal): Promise<Schemas['VerificationDto']> {
  return read(api.POST('/api/v1/credentials/verify', { body, signal }));
}
