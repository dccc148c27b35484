import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { BadInputError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { Keyring } from '../crypto/keyring.js';
import { FactoryCatalog } from '../providers/factory-catalog.js';
import type { PlacedTenant } from './tenant-places.js';
import { ConfigurationState } from './configuration-state.service.js';
import type { ApplyOptions, DesiredConfiguration } from './desired-configuration.js';
import { planConfiguration } from './plan/plan-configuration.js';
import type { Change, Step } from './plan/step.js';

/** What is to be done, in its order. */
export interface Plan {
  steps: readonly Step[];
  changes: readonly Change[];
  places: readonly PlacedTenant[];
  /** The same for the same steps, secrets included; keyed, so that nobody can guess at them with it. */
  digest: string;
}

/** One transaction holds what it changes; more than this is to be applied in pieces. */
const MOST_STEPS = 2000;

/** Works out what a configuration would change now. */
@Injectable()
export class ConfigurationPlanner {
  constructor(
    private readonly state: ConfigurationState,
    private readonly catalog: FactoryCatalog,
    private readonly keyring: Keyring,
  ) {}

  async plan(caller: Principal, desired: DesiredConfiguration, options: ApplyOptions): Promise<Plan> {
    const actual = await this.state.read(caller, desired);
    const steps = planConfiguration(desired, actual, { caller, options, catalog: this.catalog });
    if (steps.length > MOST_STEPS) {
      throw new BadInputError(
        `The configuration needs ${steps.length} steps; at most ${MOST_STEPS} can be done at once`,
      );
    }
    const { places } = actual;
    return { steps, places, changes: steps.flatMap(({ changes }) => changes), digest: this.digestOf(steps, places) };
  }

  private digestOf(steps: readonly Step[], places: readonly PlacedTenant[]): string {
    const said = steps.map(({ place, changes, work }) => [place === null ? null : places[place]?.id, changes, work]);
    // The prefix keeps these apart from what else the key is used for.
    const text = `configuration-plan|${JSON.stringify(said)}`;
    return createHmac('sha256', this.keyring.key('checksum')).update(text).digest('hex');
  }
}
