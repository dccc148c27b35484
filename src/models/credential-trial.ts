import { Injectable } from '@nestjs/common';
import { BadInputError, type FieldProblem } from '../kernel/app-error.js';
import { readCredential } from '../providers/credential-spec.js';
import { FactoryCatalog } from '../providers/factory-catalog.js';
import type { Factory } from '../providers/factory.js';
import { parseOutboundUrl } from '../providers/outbound/outbound-url.js';
import { ProviderVerifier } from '../providers/provider-verifier.js';
import type { NamedModel, VerificationReport } from '../providers/verification-report.js';
import { BUILTIN } from './model-request-rules.js';
import { FactoryNotAllowedError } from './models.errors.js';

/** A credential to be tried out. */
export interface Trial {
  factory: string;
  baseUrl: string;
  credential: Readonly<Record<string, unknown>>;
  models: readonly NamedModel[] | null;
}

/** Tries a credential without storing anything: whatever the provider says is an answer, only bad fields are errors. */
@Injectable()
export class CredentialTrial {
  constructor(
    private readonly catalog: FactoryCatalog,
    private readonly verifier: ProviderVerifier,
  ) {}

  /** @throws BadInputError for fields that are missing or malformed */
  run({ factory: name, baseUrl, credential, models }: Trial): Promise<VerificationReport> {
    const factory = name === BUILTIN ? undefined : this.catalog.find(name);
    if (!factory) throw new FactoryNotAllowedError(name, 'factory');
    const values = readOwnCredential(factory, credential, models);
    const target = { factory, baseUrl: readAddress(factory, baseUrl), credential: values };
    return this.verifier.verify(target, models, { mode: models ? 'model' : 'factory' });
  }
}

function readOwnCredential(factory: Factory, given: Trial['credential'], models: Trial['models']) {
  const type = models?.[0]?.type ?? null;
  const reading = readCredential(factory, given, type, { useDefaults: true });
  const problems: FieldProblem[] = [
    ...[...reading.missing, ...reading.blank].map((name) => problem(name, 'required', 'is required')),
    ...reading.wrongType.map((name) => problem(name, 'string', 'must be a string')),
    ...reading.invalid.map(({ name, message }) => ({ field: `credential.${name}`, rule: 'pattern', message })),
  ];
  if (problems.length > 0) throw new BadInputError(problems[0]?.message ?? '', { problems });
  return reading.credential;
}

function problem(name: string, rule: string, says: string): FieldProblem {
  return { field: `credential.${name}`, rule, message: `credential.${name} ${says}` };
}

function readAddress(factory: Factory, given: string): string {
  const address = given.trim() || (factory.baseUrl ?? '');
  const rule = address === '' && factory.baseUrlRequired ? 'required' : 'url';
  if (rule === 'url' && (address === '' || parseOutboundUrl(address))) return address;
  const message =
    rule === 'required' ? `base_url is required for ${factory.name}` : 'base_url must be an http or https URL';
  throw new BadInputError(message, { problems: [{ field: 'base_url', rule, message }] });
}
