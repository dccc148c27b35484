import { BadTargetError } from './alias.errors.js';
import { resolveTargets, type NameableModel } from './target-resolution.js';

const ID = '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10';
const FACTORIES = ['OpenAI', 'Azure-OpenAI', 'VLLM'];

const model = (id: string, facts: Partial<NameableModel> = {}): NameableModel => ({
  id,
  ownerId: 'me',
  isShared: false,
  factory: 'OpenAI',
  name: 'gpt-4o',
  type: 'chat',
  isEnabled: true,
  ...facts,
});

const resolve = (models: readonly NameableModel[], ...wanted: string[]) =>
  resolveTargets(models, wanted, (name) => FACTORIES.includes(name)).map(({ id }) => id);

describe('resolveTargets', () => {
  it.each([
    ['its id', ID],
    ['its id in capitals', ID.toUpperCase()],
    ['its name and factory', 'gpt-4o@OpenAI'],
    ['its name', 'gpt-4o'],
    ['its name among blanks', ' gpt-4o '],
  ])('finds a model by %s', (_, wanted) => {
    expect(resolve([model('other', { name: 'gpt-4o-mini' }), model(ID)], wanted)).toEqual([ID]);
  });

  it('takes the suffix that RAGFlow appends to some factories’ names', () => {
    expect(resolve([model('v', { factory: 'VLLM', name: 'llama' })], 'llama___VLLM@VLLM')).toEqual(['v']);
  });

  it('takes a name with an @ of its own', () => {
    const models = [model('at', { name: 'model@001' })];
    expect([...resolve(models, 'model@001'), ...resolve(models, 'model@001@OpenAI')]).toEqual(['at', 'at']);
  });

  it('prefers own models to shared ones, and among those enabled ones', () => {
    const models = [
      model('off', { isEnabled: false }),
      model('on'),
      model('shared', { isShared: true, factory: 'Azure-OpenAI' }),
    ];
    expect(resolve(models, 'gpt-4o')).toEqual(['on']);
    expect(resolve(models.slice(2), 'gpt-4o')).toEqual(['shared']);
    expect(resolve(models.slice(0, 1), 'gpt-4o')).toEqual(['off']);
  });

  it('takes of several types the first that all targets have', () => {
    const models = [
      model('sees', { type: 'image2text' }),
      model('chats'),
      model('only-sees', { name: 'eye', type: 'image2text' }),
    ];
    expect(resolve(models, 'gpt-4o')).toEqual(['chats']);
    expect(resolve(models, 'gpt-4o', 'eye')).toEqual(['sees', 'only-sees']);
  });

  it.each([
    ['an unknown name', ['nope'], "targets[0].model 'nope' is no model of your tenant"],
    ['another factory', ['gpt-4o@VLLM'], "targets[0].model 'gpt-4o@VLLM' is no model of your tenant"],
    ['another type', ['gpt-4o@OpenAI', 'embed'], 'targets[1].model must be of the same type as those before it: chat'],
    ['the same model twice', ['embed', 'embed@OpenAI'], 'targets[1].model is the same model as targets[0].model'],
    [
      'a bare name of two factories',
      ['gpt-4o'],
      "targets[0].model 'gpt-4o' is ambiguous; say which: gpt-4o@OpenAI, gpt-4o@Azure-OpenAI",
    ],
  ])('refuses %s', (_, wanted, message) => {
    const models = [
      model('a'),
      model('b', { factory: 'Azure-OpenAI' }),
      model('e', { name: 'embed', type: 'embedding' }),
    ];
    expect(() => resolve(models, ...wanted)).toThrow(expect.objectContaining({ name: BadTargetError.name, message }));
  });
});
