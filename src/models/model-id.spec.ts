import fc from 'fast-check';
import { FactoryCatalog } from '../providers/factory-catalog.js';
import { bareName, parseModelId } from './model-id.js';

const FACTORIES = new FactoryCatalog().list().map(({ name }) => name);
const isFactory = (name: string) => FACTORIES.includes(name);

const anyText = fc.string({ unit: 'binary', maxLength: 40 });
const aFactory = fc.constantFrom(...FACTORIES);

describe('parseModelId', () => {
  it.each([
    ['gpt-4o-mini', 'gpt-4o-mini', null],
    ['gpt-4o-mini@OpenAI', 'gpt-4o-mini', 'OpenAI'],
    ['library/llama3.2:3b@Ollama', 'library/llama3.2:3b', 'Ollama'],
    ['BAAI/bge-m3@Builtin', 'BAAI/bge-m3', 'Builtin'],
    ['team@home', 'team@home', null],
    ['gpt-4o-mini@openai', 'gpt-4o-mini@openai', null],
    ['gpt-4o-mini@', 'gpt-4o-mini@', null],
    ['@OpenAI', '', 'OpenAI'],
    ['@', '@', null],
    ['', '', null],
    ['team@home@Ollama', 'team@home', 'Ollama'],
    ['a@b@nobody', 'a@b', 'nobody'],
    ['a@@', 'a@', ''],
    ['qwen3___VLLM@VLLM', 'qwen3___VLLM', 'VLLM'],
    ['m@__proto__', 'm@__proto__', null],
  ])('splits %j', (id, name, factory) => {
    expect(parseModelId(id, isFactory)).toEqual({ name, factory });
  });

  it('gets back every name and factory that are joined', () => {
    fc.assert(
      fc.property(anyText, aFactory, (name, factory) => {
        expect(parseModelId(`${name}@${factory}`, isFactory)).toEqual({ name, factory });
      }),
    );
  });

  it('leaves a text without @ whole', () => {
    const withoutAt = anyText.map((text) => text.replaceAll('@', ''));
    fc.assert(
      fc.property(withoutAt, (name) => {
        expect(parseModelId(name, isFactory)).toEqual({ name, factory: null });
      }),
    );
  });

  it('loses nothing of any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.array(fc.constantFrom('@', 'a', 'OpenAI')).map((parts) => parts.join('')),
        ),
        (id) => {
          const { name, factory } = parseModelId(id, isFactory);
          expect([name, ...(factory === null ? [] : [factory])].join('@')).toBe(id);
        },
      ),
    );
  });
});

describe('bareName', () => {
  it.each([
    ['LocalAI', 'qwen3___LocalAI'],
    ['HuggingFace', 'qwen3___HuggingFace'],
    ['OpenAI-API-Compatible', 'qwen3___OpenAI-API'],
    ['VLLM', 'qwen3___VLLM'],
  ])('takes the suffix of %s off', (factory, name) => {
    expect(bareName(name, factory)).toBe('qwen3');
    expect(bareName('qwen3', factory)).toBe('qwen3');
  });

  it.each([
    ['Ollama', 'qwen3___Ollama'],
    ['VLLM', 'qwen3___LocalAI'],
    ['VLLM', 'qwen3___vllm'],
    ['VLLM', 'qwen3___VLLM-2'],
    ['OpenAI-API-Compatible', 'qwen3___OpenAI-API-Compatible'],
    ['__proto__', 'qwen3'],
    ['constructor', 'qwen3'],
  ])('leaves what is no suffix of %s', (factory, name) => {
    expect(bareName(name, factory)).toBe(name);
  });

  it('takes any name of any factory, and only ever shortens it', () => {
    fc.assert(
      fc.property(anyText, fc.oneof(aFactory, anyText), (name, factory) => {
        expect(name.startsWith(bareName(name, factory))).toBe(true);
      }),
    );
  });
});
