import type { Cause } from '../failure-cause.js';
import type { ProviderTarget } from '../provider-adapter.js';
import { ProviderCallError } from '../provider-call-error.js';
import { jsonText, numberOf } from './json-value.js';
import { readWords } from './provider-words.js';
import { causeOfRefusal, MAX_READ } from './refusal-cause.js';
import { secretScrubber } from './secret-scrubber.js';

/** An answer that says no. */
export interface RefusedAnswer {
  status: number;
  body: string;
  retryAfter?: string;
  location?: string;
  /** Where the vendor's own code has decided it, and neither status nor words have to be judged. */
  cause?: Cause;
}

/** Finds a vendor's own code for a refusal, inside an answer of any status; null leaves the judgement to what all have in common. */
export type VendorCause = (json: object) => Cause | null;

const MAX_WORDS = 500;

/** The signature in an echoed `Authorization` of AWS and its imitators: made of the secret, though no one can get it back. */
const SIGNATURE = /(\bSignature=)[0-9a-f]{64}/gi;

/** Google's RetryInfo, which stands in the body (google.rpc, `error_details.proto`). */
const RETRY_INFO = /"retryDelay":\s*"(\d{1,6}(?:\.\d+)?)s"/;

/** The failure that a refusal is, with its words free of the target's secrets. */
export function refusal(
  target: ProviderTarget,
  { status, body, retryAfter, location, cause }: RefusedAnswer,
): ProviderCallError {
  const decided = cause ?? causeOfRefusal(status, readWords(body.slice(0, MAX_READ)));
  const text =
    location === undefined ? wordsOf(target, body) : scrub(target, `Redirected to ${withoutQuery(location)}`);
  return new ProviderCallError(decided, text === '' ? `HTTP ${status}` : bounded(text), {
    upstreamStatus: status,
    retryAfterSeconds: retryAfterSeconds(retryAfter ?? '') ?? retryInfoSeconds(body),
  });
}

/** An answer of status 200 that is not what the call is for; says what came instead. */
export function badAnswer(target: ProviderTarget, problem: string, came: unknown, status = 200): ProviderCallError {
  const text = wordsOf(target, typeof came === 'string' ? came : jsonText(came ?? ''));
  return new ProviderCallError('bad_answer', bounded(text === '' ? problem : `${problem}: ${text}`), {
    upstreamStatus: status,
  });
}

/** Throws when the vendor's own code in an answer says no. */
export function demandNoVendorRefusal(target: ProviderTarget, json: object, causeIn: VendorCause | undefined): void {
  const cause = causeIn?.(json) ?? null;
  if (cause !== null) throw refusal(target, { status: 200, body: jsonText(json), cause });
}

/** The refusal inside a 200, as a status; null when there is none. */
export function embeddedRefusal(json: object): number | null {
  const error = 'error' in json ? json.error : null;
  if (typeof error === 'string') return error === '' ? null : 400;
  if (typeof error !== 'object' || error === null) return null;
  const code = 'code' in error ? numberOf(error.code) : Number.NaN;
  return code >= 400 && code < 600 ? code : 400;
}

/** Scrubbed before anything is cut off, so that no half of a secret stays at an end. */
function wordsOf(target: ProviderTarget, body: string): string {
  return scrub(target, readWords(scrub(target, body).slice(0, MAX_READ)).text);
}

function scrub(target: ProviderTarget, text: string): string {
  const fields = target.factory.credentialFields.filter(({ secret }) => secret);
  const unsigned = text.replace(SIGNATURE, '$1***');
  return secretScrubber(fields.map(({ name }) => target.credential[name] ?? ''))(unsigned);
}

/** An address may be signed there, with a secret that is none of the target's. */
function withoutQuery(location: string): string {
  return location.replace(/[?#].*$/s, '');
}

function bounded(text: string): string {
  return text.length > MAX_WORDS ? `${text.slice(0, MAX_WORDS - 1)}…` : text;
}

function retryInfoSeconds(body: string): number | null {
  const seconds = RETRY_INFO.exec(body.slice(0, MAX_READ))?.[1];
  return seconds === undefined ? null : Math.ceil(Number(seconds));
}

function retryAfterSeconds(text: string): number | null {
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}
