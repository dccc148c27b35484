import { readJsonBody } from '../request-body.js';
import { forwardedBody } from './forwarded-body.js';
import type { ForwardPlan } from './forward-plan.js';

const PLAN: ForwardPlan = {
  origin: 'http://127.0.0.1',
  path: '/v1/chat/completions',
  headers: [],
  start: '',
  model: 'up',
  fields: {},
  extraFields: {},
  renames: {},
  isPlain: true,
  usageMustBeAsked: true,
};

function forwarded(text: string, plan: Partial<ForwardPlan> = {}, isStream = false): string {
  const isPlain = Object.keys(plan).length === 0;
  return forwardedBody(readJsonBody(Buffer.from(text)), { ...PLAN, ...plan, isPlain }, isStream).bytes.toString();
}

describe('forwardedBody', () => {
  it('leaves a body alone that is as it should be', () => {
    expect(forwarded('{"model":"up","n":12345678901234567890}')).toBe('{"model":"up","n":12345678901234567890}');
  });

  it('names the model as the provider does', () => {
    expect(forwarded('{"model":"alias"}')).toBe('{"model":"up"}');
    expect(forwarded('{}')).toBe('{"model":"up"}');
  });

  it.each(['{"model":"dear","model":"up"}', '{"mo\\u0064el":"dear","model":"up"}'])(
    'lets no second model through: %s',
    (text) => {
      expect(forwarded(text)).not.toContain('dear');
    },
  );

  it('asks for the usage of a stream, beside what else is asked', () => {
    expect(forwarded('{"model":"up","stream_options":{"a":1}}', {}, true)).toBe(
      '{"model":"up","stream_options":{"a":1,"include_usage":true}}',
    );
  });

  it('holds the client to what the owner wants, and adds what it left out', () => {
    const plan = { fields: { provider: 'owner' }, extraFields: { top_k: 1, seed: 2 } };
    expect(forwarded('{"model":"up","provider":"client","seed":3}', plan)).toBe(
      '{"model":"up","provider":"owner","seed":3,"top_k":1}',
    );
  });
});
