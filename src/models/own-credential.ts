import { BadInputError, type FieldProblem } from '../kernel/app-error.js';
import type { ModelType } from '../kernel/model-type.js';
import { readCredential } from '../providers/credential-spec.js';
import type { FactoryCatalog } from '../providers/factory-catalog.js';
import type { Factory } from '../providers/factory.js';
import { parseOutboundUrl } from '../providers/outbound/outbound-url.js';
import type { CredentialValues } from './credential-vault.js';
import { BUILTIN } from './model-request-rules.js';
import { FactoryNotAllowedError } from './models.errors.js';

/** A factory that our own surface may connect. @throws FactoryNotAllowedError */
export function findOwnFactory(catalog: FactoryCatalog, name: string): Factory {
  const factory = name === BUILTIN ? undefined : catalog.find(name);
  if (!factory) throw new FactoryNotAllowedError(name, 'factory');
  return factory;
}

/** In which others may be folded, whatever the factory. */
const FOLDED = 'api_key';

/** A mistyped name would leave what it stands for as it was. @throws BadInputError naming every one of them */
export function demandKnownFields(factory: Factory, given: Readonly<Record<string, unknown>>): void {
  const known = new Set([FOLDED, ...factory.credentialFields.map(({ name }) => name)]);
  const unknown = Object.keys(given).filter((name) => !known.has(name));
  const problems = unknown.map((name) => problem(name, 'unknown', `is not known to ${factory.name}`));
  if (problems[0]) throw new BadInputError(problems[0].message, { problems });
}

/**
 * The credential that a request of our own surface holds.
 * @param type of the models it is for; null for all
 * @throws BadInputError naming every field that is not known, or else missing or malformed
 */
export function readOwnCredential(
  factory: Factory,
  given: Readonly<Record<string, unknown>>,
  type: ModelType | null,
): CredentialValues {
  demandKnownFields(factory, given);
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

/** The address to call; the factory's own when none is given. @throws BadInputError */
export function readOwnAddress(factory: Factory, given: string): string {
  const address = given.trim() || (factory.baseUrl ?? '');
  const rule = address === '' && factory.baseUrlRequired ? 'required' : 'url';
  if (rule === 'url' && (address === '' || parseOutboundUrl(address))) return address;
  const message =
    rule === 'required' ? `base_url is required for ${factory.name}` : 'base_url must be an http or https URL';
  throw BadInputError.inField('base_url', rule, message);
}
