import { Injectable } from '@nestjs/common';
import { ConflictError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { AliasesService } from '../models/aliases/aliases.service.js';
import { CredentialModelsService } from '../models/credentials/credential-models.service.js';
import { CredentialSharingService } from '../models/credentials/credential-sharing.service.js';
import { CredentialsService } from '../models/credentials/credentials.service.js';
import { DefaultModelsService } from '../models/default-models.service.js';
import { InstanceDefaultsService } from '../models/instance-defaults.service.js';
import { TenantsService } from '../tenants/tenants.service.js';
import type { Plan } from './configuration-planner.service.js';
import type { Prepared } from './configuration-preparation.service.js';
import { inPlace } from './failure-in-place.js';
import type { CredentialRef, Step, TenantRef, Work } from './plan/step.js';
import { principalIn } from './principal-in.js';
import type { PlacedTenant } from './tenant-places.js';

/** Whoever waits for one of our locks gives up after 35 seconds; we are done, or have given up, before. */
const LONGEST_MS = 30_000;

/** What is known while the steps of a plan are carried out. */
interface Progress {
  caller: Principal;
  prepared: Prepared;
  /** With the ids of those that were made meanwhile. */
  places: PlacedTenant[];
  /** Ids of credentials that were made, by the tenant's place and their label. */
  credentials: Map<string, string>;
}

/** A piece of work within a tenant. */
type TenantWork = Exclude<Work, { do: 'create-tenant' | 'set-instance-defaults' }>;

/** Carries plans out, each step by the service whose business it is, so that its rules and records are the usual ones. */
@Injectable()
export class ConfigurationSteps {
  constructor(
    private readonly tenants: TenantsService,
    private readonly credentials: CredentialsService,
    private readonly models: CredentialModelsService,
    private readonly sharing: CredentialSharingService,
    private readonly defaults: DefaultModelsService,
    private readonly aliases: AliasesService,
    private readonly instanceDefaults: InstanceDefaultsService,
  ) {}

  /**
   * @throws what a service refuses a step with, in the place of the entry that asked for it
   * @throws ConflictError when it takes too long
   */
  async carryOut(caller: Principal, { steps, places }: Plan, prepared: Prepared): Promise<void> {
    const progress: Progress = { caller, prepared, places: [...places], credentials: new Map() };
    const latest = performance.now() + LONGEST_MS;
    for (const [index, step] of steps.entries()) {
      if (performance.now() > latest) throw new ConflictError(`Only ${index} of ${steps.length} steps were done in ${LONGEST_MS / 1000} seconds, and taken back; apply it in pieces`); // prettier-ignore
      try {
        await this.take(step, index, progress);
      } catch (error) {
        throw inPlace(step.path, error);
      }
    }
  }

  private async take({ work, place }: Step, index: number, progress: Progress): Promise<void> {
    const { caller, places } = progress;
    if (work.do === 'set-instance-defaults') return this.instanceDefaults.set(caller, work.changes);
    if (place === null) throw new Error(`${work.do} needs a tenant`);
    if (work.do === 'create-tenant') {
      const { id, name } = await this.tenants.create(caller, work.name, work.ownerEmail);
      places[place] = { path: `tenants.${place}`, id, name, role: null };
      return;
    }
    await this.takeInTenant(work, { index, place, actor: principalIn(caller, places[place]) }, progress);
  }

  private async takeInTenant(
    work: TenantWork,
    { index, place, actor }: { index: number; place: number; actor: Principal },
    progress: Progress,
  ): Promise<void> {
    const { caller, prepared } = progress;
    const idOf = (ref: CredentialRef) => credentialId(ref, place, progress);
    switch (work.do) {
      case 'add-member':
        return void (await this.tenants.addMember(caller, actor.tenantId, work.email, work.role));
      case 'change-member':
        return void (await this.tenants.changeRole(caller, actor.tenantId, work.userId, work.role));
      case 'remove-member':
        return this.tenants.removeMember(caller, actor.tenantId, work.userId);
      case 'create-credential': {
        const { id, label } = await this.credentials.store(actor, found(prepared.created.get(index)));
        progress.credentials.set(credentialKey(place, label), id);
        return;
      }
      case 'change-credential':
        return void (await this.credentials.storeUpdate(actor, found(prepared.changed.get(index))));
      case 'remove-credential':
        return this.credentials.delete(actor, work.id, false);
      case 'add-model':
        return void (await this.models.add(actor, idOf(work.credential), work.model));
      case 'change-model':
        return this.changeModel(actor, idOf(work.credential), work);
      case 'remove-model':
        return this.models.remove(actor, idOf(work.credential), work.modelId, false);
      case 'share-credential':
        return void (await this.sharing.set(actor, idOf(work.credential), recipientIds(work.recipients, progress)));
      case 'set-defaults':
        return this.defaults.set(actor, work.changes);
      case 'create-alias':
        return void (await this.aliases.create(actor, work.alias));
      case 'change-alias':
        return void (await this.aliases.update(actor, work.id, work.change));
      case 'remove-alias':
        return this.aliases.delete(actor, work.id);
    }
  }

  private async changeModel(
    actor: Principal,
    id: string,
    { model: { name, type }, change }: Extract<Work, { do: 'change-model' }>,
  ): Promise<void> {
    const models = await this.models.list(actor, id);
    const model = found(models.find((one) => one.name === name && one.type === type));
    await this.models.change(actor, id, model.id, change);
  }
}

function credentialKey(place: number, label: string): string {
  return `${place}|${label}`;
}

function credentialId(ref: CredentialRef, place: number, { credentials }: Progress): string {
  return 'id' in ref ? ref.id : found(credentials.get(credentialKey(place, ref.label)));
}

function recipientIds(recipients: 'all' | readonly TenantRef[], { places }: Progress): 'all' | string[] {
  if (recipients === 'all') return recipients;
  return recipients.map((ref) => ('id' in ref ? ref.id : found(places[ref.place]?.id ?? undefined)));
}

/** What an earlier step, or the preparation, is sure to have left. */
function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A step of the plan stands on something that is not there');
  return value;
}
