import { catalogFactory } from '../../../test/support/fake-provider/fake-target.js';
import { jsonLines } from './json-lines.js';

const target = { factory: catalogFactory('Ollama'), baseUrl: 'http://h', credential: {} };

async function linesOf(...pieces: readonly Buffer[]): Promise<object[]> {
  async function* chunks(): AsyncGenerator<Buffer> {
    for (const piece of pieces) yield await Promise.resolve(piece);
  }
  const lines: object[] = [];
  for await (const line of jsonLines(target, chunks())) lines.push(line);
  return lines;
}

describe('jsonLines', () => {
  it('reads one object a line, wherever the pieces are cut', async () => {
    const bytes = Buffer.from('{"a":"é"}\n\n{"b":2}');

    await expect(linesOf(...[...bytes].map((byte) => Buffer.from([byte])))).resolves.toEqual([{ a: 'é' }, { b: 2 }]);
    await expect(linesOf(bytes)).resolves.toEqual([{ a: 'é' }, { b: 2 }]);
  });

  it.each(['{"a":', '7', '<html>'])('does not take %s for one', async (text) => {
    await expect(linesOf(Buffer.from(`${text}\n`))).rejects.toMatchObject({
      causeClass: 'bad_answer',
      providerText: `The stream has a line that is no object: ${text === '<html>' ? '' : text}`.replace(/: $/, ''),
    });
  });

  it('does not let a line without end fill the memory', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 'a');

    await expect(linesOf(...Array.from({ length: 11 }, () => megabyte))).rejects.toMatchObject({
      causeClass: 'bad_answer',
      providerText: 'A line of the stream is too long',
    });
  });
});
