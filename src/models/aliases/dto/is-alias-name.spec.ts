import { aliasNameProblem } from './is-alias-name.js';

describe('aliasNameProblem', () => {
  it.each(['fast', 'gpt-4o', 'a', '7b', 'team/fast:v1.2_x', 'defaults', 'pipelines', 'bot'])(
    'finds none in %s',
    (name) => {
      expect(aliasNameProblem(name)).toBeNull();
    },
  );

  const FORM = 'must begin with a letter or digit and hold only letters, digits and . _ : / -';

  it.each([
    ['', FORM],
    [' fast', FORM],
    ['-fast', FORM],
    ['fäst', FORM],
    ['fast\n', FORM],
    ['fast@OpenAI', 'must not contain @, which stands between a model and its factory'],
    ['default', "must not be default, which stands for the tenant's default model"],
    ['Default', "must not be Default, which stands for the tenant's default model"],
    ['pipeline:x', 'must not begin with pipeline:, which stands for something else than a model'],
    ['BOT:x', 'must not begin with bot:, which stands for something else than a model'],
    [7, 'must be a string'],
  ])('says of %j: %s', (name, problem) => {
    expect(aliasNameProblem(name)).toBe(problem);
  });
});
