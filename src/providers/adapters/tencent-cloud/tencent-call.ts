import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp, ProviderRequest } from '../../transport/provider-http.js';
import { fieldsOf } from '../answer-shape.js';
import { withSecret } from '../derived-secret.js';
import { tc3Signed } from './tc3-signature.js';
import { tencentCause, tencentErrorCode } from './tencent-cause.js';

const CONTENT_TYPE = 'application/json';

/** A product of Tencent Cloud, and the credential fields that open it. */
export interface TencentProduct {
  service: string;
  version: string;
  idField: string;
  keyField: string;
}

export interface TencentAction {
  name: string;
  body: object;
  /** Error codes that are an answer to the caller instead of a refusal. */
  expected?: readonly string[];
}

/** Calls an action; resolves with the fields inside `Response`. */
export async function callTencent(
  http: ProviderHttp,
  product: TencentProduct,
  target: ProviderTarget,
  action: TencentAction,
  options: CallOptions,
): Promise<Readonly<Record<string, unknown>>> {
  const signed = signedCall(product, target, action);
  return fieldsOf(fieldsOf(await http.sendJson(signed.target, signed.request, options))['Response']);
}

/** The signed request, and the target whose words are free of the signature too. */
export function signedCall(
  { service, version, idField, keyField }: TencentProduct,
  target: ProviderTarget,
  { name, body, expected = [] }: TencentAction,
): { target: ProviderTarget; request: ProviderRequest } {
  const { host, pathname: path, href: url } = new URL(target.baseUrl);
  const timestamp = Math.floor(Date.now() / 1000);
  const bytes = Buffer.from(JSON.stringify(body));
  const [secretId, secretKey] = [target.credential[idField] ?? '', target.credential[keyField] ?? ''];
  const { authorization, signature } = tc3Signed(
    { service, host, path, contentType: CONTENT_TYPE, body: bytes, timestamp },
    secretId,
    secretKey,
  );
  const headers = {
    authorization,
    'content-type': CONTENT_TYPE,
    'x-tc-action': name,
    'x-tc-timestamp': String(timestamp),
    'x-tc-version': version,
  };
  return {
    target: withSecret(target, 'signature', signature),
    request: {
      method: 'POST',
      url,
      headers,
      body: bytes,
      causeIn: (json) => (expected.includes(tencentErrorCode(json) ?? '') ? null : tencentCause(json)),
    },
  };
}
