import { validate } from 'class-validator';
import { CreateMcpServerDto } from './mcp-server-request.dto.js';

async function complaintsOf(name: string): Promise<string[]> {
  const errors = await validate(Object.assign(new CreateMcpServerDto(), { name, mode: 'http' }));
  return errors.flatMap(({ constraints }) => Object.values(constraints ?? {}));
}

describe('the name of a server', () => {
  it.each(['weather', 'acme/weather', ' a ', '__', '...', 'ж', '%2F'])('may be %j', async (name) => {
    expect(await complaintsOf(name)).toEqual([]);
  });

  it.each(['_', '.', '..', 'a\u0001', 'a\nb', '\u007f'])('may not be %j', async (name) => {
    expect(await complaintsOf(name)).toEqual(['Field name must not be "_", "." or "..", nor have control characters']);
  });

  it.each([
    ['is judged at once, however long it is', `${'a'.repeat(500_000)}\u0001\u0001`],
    ['is judged at once, however much of it is blank', `${' '.repeat(500_000)}\u0001\u0001`],
  ])('%s', async (_what, name) => {
    expect(await complaintsOf(name)).not.toEqual([]);
  });
});
