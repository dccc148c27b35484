import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { fieldsOf } from '../answer-shape.js';
import { withSecret } from '../derived-secret.js';
import { bceAuthorization } from './bce-signature.js';
import { iamCause } from './qianfan-cause.js';
import type { Token, TokenCache } from './token-cache.js';

const IAM = 'https://iam.bj.baidubce.com';
const PATH = '/v1/BCE-BEARER/token';
const VALID_SECONDS = 86_400;
/** Far longer than any of the vendor's; another base has its own, and what is kept must be bounded. */
const MAX_TOKEN_LENGTH = 8192;

/** The target with a bearer beside its credential: the key itself where it is one, else a token for the pair. */
export async function withBearer(
  http: ProviderHttp,
  cache: TokenCache,
  target: ProviderTarget,
  options: CallOptions,
): Promise<ProviderTarget> {
  const { yiyan_ak: key = '' } = target.credential;
  const bearer = key.startsWith('bce-v3/')
    ? key
    : await cache.get(pairOf(target), () => tokenFor(http, target, options));
  return withSecret(target, 'bearer', bearer);
}

/** What a token is good for: the pair, at the place that made it. */
export function pairOf(target: ProviderTarget): readonly string[] {
  return [tokenOrigin(target), target.credential['yiyan_ak'] ?? '', target.credential['yiyan_sk'] ?? ''];
}

/** "Creating a bearer token" (cloud.baidu.com/doc/WENXINWORKSHOP/s/vm40x9q45). */
async function tokenFor(http: ProviderHttp, target: ProviderTarget, options: CallOptions): Promise<Token> {
  const url = new URL(`${PATH}?expireInSeconds=${VALID_SECONDS}`, tokenOrigin(target));
  const time = Date.now();
  const signed = { host: url.host, path: PATH, query: [...url.searchParams], time };
  const { yiyan_ak: accessKey = '', yiyan_sk: secretKey = '' } = target.credential;
  const authorization = bceAuthorization(signed, accessKey, secretKey);
  const careful = withSecret(target, 'signature', authorization.slice(authorization.lastIndexOf('/') + 1));
  const json = await http.sendJson(
    careful,
    { method: 'GET', url: url.href, headers: { authorization }, causeIn: iamCause },
    options,
  );
  const { token, expireTime } = fieldsOf(json);
  if (typeof token !== 'string' || token === '' || token.length > MAX_TOKEN_LENGTH)
    throw badAnswer(careful, 'The answer has no token', '');
  const expires = typeof expireTime === 'string' ? Date.parse(expireTime) : Number.NaN;
  return { value: token, expires: Number.isNaN(expires) ? time + VALID_SECONDS * 1000 : expires };
}

/** Another base than the vendor's own serves both: a proxy that a user has set up. */
function tokenOrigin({ baseUrl }: ProviderTarget): string {
  const { hostname, origin } = new URL(baseUrl);
  return hostname.endsWith('.baidubce.com') ? IAM : origin;
}
