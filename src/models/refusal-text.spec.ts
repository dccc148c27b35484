import type { Cause } from '../providers/failure-cause.js';
import { FactoryCatalog } from '../providers/factory-catalog.js';
import type { TypeResult } from '../providers/verification-report.js';
import type { ModelPlan } from './model-request.js';
import { refusalText } from './refusal-text.js';

const catalog = new FactoryCatalog();

const whole = (name: string): ModelPlan => ({ factory: catalog.find(name)!, credential: {}, baseUrl: '', model: null });
const single = (name: string): ModelPlan => ({
  ...whole(name),
  model: { name: 'm', type: 'chat', maxTokens: 1 },
});

function result(
  type: TypeResult['type'],
  message: string,
  cause: Cause = 'unauthorized',
  upstreamStatus: number | null = 401,
): TypeResult {
  const model = type === null ? null : 'm';
  return { type, model, verdict: 'rejected', cause, message, hint: '', upstreamStatus, durationMs: 1 };
}

describe('refusalText', () => {
  it.each([
    ['embedding', '\nFail to access embedding model(m).No.'],
    ['chat', '\nFail to access model(Jina/m).No.'],
    ['rerank', 'Fail to access model(Jina/m).No.'],
  ] as const)('words a whole factory by its %s model', (type, text) => {
    expect(refusalText(whole('Jina'), [result(type, 'No.')], 'models')).toBe(text);
  });

  it.each([
    ['embedding', '\nFail to access embedding model(VLLM/m).No.'],
    ['chat', '\nFail to access model(VLLM/m).No.'],
    ['rerank', 'Fail to access model(VLLM/m).No.'],
    ['image2text', '\nFail to access model(VLLM/m).No.'],
    ['tts', '\nFail to access model(VLLM/m).No.'],
    ['speech2text', '\nFail to access model(VLLM/m).No.'],
  ] as const)('words a single %s model', (type, text) => {
    expect(refusalText(single('VLLM'), [result(type, 'No.')], 'models')).toBe(text);
  });

  it('says "using this api key" in user mode', () => {
    const results = [result('embedding', 'No.'), result('rerank', 'No.')];
    expect(refusalText(whole('Jina'), results, 'user-mode')).toBe(
      '\nFail to access embedding model(m) using this api key.No.Fail to access model(Jina/m) using this api key.No.',
    );
  });

  it('tells embedding, chat and rerank in this order, whatever came first', () => {
    const results = [result('rerank', 'R'), result('chat', 'C'), result('embedding', 'E')];
    expect(refusalText(whole('SILICONFLOW'), results, 'models')).toBe(
      '\nFail to access embedding model(m).E\nFail to access model(SILICONFLOW/m).CFail to access model(SILICONFLOW/m).R',
    );
    expect(results.map(({ type }) => type)).toEqual(['rerank', 'chat', 'embedding']);
  });

  it('says of an answer without scores that the model is none for rerank, in either wording', () => {
    const results = [result('rerank', 'The answer has no scores', 'bad_answer', 200)];
    expect(refusalText(single('VLLM'), results, 'models')).toBe('VLLM does not support this model(VLLM/m)');
    expect(refusalText(single('VLLM'), results, 'user-mode')).toBe('VLLM does not support this model(VLLM/m)');
  });

  it.each([
    ['of a whole factory', whole('Jina'), 'bad_answer', 200],
    ['that failed', single('Jina'), 'bad_answer', 500],
    ['that was refused', single('Jina'), 'unauthorized', 401],
  ] as const)('keeps the usual form for a rerank model %s', (_which, plan, cause, status) => {
    expect(refusalText(plan, [result('rerank', 'X', cause, status)], 'models')).toBe('Fail to access model(Jina/m).X');
  });
});
