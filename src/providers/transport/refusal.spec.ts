import { catalogFactory } from '../../../test/support/fake-provider/fake-target.js';
import { refusal } from './refusal.js';

describe('refusal', () => {
  const target = {
    factory: catalogFactory('Bedrock'),
    baseUrl: '',
    credential: { bedrock_ak: 'AKIAOFATENANT', bedrock_sk: 'secret-of-a-tenant', bedrock_region: 'eu-central-1' },
  };

  it('leaves no key and no signature in an authorization that is repeated', () => {
    const message = `Authorization=AWS4-HMAC-SHA256 Credential=AKIAOFATENANT/20260102/eu-central-1/bedrock/aws4_request, Signature=${'0123456789abcdef'.repeat(4)} is wrong`;

    expect(refusal(target, { status: 403, body: JSON.stringify({ message }) }).providerText).toBe(
      'Authorization=AWS4-HMAC-SHA256 Credential=***/20260102/eu-central-1/bedrock/aws4_request, Signature=*** is wrong',
    );
  });

  it.each([
    ['7', '{}', 7],
    ['Wed, 21 Oct 2026 07:28:00 GMT', '{}', null],
    ['', '{"error":{"details":[{"retryDelay":"36.5s"}]}}', 37],
    ['', '{"retryDelay":"soon"}', null],
  ])('reads how long to wait from %j and %s', (retryAfter, body, seconds) => {
    expect(refusal(target, { status: 429, body, retryAfter }).retryAfterSeconds).toBe(seconds);
  });
});
