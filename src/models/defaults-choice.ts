import { Injectable } from '@nestjs/common';
import { BadInputError } from '../kernel/app-error.js';
import type { ModelType } from '../kernel/model-type.js';
import type { Tx } from '../database/transactions.js';
import { CredentialsRepository } from './credentials.repository.js';
import { DEFAULT_SLOTS, type DefaultChanges } from './default-slots.js';
import { ModelFinder } from './model-finder.js';
import { DefaultNotConfiguredError } from './models.errors.js';

/** What is to become of a slot; no model clears it. */
export interface SlotChoice {
  type: ModelType;
  model: { id: string; tenantModelId: string | null } | null;
}

/** Finds the models that are to be defaults, and holds them until the transaction ends. */
@Injectable()
export class DefaultsChoice {
  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly finder: ModelFinder,
  ) {}

  /**
   * A shared model must neither vanish nor be withdrawn meanwhile, so its owner is locked as well; in one order for
   * all, and before anything is written, so that two tenants that share with each other can't wait in a circle.
   * @throws BadInputError for no change at all
   * @throws DefaultNotConfiguredError naming the first that the tenant does not have
   */
  async make(tx: Tx, tenantId: string, changes: DefaultChanges): Promise<SlotChoice[]> {
    const given = DEFAULT_SLOTS.filter(({ field }) => changes[field] !== undefined);
    if (given.length === 0) throw new BadInputError('At least one model ID must be provided');
    const owners = new Set([tenantId]);
    for (const { field, type } of given) {
      const found = await this.finder.find(tx, tenantId, changes[field] ?? '', type);
      if (found?.ownerId) owners.add(found.ownerId);
    }
    for (const owner of [...owners].sort()) await this.credentials.lock(tx, owner);
    const choices: SlotChoice[] = [];
    for (const { field, type } of given) {
      const id = changes[field] ?? '';
      choices.push({ type, model: id.trim() === '' ? null : await this.findHeld(tx, tenantId, id, type, owners) });
    }
    return choices;
  }

  private async findHeld(tx: Tx, tenantId: string, id: string, type: ModelType, held: ReadonlySet<string>) {
    const found = await this.finder.find(tx, tenantId, id, type);
    if (!found || (found.ownerId !== null && !held.has(found.ownerId))) throw new DefaultNotConfiguredError(id, type);
    return { id, tenantModelId: found.tenantModelId };
  }
}
