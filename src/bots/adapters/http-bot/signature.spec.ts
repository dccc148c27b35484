import { signatureOf, signatureProblem } from './signature.js';

const BODY = Buffer.from('{"session_id":"é"}');
const NOW = 1_700_000_000;
const good = signatureOf('secret', String(NOW), BODY);

describe('signatures of HTTP bots', () => {
  it('are an HMAC over time and body', () => {
    expect(signatureOf('secret', '1700000000', 'hello')).toBe(
      'sha256=47b1df0ab12338b2685470b0d2b37033add7c3b2bc8172f313e77413f1bb78c8',
    );
  });

  it.each([
    ['good', String(NOW), good, NOW, null],
    ['300 s late', String(NOW), good, NOW + 300, null],
    ['301 s late', String(NOW), good, NOW + 301, 'X-LB-Timestamp must be in seconds, and within 300 of now'],
    ['301 s early', String(NOW), good, NOW - 301, 'X-LB-Timestamp must be in seconds, and within 300 of now'],
    ['no number', '1.7e9', good, NOW, 'X-LB-Timestamp must be in seconds, and within 300 of now'],
    ['no time', undefined, good, NOW, 'X-LB-Timestamp and X-LB-Signature are required'],
    ['no signature', String(NOW), undefined, NOW, 'X-LB-Timestamp and X-LB-Signature are required'],
    ['of another time', String(NOW + 1), good, NOW, 'X-LB-Signature is wrong'],
    ['cut', String(NOW), good.slice(0, -1), NOW, 'X-LB-Signature is wrong'],
  ])('%s', (_name, timestamp, signature, now, problem) => {
    expect(signatureProblem('secret', timestamp, signature, BODY, now)).toBe(problem);
  });
});
