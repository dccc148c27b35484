import { plainUsage } from '../../providers/calls/token-usage.js';
import { readRerankRequest, rerankResults } from './rerank.js';

const body = { model: 'alias', query: 'q', documents: ['a', { text: 'b' }] };

describe('a rerank request', () => {
  it('is read', () => {
    expect(readRerankRequest({ ...body, top_n: 1, return_documents: true }, 'm')).toEqual({
      request: { model: 'm', query: 'q', documents: ['a', 'b'], topN: 1 },
      returnDocuments: true,
    });
    expect(readRerankRequest(body, 'm')).toEqual({
      request: { model: 'm', query: 'q', documents: ['a', 'b'] },
      returnDocuments: false,
    });
  });

  it.each([
    [{ query: '' }, 'query', null, 'query must not be empty'],
    [{ documents: [] }, 'documents', null, 'documents must not be empty'],
    [{ documents: ['a', 7] }, 'documents[1]', null, 'documents[1] must be a string or an object with a text'],
    [{ top_n: -1 }, 'top_n', null, 'top_n must be a positive integer'],
    [{ return_documents: 'yes' }, 'return_documents', null, 'return_documents must be true or false'],
    [
      { documents: [{ image: 'x' }] },
      'documents[0].image',
      'unsupported_parameter',
      'documents[0].image is not a field that the gateway can pass on',
    ],
    [
      { rank_fields: ['a'] },
      'rank_fields',
      'unsupported_parameter',
      'rank_fields is not a field that the gateway can pass on',
    ],
  ])('names field and rule: %j', (fields, param, code, message) => {
    expect(() => readRerankRequest({ ...body, ...fields }, 'm')).toThrow(
      expect.objectContaining({ status: 400, param, code, message }),
    );
  });
});

describe('a rerank answer', () => {
  const answer = {
    results: [
      { index: 1, score: 0.9 },
      { index: 0, score: 0.1 },
    ],
    usage: null,
  };

  it('is a list of scores, the best first', () => {
    expect(rerankResults(answer, 'm', plainUsage(5))).toEqual({
      id: expect.stringMatching(/^rerank-[0-9a-f]{32}$/),
      object: 'list',
      model: 'm',
      results: [
        { index: 1, relevance_score: 0.9 },
        { index: 0, relevance_score: 0.1 },
      ],
      usage: { prompt_tokens: 5, total_tokens: 5 },
    });
  });

  it('shows the documents when they are wanted', () => {
    expect(rerankResults(answer, 'm', plainUsage(5), ['a', 'b'])).toMatchObject({
      results: [
        { index: 1, document: { text: 'b' } },
        { index: 0, document: { text: 'a' } },
      ],
    });
  });
});
