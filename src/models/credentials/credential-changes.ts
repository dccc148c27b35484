import { BadInputError } from '../../kernel/app-error.js';
import { looksMasked, maskSecret } from '../../kernel/secret-mask.js';
import type { CredentialField, Factory } from '../../providers/factory.js';
import type { CredentialValues } from '../credential-vault.js';

/** A credential's fields as they may be shown: secret ones masked. */
export function maskCredential({ credentialFields }: Factory, values: CredentialValues): CredentialValues {
  const shown = credentialFields.flatMap((field) => {
    const value = values[field.name];
    return value === undefined ? [] : [[field.name, showField(field, value)] as const];
  });
  return Object.fromEntries(shown);
}

export interface MergedCredential {
  values: Record<string, unknown>;
  /** Whether a secret of the stored credential stays in use. */
  keepsSecret: boolean;
}

/**
 * Puts what was given over what is stored: a field left out, or sent back as the mask that we would draw, stays;
 * null or an empty text takes it away.
 * @throws BadInputError for any other mask: nobody's secret looks so
 */
export function mergeCredential(
  { credentialFields }: Factory,
  stored: CredentialValues,
  given: Readonly<Record<string, unknown>>,
): MergedCredential {
  const values: Record<string, unknown> = { ...given };
  let keepsSecret = false;
  for (const field of credentialFields) {
    const { name } = field;
    const former = stored[name];
    const next = Object.hasOwn(given, name) ? given[name] : undefined;
    const isKept = next === undefined || (former !== undefined && next === showField(field, former));
    if (!isKept && field.secret && typeof next === 'string' && looksMasked(next)) throw maskedError(name);
    if (isKept && former !== undefined) {
      values[name] = former;
      keepsSecret ||= field.secret;
    }
  }
  return { values, keepsSecret };
}

/** A secret that was given to one server must not be sent to another: a new address needs it again. */
export function secretNeededError(): BadInputError {
  return BadInputError.inField(
    'credential',
    'required',
    'base_url can only be changed together with the whole credential',
  );
}

function showField({ secret }: CredentialField, value: string): string {
  return secret ? maskSecret(value) : value;
}

function maskedError(name: string): BadInputError {
  return BadInputError.inField(
    `credential.${name}`,
    'masked',
    `credential.${name} is masked and not the one that is stored; send the whole value`,
  );
}
