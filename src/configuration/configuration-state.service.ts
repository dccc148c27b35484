import { Injectable } from '@nestjs/common';
import { ForbiddenError } from '../kernel/app-error.js';
import { actsAsAdministrator, type Principal } from '../kernel/principal.js';
import { managesTenant } from '../kernel/role.js';
import { InstanceDefaultsService } from '../models/instance-defaults.service.js';
import { ModelInventory } from '../models/inventory/model-inventory.service.js';
import { TenantsService } from '../tenants/tenants.service.js';
import type { ActualConfiguration, ActualTenant } from './actual-configuration.js';
import type { DesiredConfiguration, DesiredTenant } from './desired-configuration.js';
import { inPlace } from './failure-in-place.js';
import { placeTenants, type KnownTenant, type PlacedTenant, type TenantReach } from './tenant-places.js';

/** Reads what there is of what a configuration names; one thing after the other, as it is done within a transaction too. */
@Injectable()
export class ConfigurationState {
  constructor(
    private readonly tenants: TenantsService,
    private readonly inventory: ModelInventory,
    private readonly instanceDefaults: InstanceDefaultsService,
  ) {}

  /**
   * @throws ForbiddenError for what the caller may not change
   * @throws NotFoundError for what is none of the caller's business
   */
  async read(caller: Principal, desired: DesiredConfiguration): Promise<ActualConfiguration> {
    demandRights(caller, desired);
    const reach = await this.reachOf(caller, desired);
    const places = placeTenants(desired.tenants, reach);
    const tenants: (ActualTenant | null)[] = [];
    for (const [index, place] of places.entries()) {
      const wanted = desired.tenants[index];
      tenants.push(
        wanted && place.id !== null ? await this.readTenant(caller, { ...place, id: place.id }, wanted) : null,
      );
    }
    return {
      places,
      tenants,
      reach,
      recipientNames: await this.recipientNames(caller, reach, tenants),
      instanceDefaults: desired.instanceDefaults ? await this.instanceDefaults.get() : null,
    };
  }

  private async readTenant(
    caller: Principal,
    { id }: PlacedTenant & { id: string },
    { members, credentials = [] }: DesiredTenant,
  ): Promise<ActualTenant> {
    const compared = credentials.filter(({ credential }) => credential !== undefined).map(({ label }) => label);
    return {
      members: members ? await this.tenants.listMembers(caller, id) : [],
      stock: await this.inventory.read(id, new Set(compared)),
    };
  }

  private async reachOf(caller: Principal, { tenants }: DesiredConfiguration): Promise<TenantReach> {
    if (caller.kind === 'api-key') return { known: await this.ownOf(caller), canCreate: false };
    if (!actsAsAdministrator(caller)) return { known: await this.mineOf(caller), canCreate: false };
    const said = tenants.flatMap(({ id, name, credentials = [] }) => [
      ...(id === null ? [] : [id]),
      ...(name === null ? [] : [name]),
      ...credentials.flatMap(({ sharedWith = [] }) => (sharedWith === 'all' ? [] : sharedWith)),
    ]);
    const named = [...new Set(said)];
    const found = await this.tenants.listNamed(named, named);
    return { known: found.map(({ id, name }) => ({ id, name, role: null, isManaged: true })), canCreate: true };
  }

  private async mineOf(caller: Principal): Promise<KnownTenant[]> {
    const mine = await this.tenants.listMine(caller);
    return mine.map(({ tenantId: id, tenantName: name, role }) => ({ id, name, role, isManaged: managesTenant(role) }));
  }

  /** What a key may do there its scopes have said already. */
  private async ownOf({ tenantId, role }: Principal): Promise<KnownTenant[]> {
    const own = await this.tenants.find(tenantId);
    return own ? [{ id: own.id, name: own.name, role, isManaged: true }] : [];
  }

  private async recipientNames(
    caller: Principal,
    { known }: TenantReach,
    tenants: readonly (ActualTenant | null)[],
  ): Promise<Map<string, string>> {
    const shared = tenants.flatMap((tenant) => tenant?.stock.credentials.flatMap(({ sharedWith }) => sharedWith) ?? []);
    const others = actsAsAdministrator(caller) && shared.length > 0 ? await this.tenants.listNamed(shared, []) : [];
    return new Map([...known, ...others].map(({ id, name }) => [id, name]));
  }
}

function demandRights(caller: Principal, { tenants, instanceDefaults }: DesiredConfiguration): void {
  if (instanceDefaults && !actsAsAdministrator(caller)) throw inPlace('instance', new ForbiddenError('Not admin'));
  const withMembers = tenants.findIndex(({ members }) => members !== undefined);
  if (withMembers !== -1 && caller.kind !== 'session') {
    const refusal = new ForbiddenError('Only for users who signed in, not for API keys');
    throw inPlace(`tenants.${withMembers}.members`, refusal);
  }
}
