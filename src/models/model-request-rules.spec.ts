import { isNativeError } from 'node:util/types';
import fc from 'fast-check';
import { BadInputError } from '../kernel/app-error.js';
import { MODEL_TYPES } from '../kernel/model-type.js';
import { RetCode } from '../kernel/ret-code.js';
import { FactoryCatalog } from '../providers/factory-catalog.js';
import { ModelRequestRules } from './model-request-rules.js';
import type { ModelRequest } from './model-request.js';

const catalog = new FactoryCatalog();
const rules = new ModelRequestRules(catalog);

const refusal = (request: ModelRequest): unknown => {
  try {
    return rules.plan(request);
  } catch (error) {
    return error;
  }
};

describe('ModelRequestRules', () => {
  describe('findFactory', () => {
    it.each(['Builtin', 'Nobody', 'openai', '__proto__', ''])('does not allow %j', (name) => {
      expect(() => rules.findFactory(name)).toThrow(new BadInputError(`LLM factory ${name} is not allowed`));
    });

    it('finds all others of the catalog', () => {
      const others = catalog.list().filter(({ name }) => name !== 'Builtin');
      expect(others.every((factory) => rules.findFactory(factory.name) === factory)).toBe(true);
    });
  });

  describe('plan', () => {
    const OPENAI = { llm_factory: 'OpenAI', api_key: 'k' };

    it('plans a whole factory at its own address', () => {
      expect(rules.plan(OPENAI)).toEqual({
        factory: catalog.find('OpenAI'),
        credential: { api_key: 'k' },
        baseUrl: '',
        model: null,
      });
    });

    it('plans one model, bare and trimmed, with its limit', () => {
      const request = { llm_factory: 'VLLM', api_key: 'k', base_url: ' http://h/v1 ', llm_name: ' m___VLLM ' };
      const plan = rules.plan({ ...request, model_type: 'vision', max_tokens: 100 });
      expect(plan).toMatchObject({ baseUrl: 'http://h/v1', model: { name: 'm', type: 'image2text', maxTokens: 100 } });
    });

    it('assumes 8192 tokens when nobody says more', () => {
      const { model } = rules.plan({ ...OPENAI, llm_name: 'm', model_type: 'chat', max_tokens: null });
      expect(model).toEqual({ name: 'm', type: 'chat', maxTokens: 8192 });
    });

    it.each<[ModelRequest, string]>([
      [{ ...OPENAI, model_type: 'chat' }, 'llm_name is required when adding an individual model'],
      [{ ...OPENAI, llm_name: '' }, 'llm_name is required when adding an individual model'],
      [{ ...OPENAI, llm_name: ' ' }, 'llm_name is required and cannot be empty for individual model addition'],
      [{ ...OPENAI, llm_name: 'm' }, 'model_type is required when adding an individual model'],
      [{ ...OPENAI, llm_name: 'm', model_type: null }, 'model_type is required when adding an individual model'],
      [
        { ...OPENAI, llm_name: 'm', model_type: 'toString' },
        'model_type must be one of: chat, embedding, rerank, image2text, speech2text, tts',
      ],
      [{ ...OPENAI, llm_name: 'm', model_type: 'rerank' }, 'Re-rank model from OpenAI is not supported yet.'],
      [{ llm_factory: 'VLLM', api_key: 'k' }, 'base_url is required for VLLM'],
      [
        { llm_factory: 'Ollama', llm_name: 'm', model_type: 'chat' },
        'api_base is required for local/self-hosted models when api_key is not provided',
      ],
      [{ llm_factory: 'Ollama', api_key: 'k' }, 'base_url is required for Ollama'],
      [{ ...OPENAI, base_url: 'h:80' }, 'Invalid base_url: h:80'],
      [{ ...OPENAI, api_base: 'ftp://anna:pw@h' }, 'Invalid base_url: ftp://***@h'],
      [{ llm_factory: 'VLLM', api_key: 'k', base_url: 'http://h/v1' }, 'llm_name and model_type are required for VLLM'],
    ])('refuses %j', (request, message) => {
      expect(refusal(request)).toEqual(new BadInputError(message));
    });

    it('says with the code of data why a factory is unavailable, when all else is right', () => {
      expect(refusal({ llm_factory: 'FastEmbed' })).toMatchObject({
        message: "FastEmbed runs inside RAGFlow's own process; there is no server to call",
        code: RetCode.DATA_ERROR,
      });
    });

    it('plans, or refuses as bad input, whatever it is given', () => {
      const text = fc.oneof(fc.constantFrom('', ' ', 'm', 'chat', 'http://h/v1', '{}', '__proto__'), fc.string());
      const optional = fc.option(text);
      const request = fc.record(
        {
          llm_factory: fc.oneof(fc.constantFrom(...catalog.list().map(({ name }) => name)), text),
          api_key: fc.oneof(optional, fc.dictionary(text, fc.jsonValue())),
          base_url: optional,
          llm_name: optional,
          model_type: fc.oneof(optional, fc.constantFrom(...MODEL_TYPES)),
        },
        { requiredKeys: ['llm_factory'] },
      );
      const isForeseen = (outcome: unknown) => !isNativeError(outcome) || outcome instanceof BadInputError;
      fc.assert(
        fc.property(request, (given) => {
          expect(isForeseen(refusal(given))).toBe(true);
        }),
      );
    });
  });
});
