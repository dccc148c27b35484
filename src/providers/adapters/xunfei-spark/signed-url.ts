import { createHmac } from 'node:crypto';

export interface SignedUrl {
  url: string;
  /** What must not come up in a failure, beside the credential. */
  signature: string;
}

/** "接口鉴权" of xfyun's web APIs: the host, the date and the request line are signed, and all of it goes into the query. */
export function signedUrl(endpoint: string, apiKey: string, apiSecret: string, time: number): SignedUrl {
  const url = new URL(endpoint);
  const date = new Date(time).toUTCString();
  const signature = createHmac('sha256', apiSecret)
    .update(`host: ${url.host}\ndate: ${date}\nGET ${url.pathname} HTTP/1.1`)
    .digest('base64');
  const claim = `api_key="${apiKey}", algorithm="hmac-sha256", headers="host date request-line", signature="${signature}"`;
  const query = new URLSearchParams({ authorization: Buffer.from(claim).toString('base64'), date, host: url.host });
  return { url: `${url.href}?${query.toString()}`, signature };
}
