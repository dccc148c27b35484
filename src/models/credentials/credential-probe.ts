import { Injectable } from '@nestjs/common';
import { BadInputError, ProviderRefusedError } from '../../kernel/app-error.js';
import { RetCode } from '../../kernel/ret-code.js';
import type { FoundModel } from '../../providers/model-discovery.js';
import type { ProviderTarget } from '../../providers/provider-adapter.js';
import { ProviderCallError } from '../../providers/provider-call-error.js';
import { ProviderVerifier } from '../../providers/provider-verifier.js';
import type { NamedModel, VerificationReport } from '../../providers/verification-report.js';
import { CredentialCheck, resultFields } from '../credential-check.js';

/** So many models of a type say enough about a credential. */
const MOST_PER_TYPE = 3;

/** Asks a provider about a credential of our own surface; never within a transaction. */
@Injectable()
export class CredentialProbe {
  constructor(
    private readonly check: CredentialCheck,
    private readonly verifier: ProviderVerifier,
  ) {}

  /** @throws AddressNotAllowedError */
  async checkAddress(baseUrl: string): Promise<void> {
    if (baseUrl !== '') await this.check.checkAddress(baseUrl);
  }

  /** Whatever the provider says is an answer. The catalog's cheap models are asked, unless others are in use. */
  verify(target: ProviderTarget, models: readonly NamedModel[]): Promise<VerificationReport> {
    if (models.length === 0 || isWholeFactory(target, models)) {
      return this.verifier.verify(target, null, { mode: 'factory' });
    }
    return this.verifier.verify(target, fewOfEachType(models), { mode: 'model' });
  }

  /** As {@link verify}. @throws ProviderRefusedError with the results, when nothing answers */
  async demandValid(target: ProviderTarget, models: readonly NamedModel[]): Promise<VerificationReport> {
    const report = await this.verify(target, models);
    if (report.verdict === 'valid') return report;
    const data = { verdict: report.verdict, results: report.results.map(resultFields), models: report.models };
    const blocked = report.results.find(({ cause }) => cause === 'blocked_address');
    if (blocked) throw new BadInputError(blocked.message, { code: RetCode.DATA_ERROR, data });
    const said = report.results.find(({ verdict }) => verdict === report.verdict)?.message ?? '';
    const what = report.verdict === 'rejected' ? 'The provider refused the credential' : 'The credential could not be verified'; // prettier-ignore
    throw new ProviderRefusedError(said === '' ? what : `${what}: ${said}`, { data });
  }

  /** What the provider itself says it has. @throws ProviderRefusedError */
  async discover(target: ProviderTarget): Promise<readonly FoundModel[]> {
    try {
      return await this.verifier.listModels(target);
    } catch (error) {
      if (!(error instanceof ProviderCallError)) throw error;
      throw new ProviderRefusedError(`The provider did not list its models: ${error.providerText}`, {
        data: { cause: error.causeClass, upstream_status: error.upstreamStatus },
        cause: error,
      });
    }
  }
}

function isWholeFactory({ factory }: ProviderTarget, models: readonly NamedModel[]): boolean {
  const named = new Set(models.map(({ name, type }) => `${type}|${name}`));
  return named.size === factory.models.length && factory.models.every(({ name, type }) => named.has(`${type}|${name}`));
}

function fewOfEachType(models: readonly NamedModel[]): NamedModel[] {
  const types = [...new Set(models.map(({ type }) => type))];
  return types.flatMap((type) => models.filter((model) => model.type === type).slice(0, MOST_PER_TYPE));
}
