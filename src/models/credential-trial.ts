import { Injectable } from '@nestjs/common';
import { FactoryCatalog } from '../providers/factory-catalog.js';
import { ProviderVerifier } from '../providers/provider-verifier.js';
import type { NamedModel, VerificationReport } from '../providers/verification-report.js';
import { findOwnFactory, readOwnAddress, readOwnCredential } from './own-credential.js';

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
    const factory = findOwnFactory(this.catalog, name);
    const values = readOwnCredential(factory, credential, models?.[0]?.type ?? null);
    const target = { factory, baseUrl: readOwnAddress(factory, baseUrl), credential: values };
    return this.verifier.verify(target, models, { mode: models ? 'model' : 'factory' });
  }
}
