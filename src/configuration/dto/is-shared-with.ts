import { registerDecorator } from 'class-validator';

const MOST_TENANTS = 1000;
const LONGEST_NAME = 160;

/** `all`, or a list of names or ids of tenants. */
export function IsSharedWith(): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name: 'isSharedWith',
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: (value: unknown) => value === 'all' || isListOfTenants(value),
        defaultMessage: () =>
          `${String(property)} must be all, or a list of at most ${MOST_TENANTS} names or ids of tenants`,
      },
    });
  };
}

function isListOfTenants(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > MOST_TENANTS) return false;
  return value.every((name) => typeof name === 'string' && name.trim() !== '' && name.length <= LONGEST_NAME);
}
