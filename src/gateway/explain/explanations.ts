import { Injectable } from '@nestjs/common';
import { ApiKeysService, type UsedKey } from '../../api-key/api-keys.service.js';
import { isWithinRanges } from '../../api-key/address-ranges.js';
import { KeyHolders, type KeyHolder } from '../../api-key/key-holders.js';
import { usdOf } from '../../kernel/money.js';
import type { Principal } from '../../kernel/principal.js';
import { ROLE_SCOPES } from '../../kernel/role.js';
import { expandScopes } from '../../kernel/scope.js';
import { isOf } from '../../limits/metering/admission.js';
import { amountFor } from '../../limits/metering/admissions.js';
import { dearest, type Demand, type Foreseen } from '../../limits/metering/demand.js';
import { meterOf } from '../../limits/metering/meter.js';
import { amountOf } from '../../limits/limit.errors.js';
import { LimitsService, type StandingMeter } from '../../limits/limits.service.js';
import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import { TenantRouteSnapshots } from '../../models/routes/tenant-route-snapshots.js';
import { GatewayError } from '../gateway-error.js';
import {
  countedChatBounds,
  countedInputBounds,
  demandOf,
  UNKNOWN_TALK,
  type CallBounds,
} from '../limits/call-bounds.js';
import { ModelResolver } from '../resolution/model-resolver.js';
import { ProviderHealth } from '../routing/provider-health.js';
import { EXPLAINED, type ExplainedRuleDto, type ExplainRequestDto, type ExplanationDto } from './explain.dto.js';

/** Judges a request that nobody makes, by the rules that would judge it, in their order. */
@Injectable()
export class Explanations {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly holders: KeyHolders,
    private readonly routes: TenantRouteSnapshots,
    private readonly resolver: ModelResolver,
    private readonly health: ProviderHealth,
    private readonly limits: LimitsService,
  ) {}

  /** @throws ApiKeyNotFoundError for a key that is not the caller's to see */
  async explain(caller: Principal, request: ExplainRequestDto): Promise<ExplanationDto> {
    const used = await this.keys.get(caller, request.key_id);
    const holder = await this.holders.find(used.key.tenantId, used.key.userId);
    const rules = rulesOfKey(used, holder, request);
    if (rules.every(({ passes }) => passes)) {
      const { models, rules: more } = await this.rulesOfModel(used, request);
      return explanationOf([...rules, ...more], models);
    }
    return explanationOf(rules, []);
  }

  private async rulesOfModel(
    { key }: UsedKey,
    request: ExplainRequestDto,
  ): Promise<{ rules: ExplainedRuleDto[]; models: readonly ModelRoute[] }> {
    const name = request.model ?? '';
    const types = EXPLAINED[request.endpoint ?? 'chat'];
    const routes = await this.routes.find(key.tenantId);
    if (!routes) return { rules: [rule('model', false, 'The tenant is gone')], models: [] };
    try {
      const found = this.resolver.resolve(routes, { name, types, allowed: key.allowedModels });
      const models = found.filter(({ circuit }) => this.health.waitFor(circuit) === 0);
      const names = found.map(({ fullName }) => fullName).join(', ');
      const rules = [
        rule('model', true, `It is answered by ${names}`),
        rule('provider', models.length > 0, models.length > 0 ? 'A provider can be asked' : 'Every provider has failed several times in a row and is left alone for a moment'), // prettier-ignore
      ];
      if (models.length === 0) return { rules, models };
      const limited = await this.judgedByLimits(key, models, request);
      return { rules: [...rules, ...limited.rules], models: limited.models };
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      const decides = error.code === 'model_not_allowed' ? 'allowed_models' : 'model';
      return { rules: [rule(decides, false, error.message)], models: [] };
    }
  }

  /** As at the door: where a limit on one model is reached, the others are judged without it. */
  private async judgedByLimits(
    { id, tenantId }: UsedKey['key'],
    models: readonly ModelRoute[],
    request: ExplainRequestDto,
  ): Promise<{ rules: ExplainedRuleDto[]; models: readonly ModelRoute[] }> {
    const standings = await this.limits.standing({ tenantId, keyId: id });
    const bounds = boundsOf(request);
    const leftOut: ExplainedRuleDto[] = [];
    let left = models;
    for (;;) {
      const demands = left.map((route) => demandOf(route, bounds));
      const judged = standings.flatMap((standing) => judge(standing, demands));
      const failed = judged.find(({ rule: { passes } }) => !passes);
      const named = failed?.named ?? null;
      const others = named === null ? [] : left.filter(({ fullName }) => !isOf(named, fullName));
      if (!failed || others.length === 0)
        return { rules: [...leftOut, ...judged.map((each) => each.rule)], models: left };
      const message = `${failed.rule.message}: ${named} is left out, and the next model asked`;
      leftOut.push(rule('limit', true, message, failed.rule.limit_id));
      left = others;
    }
  }
}

interface Judged {
  rule: ExplainedRuleDto;
  /** The model that alone is limited; null for any. */
  named: string | null;
}

/** By one limit; by none where it is of other models. */
function judge(standing: StandingMeter, demands: readonly Demand[]): Judged[] {
  const { limit, meter, remaining } = standing;
  const named = limit.model;
  const demand = dearest(named === null ? demands : demands.filter(({ model }) => isOf(named, model)));
  if (!demand) return [];
  if (meter.unit === 'money' && demand.money === null) {
    const says = `What ${demand.model} costs is not known, and its limit`;
    const isAllowed = limit.unknownSpend === 'allow';
    return [
      { rule: rule('limit', isAllowed, `${says} ${isAllowed ? 'allows' : 'denies'} unknown spend`, limit.id), named },
    ];
  }
  const needed = amountFor(meterOf(meter, limit), demand);
  // Where the most that it can use is not left, what is expected of it is given.
  return [{ rule: rule('limit', remaining >= needed.expected, leftOf(standing, needed), limit.id), named }];
}

/** As the endpoint itself sees them, of a prompt of so many tokens. */
function boundsOf({ endpoint = 'chat', input_tokens = 0, max_tokens }: ExplainRequestDto): CallBounds {
  switch (endpoint) {
    case 'chat':
      return countedChatBounds(input_tokens, max_tokens ?? null);
    case 'embeddings':
      return countedInputBounds(input_tokens);
    case 'rerank':
      return countedInputBounds(input_tokens, () => ({ queries: 1 }));
    case 'speech':
      return countedInputBounds(input_tokens, (characters) => ({ characters }));
    case 'transcriptions':
      return UNKNOWN_TALK;
  }
}

function explanationOf(rules: readonly ExplainedRuleDto[], models: readonly ModelRoute[]): ExplanationDto {
  const decides = rules.findIndex(({ passes }) => !passes);
  return {
    would_pass: decides === -1,
    decided_by: rules[decides] ?? null,
    rules: decides === -1 ? [...rules] : rules.slice(0, decides + 1),
    models: models.map(({ fullName }) => fullName),
  };
}

function rulesOfKey({ key }: UsedKey, holder: KeyHolder, { address }: ExplainRequestDto): ExplainedRuleDto[] {
  const now = Date.now();
  const isExpired = key.expiresAt !== null && key.expiresAt.getTime() <= now;
  const state = key.paused ? 'The key is paused' : isExpired ? 'The key has expired' : 'The key holds';
  const isThere = holder.role !== null || holder.isInstanceAdmin;
  const user = !holder.isActive ? 'Its user is deactivated' : isThere ? 'Its user may act in the tenant' : 'Its user is no member of the tenant any more'; // prettier-ignore
  const granted = ROLE_SCOPES[holder.role ?? 'admin'];
  const mayInfer = expandScopes(key.scopes).has('inference');
  const scope = !mayInfer ? 'The API key lacks the scope inference' : granted.includes('inference') ? 'It has the scope inference' : 'Its user’s role does not grant inference'; // prettier-ignore
  const ranges = key.allowedAddresses;
  const isNear = ranges === null || address === undefined || isWithinRanges(ranges, address);
  return [
    rule('key', !key.paused && !isExpired, state),
    rule('user', holder.isActive && isThere, user),
    rule('address', isNear, isNear ? 'The address may use it' : `The API key may not be used from ${address}`),
    rule('scope', mayInfer && granted.includes('inference'), scope),
  ];
}

function leftOf({ meter, remaining }: StandingMeter, { expected, most: atMost }: Foreseen): string {
  const { unit, period } = meter;
  const shown = (amount: number) => (unit === 'money' ? `${usdOf(amount)} USD` : String(amount));
  const most = amountOf({ unit, period, amount: Number(meter.amount) });
  return `${most}, of which ${shown(remaining)} are left; the request takes ${shown(expected)}${atMost > expected ? `, and may take ${shown(atMost)}` : ''}`;
}

function rule(name: string, passes: boolean, message: string, limitId: string | null = null): ExplainedRuleDto {
  return { rule: name, passes, message, limit_id: limitId };
}
