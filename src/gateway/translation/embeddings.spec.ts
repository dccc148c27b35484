import fc from 'fast-check';
import { plainUsage } from '../../providers/calls/token-usage.js';
import { embeddingList, readEmbeddingRequest } from './embeddings.js';

describe('an embedding request', () => {
  it('is read', () => {
    const body = { model: 'alias', input: ['a', 'b'], dimensions: 256, encoding_format: 'base64', user: 'u' };

    expect(readEmbeddingRequest(body, 'm')).toEqual({
      request: { model: 'm', inputs: ['a', 'b'], dimensions: 256 },
      encoding: 'base64',
    });
    expect(readEmbeddingRequest({ input: 'a' }, 'm')).toEqual({
      request: { model: 'm', inputs: ['a'] },
      encoding: 'float',
    });
  });

  it.each([
    [{}, 'input', null, 'input is required and must be a string or a list of strings'],
    [{ input: '' }, 'input', null, 'input must not be empty'],
    [{ input: [] }, 'input', null, 'input must not be empty'],
    [{ input: ['a', ''] }, 'input[1]', null, 'input[1] must not be empty'],
    [{ input: ['a', {}] }, 'input[1]', null, 'input[1] must be a string'],
    [
      { input: [1, 2] },
      'input',
      'unsupported_parameter',
      'input must be text: tokens are not supported for this model',
    ],
    [
      { input: [[1, 2]] },
      'input',
      'unsupported_parameter',
      'input must be text: tokens are not supported for this model',
    ],
    [{ input: 'a', dimensions: 0 }, 'dimensions', null, 'dimensions must be a positive integer'],
    [{ input: 'a', encoding_format: 'int8' }, 'encoding_format', null, 'encoding_format must be one of float, base64'],
    [
      { input: 'a', input_type: 'query' },
      'input_type',
      'unsupported_parameter',
      'input_type is not a field that the gateway can pass on',
    ],
  ])('names field and rule: %j', (body, param, code, message) => {
    expect(() => readEmbeddingRequest(body, 'm')).toThrow(
      expect.objectContaining({ status: 400, param, code, message }),
    );
  });
});

describe('an embedding answer', () => {
  it('is a list of vectors', () => {
    expect(embeddingList({ vectors: [[0.1, 2], [3]], usage: null }, 'm', 'float', plainUsage(5))).toEqual({
      object: 'list',
      data: [
        { object: 'embedding', index: 0, embedding: [0.1, 2] },
        { object: 'embedding', index: 1, embedding: [3] },
      ],
      model: 'm',
      usage: { prompt_tokens: 5, total_tokens: 5 },
    });
  });

  it('holds little-endian floats as base64', () => {
    expect(embeddingList({ vectors: [[1, -2]], usage: null }, 'm', 'base64', plainUsage(5))).toMatchObject({
      data: [{ embedding: 'AACAPwAAAMA=' }],
    });
  });

  it("is decoded as OpenAI's SDK does it to the same vectors", () => {
    const floats = fc.array(fc.float({ noNaN: true }), { minLength: 1 });

    fc.assert(
      fc.property(floats, (vector) => {
        const list = embeddingList({ vectors: [vector], usage: null }, 'm', 'base64', plainUsage(1));
        const [{ embedding }] = (list as { data: [{ embedding: string }] }).data;
        const bytes = new Uint8Array(Buffer.from(embedding, 'base64'));

        expect([...new Float32Array(bytes.buffer)]).toEqual(vector);
      }),
    );
  });
});
