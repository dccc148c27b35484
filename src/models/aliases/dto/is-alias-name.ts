import { registerDecorator } from 'class-validator';

const FORM = /^[A-Za-z0-9][A-Za-z0-9._:/-]*$/;
const RESERVED_PREFIXES = ['pipeline:', 'bot:'];

/** A name that nothing else at the gateway can be taken for. */
export function IsAliasName(): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name: 'isAliasName',
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: (value: unknown) => aliasNameProblem(value) === null,
        defaultMessage: (parameters) => `${String(property)} ${aliasNameProblem(parameters?.value) ?? ''}`,
      },
    });
  };
}

/** What is wrong with a name, to be said behind "name"; null when nothing is. */
export function aliasNameProblem(value: unknown): string | null {
  if (typeof value !== 'string') return 'must be a string';
  if (value.includes('@')) return 'must not contain @, which stands between a model and its factory';
  if (!FORM.test(value)) return 'must begin with a letter or digit and hold only letters, digits and . _ : / -';
  const lower = value.toLowerCase();
  if (lower === 'default') return `must not be ${value}, which stands for the tenant's default model`;
  const prefix = RESERVED_PREFIXES.find((one) => lower.startsWith(one));
  return prefix ? `must not begin with ${prefix}, which stands for something else than a model` : null;
}
