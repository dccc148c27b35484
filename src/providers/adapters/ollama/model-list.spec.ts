import { catalogFactory } from '../../../../test/support/fake-provider/fake-target.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { listModels } from './model-list.js';

describe('the list of an Ollama', () => {
  const target = { factory: catalogFactory('Ollama'), baseUrl: 'http://h:11434', credential: {} };
  const options = { signal: new AbortController().signal };
  const list = (answer: object): ReturnType<typeof listModels> => {
    const edge: Pick<ProviderHttp, 'sendJson'> = { sendJson: () => Promise.resolve(answer) };
    return listModels(edge as ProviderHttp, target, options);
  };

  it.each([
    ['all-minilm:latest', { family: 'bert', families: ['bert'] }, 'embedding'],
    ['snowflake:latest', { family: 'nomic-bert', families: null }, 'embedding'],
    ['bakllava:7b', { family: 'llama', families: ['llama', 'clip'] }, 'image2text'],
    ['picture:11b', { family: 'mllama' }, 'image2text'],
    ['eyes:3b', { family: 'qwen25vl' }, 'image2text'],
    ['qwen3-embedding:0.6b', { family: 'qwen3' }, 'embedding'],
    ['llama3.2:3b', { family: 'llama' }, 'chat'],
    ['unknown:1b', null, 'chat'],
  ])('takes %s of %j for %s', async (name, details, type) => {
    await expect(list({ models: [{ name, details }] })).resolves.toEqual([{ name, type }]);
  });

  it('passes over entries without a name', async () => {
    await expect(list({ models: [null, {}, { name: 7 }] })).resolves.toEqual([]);
  });

  it('does not take anything else for a list', async () => {
    await expect(list({ status: 'ok' })).rejects.toMatchObject({ causeClass: 'bad_answer' });
  });
});
