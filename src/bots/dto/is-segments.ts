import { registerDecorator } from 'class-validator';

const TEXTS = ['text', 'url', 'base64', 'target'];

/** Pieces of a message: objects with a `type`, and texts where we read them. */
export function IsSegments(): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name: 'isSegments',
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: (value: unknown) => segmentsProblem(value) === null,
        defaultMessage: (parameters) => `${String(property)}${segmentsProblem(parameters?.value) ?? ''}`,
      },
    });
  };
}

/** What is wrong with a message, to be said right behind its name; null when nothing is. */
export function segmentsProblem(value: unknown): string | null {
  if (!Array.isArray(value)) return ' must be a list';
  for (const [index, segment] of value.entries()) {
    if (typeof segment !== 'object' || segment === null || Array.isArray(segment))
      return `[${index}] must be an object`;
    const fields = segment as Record<string, unknown>;
    if (typeof fields['type'] !== 'string' || fields['type'] === '') return `[${index}].type is required`;
    if (fields['type'] === 'Plain' && typeof fields['text'] !== 'string') return `[${index}].text is required`;
    const wrong = TEXTS.find((name) => !['string', 'undefined'].includes(typeof (fields[name] ?? undefined)));
    if (wrong !== undefined) return `[${index}].${wrong} must be a string`;
  }
  return null;
}
