import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import type { ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import { parseOutboundUrl } from '../../outbound/outbound-url.js';
import { fieldsOf } from '../answer-shape.js';
import { parsedJson } from '../../transport/json-value.js';

/** Who calls Google, as the JSON says that Google gives out for a service account. */
export interface ServiceAccount {
  clientEmail: string;
  privateKey: KeyObject;
  privateKeyId: string;
  tokenUri: string;
}

const TOKEN_URI = 'https://oauth2.googleapis.com/token';
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
/** The longest that Google takes. */
const LIFETIME_SECONDS = 3600;

/** Reads the credential's field, or says without repeating it what is wrong with it. */
export function serviceAccountOf({ credential }: ProviderTarget): ServiceAccount {
  const json = parsed(Buffer.from(credential['google_service_account_key'] ?? '', 'base64').toString());
  if (json === null) throw unusable("is not the base64 of a service account's JSON");
  const { client_email: email, private_key: pem, private_key_id: id, token_uri: uri = TOKEN_URI } = json;
  if (typeof email !== 'string' || typeof pem !== 'string')
    throw unusable('has no client_email and private_key: it is not that of a service account');
  if (typeof uri !== 'string' || parseOutboundUrl(uri) === null)
    throw unusable('has a token_uri that cannot be called');
  return { clientEmail: email, privateKey: keyOf(pem), privateKeyId: typeof id === 'string' ? id : '', tokenUri: uri };
}

/** A JWT that a token is given for (developers.google.com, "Using OAuth 2.0 for Server to Server Applications"). */
export function signedAssertion(account: ServiceAccount, issuedAt: number): string {
  const { clientEmail: iss, privateKeyId: kid, tokenUri: aud } = account;
  const header = { alg: 'RS256', typ: 'JWT', ...(kid === '' ? {} : { kid }) };
  const claims = { iss, scope: SCOPE, aud, iat: issuedAt, exp: issuedAt + LIFETIME_SECONDS };
  const content = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${content}.${sign('sha256', Buffer.from(content), account.privateKey).toString('base64url')}`;
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  const json = parsedJson(text);
  return typeof json === 'object' && json !== null ? fieldsOf(json) : null;
}

function keyOf(pem: string): KeyObject {
  const key = readKey(pem);
  if (key?.asymmetricKeyType !== 'rsa') throw unusable('has a private_key that cannot be read');
  return key;
}

function readKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

function unusable(problem: string): ProviderCallError {
  return new ProviderCallError('unauthorized', `The service account key ${problem}`);
}
