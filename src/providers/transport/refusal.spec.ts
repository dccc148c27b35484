import { catalogFactory } from '../../../test/support/fake-provider/fake-target.js';
import { badAnswer, embeddedRefusal, refusal } from './refusal.js';

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

  it('takes an answer that is nested too deeply to be written down', () => {
    const deep = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000)) as unknown;

    expect(badAnswer(target, 'The answer is not a list', deep)).toMatchObject({
      causeClass: 'bad_answer',
      providerText: 'The answer is not a list',
    });
  });

  it('takes a code that is neither number nor text for none', () => {
    expect(embeddedRefusal({ error: { code: { valueOf: null, toString: null } } })).toBe(400);
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
