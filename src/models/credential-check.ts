import { Injectable } from '@nestjs/common';
import { ProviderRefusedError } from '../kernel/app-error.js';
import { BlockedAddressError } from '../providers/outbound/blocked-address-error.js';
import { OutboundGuard } from '../providers/outbound-guard.js';
import type { ProviderTarget } from '../providers/provider-adapter.js';
import { ProviderVerifier } from '../providers/provider-verifier.js';
import type { TypeResult, VerificationReport } from '../providers/verification-report.js';
import type { StoredVerification } from './credential.entity.js';
import type { ModelPlan } from './model-request.js';
import { AddressNotAllowedError } from './models.errors.js';
import { refusalText, type RefusalWording } from './refusal-text.js';

/** Asks the provider about a plan before anything of it is stored. */
@Injectable()
export class CredentialCheck {
  constructor(
    private readonly guard: OutboundGuard,
    private readonly verifier: ProviderVerifier,
  ) {}

  /**
   * @returns what was found out, or null for self-deployed factories, which are only checked for their address
   * @throws AddressNotAllowedError, ProviderRefusedError
   */
  async check(plan: ModelPlan, wording: RefusalWording): Promise<VerificationReport | null> {
    if (plan.baseUrl !== '') await this.checkAddress(plan.baseUrl);
    if (plan.factory.selfDeployed) return null;
    const models = plan.model ? [{ name: plan.model.name, type: plan.model.type }] : null;
    const report = await this.verifier.verify(targetOf(plan), models, { mode: plan.model ? 'model' : 'factory' });
    if (report.verdict === 'valid') return report;
    const blocked = report.results.find((result) => result.cause === 'blocked_address');
    if (blocked) throw new AddressNotAllowedError(blocked.message);
    throw new ProviderRefusedError(refusalText(plan, report.results, wording));
  }

  /** @throws AddressNotAllowedError */
  async checkAddress(url: string): Promise<void> {
    try {
      await this.guard.check(url);
    } catch (error) {
      if (error instanceof BlockedAddressError) throw new AddressNotAllowedError(error.message);
      throw error;
    }
  }
}

function targetOf({ factory, baseUrl, credential }: ModelPlan): ProviderTarget {
  return { factory, baseUrl: baseUrl || (factory.baseUrl ?? ''), credential };
}

/** A result on the wire and in storage. */
export function resultFields(result: TypeResult) {
  return {
    type: result.type,
    model: result.model,
    verdict: result.verdict,
    cause: result.cause,
    message: result.message,
    hint: result.hint,
    upstream_status: result.upstreamStatus,
    duration_ms: Math.round(result.durationMs),
  };
}

/** A report as it is kept with the credential. */
export function storedVerification(report: VerificationReport): StoredVerification {
  return {
    verdict: report.verdict,
    checked_at: new Date().toISOString(),
    results: report.results.map(resultFields),
  };
}
