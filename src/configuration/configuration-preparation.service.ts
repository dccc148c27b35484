import { Injectable } from '@nestjs/common';
import type { Principal } from '../kernel/principal.js';
import {
  CredentialsService,
  type PreparedCredential,
  type PreparedUpdate,
} from '../models/credentials/credentials.service.js';
import type { Plan } from './configuration-planner.service.js';
import { inPlace } from './failure-in-place.js';
import type { Step } from './plan/step.js';
import { principalIn } from './principal-in.js';

/** Providers that are asked at a time. */
const MOST_AT_ONCE = 8;

/** Credentials that were found to be good, by the place of their step in the plan. */
export interface Prepared {
  created: ReadonlyMap<number, PreparedCredential>;
  changed: ReadonlyMap<number, PreparedUpdate>;
}

/** Does all of a plan that goes out to providers and name servers; never within a transaction. */
@Injectable()
export class ConfigurationPreparation {
  constructor(private readonly credentials: CredentialsService) {}

  /** @throws the refusal of the first step that fails; no more providers are asked then */
  async prepare(caller: Principal, { steps, places }: Plan): Promise<Prepared> {
    const created = new Map<number, PreparedCredential>();
    const changed = new Map<number, PreparedUpdate>();
    const prepareOne = async ({ work, place, path }: Step, index: number): Promise<void> => {
      try {
        if (work.do === 'create-credential') created.set(index, await this.credentials.prepare(work.input));
        if (work.do !== 'change-credential' || place === null) return;
        const principal = principalIn(caller, places[place]);
        changed.set(index, await this.credentials.prepareUpdate(principal, work.id, work.change));
      } catch (error) {
        throw inPlace(path, error);
      }
    };
    await inParallel(
      [...steps.entries()].map(
        ([index, step]) =>
          () =>
            prepareOne(step, index),
      ),
    );
    return { created, changed };
  }
}

/** A few at a time; after a failure the ones under way are waited for, and none is begun. */
async function inParallel(jobs: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: { index: number; error: unknown }[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < jobs.length && failures.length === 0) {
      const index = next++;
      await jobs[index]?.().catch((error: unknown) => failures.push({ index, error }));
    }
  };
  await Promise.all(Array.from({ length: MOST_AT_ONCE }, work));
  const [first] = failures.sort((one, other) => one.index - other.index);
  if (first) throw first.error as Error;
}
