import { Injectable } from '@nestjs/common';
import { BadInputError, ConflictError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { holdAlone } from '../database/exclusive-lock.js';
import { SystemDb } from '../database/system-db.js';
import type { Tx } from '../database/transactions.js';
import { ModelInventory } from '../models/inventory/model-inventory.service.js';
import { TenantsService } from '../tenants/tenants.service.js';
import { ApplyTurn } from './apply-turn.js';
import { ConfigurationPace } from './configuration-pace.js';
import { ConfigurationPlanner, type Plan } from './configuration-planner.service.js';
import { ConfigurationPreparation, type Prepared } from './configuration-preparation.service.js';
import { ConfigurationSteps } from './configuration-steps.service.js';
import type { ApplyOptions, DesiredConfiguration } from './desired-configuration.js';
import type { Change } from './plan/step.js';

/** Any number will do, as long as all processes of all versions agree on it. */
const APPLY_LOCK = 7_305_116_061;
const PATIENCE_MS = 10_000;

/** What was done, or in a rehearsal would be. */
export interface Outcome {
  changes: readonly Change[];
  digest: string;
  isApplied: boolean;
}

/** Makes tenants as a configuration says, in one transaction or not at all. */
@Injectable()
export class ConfigurationService {
  private readonly turn = new ApplyTurn();

  constructor(
    private readonly systemDb: SystemDb,
    private readonly pace: ConfigurationPace,
    private readonly planner: ConfigurationPlanner,
    private readonly preparation: ConfigurationPreparation,
    private readonly steps: ConfigurationSteps,
    private readonly inventory: ModelInventory,
    private readonly tenants: TenantsService,
  ) {}

  /**
   * Providers are asked before the transaction begins; within it the plan is made again, and must be the same.
   * @throws ConflictError when something else would be done than was expected, or planned a moment ago
   * @throws TooManyRequestsError, and what the services refuse a step with
   */
  async apply(caller: Principal, desired: DesiredConfiguration, options: ApplyOptions): Promise<Outcome> {
    await this.pace.charge(caller);
    const plan = await this.planner.plan(caller, desired, options);
    if (options.expect !== null && options.expect !== plan.digest) throw new StalePlanError(plan);
    const { changes, digest } = plan;
    if (plan.steps.length === 0) return { changes, digest, isApplied: !options.isDryRun };
    const prepared = await this.preparation.prepare(caller, plan);
    await this.turn.take(PATIENCE_MS, () =>
      this.systemDb.atomically(
        'apply a configuration',
        (tx) => this.carryOut(tx, caller, { desired, options, plan, prepared }),
        options.isDryRun,
      ),
    );
    return { changes, digest, isApplied: !options.isDryRun };
  }

  private async carryOut(tx: Tx, caller: Principal, { desired, options, plan, prepared }: Attempt): Promise<void> {
    await this.hold(tx, caller, plan);
    const current = await this.planner.plan(caller, desired, options);
    if (current.digest !== plan.digest) throw new StalePlanError(current);
    await this.steps.carryOut(caller, current, prepared);
    const left = await this.planner.plan(caller, desired, options);
    if (left.steps.length > 0) throw new ContradictionError(left);
  }

  /** Takes all locks that the steps will need, each kind in one order, so that nobody waits in a circle. */
  private async hold(tx: Tx, { tenantId }: Principal, { places, steps }: Plan): Promise<void> {
    await holdAlone(tx, APPLY_LOCK, PATIENCE_MS);
    const ids = places.flatMap(({ id }) => (id === null ? [] : [id]));
    const hasInstance = steps.some(({ place }) => place === null);
    await this.inventory.hold(tx, hasInstance ? [...ids, tenantId] : ids);
    await this.tenants.holdWithin(tx, ids);
  }
}

interface Attempt {
  desired: DesiredConfiguration;
  options: ApplyOptions;
  plan: Plan;
  prepared: Prepared;
}

/** What would be done now is not what was planned. */
class StalePlanError extends ConflictError {
  constructor({ changes, digest }: Plan) {
    super('What would be done is no longer what was planned; make a new plan', {
      data: { changes, plan_digest: digest },
    });
  }
}

/** One entry undoes another: the same configuration would change something again. */
class ContradictionError extends BadInputError {
  constructor({ changes }: Plan) {
    super('The configuration contradicts itself: once applied, it would not hold; see changes', { data: { changes } });
  }
}
