import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import { numberOf } from '../../transport/json-value.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { fieldsOf } from '../answer-shape.js';
import { withSecret } from '../derived-secret.js';
import { serviceAccountOf, signedAssertion } from './service-account.js';

const MAX_TOKENS = 1000;
/** Far longer than any of Google's; the endpoint is one that the credential names, and what is kept must be bounded. */
const MAX_TOKEN_LENGTH = 8192;
/** A token that ends while a call is on its way is as good as none. */
const MARGIN_SECONDS = 120;

/** The tokens that service accounts get for their keys, each kept until shortly before its end; in memory alone. */
export class AccessTokens {
  /** By a hash of the credential: whoever reads a dump of the memory finds no second copy of a key. */
  private readonly tokens = new LRUCache<string, string>({ max: MAX_TOKENS });

  constructor(private readonly http: ProviderHttp) {}

  /** The target with its token, as one more secret that no text may show. */
  async signIn(target: ProviderTarget, options: CallOptions): Promise<ProviderTarget> {
    const known = this.tokens.get(keyOf(target));
    return withSecret(target, 'access_token', known ?? (await this.request(target, options)));
  }

  /** For a token that was refused: Google may have taken it back before its end. */
  forget(target: ProviderTarget): void {
    this.tokens.delete(keyOf(target));
  }

  private async request(target: ProviderTarget, options: CallOptions): Promise<string> {
    const account = serviceAccountOf(target);
    const assertion = signedAssertion(account, Math.floor(Date.now() / 1000));
    const form = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
    const asking = withSecret(target, 'assertion', assertion);
    const json = await this.http
      .sendJson(
        asking,
        {
          method: 'POST',
          url: account.tokenUri,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: Buffer.from(form.toString()),
        },
        options,
      )
      .catch((error: unknown) => Promise.reject(aboutTheAccount(error)));
    const { access_token: token, expires_in: seconds } = fieldsOf(json);
    // What else is in the answer may be a token too, so that none of it is shown.
    if (typeof token !== 'string' || token === '' || token.length > MAX_TOKEN_LENGTH)
      throw badAnswer(asking, 'The answer has no access token', '');
    const ttl = (numberOf(seconds) - MARGIN_SECONDS) * 1000;
    if (ttl > 0) this.tokens.set(keyOf(target), token, { ttl });
    return token;
  }
}

/** Whatever the token endpoint calls a bad request (`invalid_grant`, `invalid_client`) is about the account and its key. */
function aboutTheAccount(error: unknown): unknown {
  if (!(error instanceof ProviderCallError) || error.upstreamStatus !== 400) return error;
  const { providerText, upstreamStatus, retryAfterSeconds } = error;
  return new ProviderCallError('unauthorized', providerText, { upstreamStatus, retryAfterSeconds, cause: error });
}

function keyOf({ credential }: ProviderTarget): string {
  return createHash('sha256')
    .update(credential['google_service_account_key'] ?? '')
    .digest('base64');
}
