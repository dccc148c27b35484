import { isNativeError } from 'node:util/types';
import type { Cause } from '../failure-cause.js';
import { findBlockedAddress } from '../outbound/blocked-address-error.js';
import { ProviderCallError } from '../provider-call-error.js';

const CAUSE_BY_CODE: Readonly<Record<string, Cause>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  ENODATA: 'dns',
  ECONNREFUSED: 'connection_refused',
  ECONNRESET: 'connection_refused',
  EHOSTUNREACH: 'connection_refused',
  ENETUNREACH: 'connection_refused',
  EADDRNOTAVAIL: 'connection_refused',
  EPIPE: 'connection_refused',
  UND_ERR_SOCKET: 'connection_refused',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  EPROTO: 'tls',
  // A header that cannot be sent: the only part of a request that the user wrote into one is the credential.
  UND_ERR_INVALID_ARG: 'unauthorized',
  ERR_INVALID_CHAR: 'unauthorized',
};

export const UNSENDABLE_CREDENTIAL = 'The credential has characters that cannot be sent in a header';

const TLS_CODE = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/;

/** Newer Node versions tell operators about a flag of theirs; users of ours can do nothing with it. */
const NODE_ADVICE = /; if the root CA is installed locally.*$/s;

/** Turns what a socket, TLS or the clock said into our one failure. */
export function connectionFailure(error: unknown, signal: AbortSignal): ProviderCallError {
  const blocked = findBlockedAddress(error);
  if (blocked !== null) return new ProviderCallError('blocked_address', blocked.message, { cause: error });
  const causeClass = signal.aborted ? 'timeout' : causeOf(error);
  return new ProviderCallError(causeClass, sentenceOf(causeClass, error), { cause: error });
}

function causeOf(error: unknown): Cause {
  const code = codeOf(error);
  if (TLS_CODE.test(code)) return 'tls';
  return Object.hasOwn(CAUSE_BY_CODE, code) ? (CAUSE_BY_CODE[code] ?? 'bad_answer') : 'bad_answer';
}

function sentenceOf(cause: Cause, error: unknown): string {
  if (cause === 'timeout') return 'No answer in time';
  if (cause === 'unauthorized') return UNSENDABLE_CREDENTIAL;
  const code = codeOf(error);
  const message = isNativeError(error) ? error.message.replace(NODE_ADVICE, '') : '';
  return code === '' || message.includes(code) ? message : `${code}: ${message}`;
}

function codeOf(error: unknown): string {
  const code = isNativeError(error) && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
