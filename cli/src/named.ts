import { EXIT } from './exit-codes.js';
import { Failure } from './failure.js';

interface Named {
  id: string;
  name: string;
}

/** Something that the user called by its id or its name. @throws Failure when it is none, or several have the name */
export function theOne<Item extends Named>(what: string, asked: string, items: readonly Item[]): Item {
  const byId = items.find(({ id }) => id === asked);
  if (byId) return byId;
  const called = items.filter(({ name }) => name === asked);
  const found = called.length > 0 ? called : items.filter(({ name }) => name.toLowerCase() === asked.toLowerCase());
  const [one, another] = found;
  if (!one) throw new Failure(`There is no ${what} ${JSON.stringify(asked)}`, { exit: EXIT.notFound });
  if (another) {
    throw new Failure(`Several are called ${JSON.stringify(asked)}`, {
      exit: EXIT.conflict,
      details: found.map(({ id, name }) => `${id}  ${name}`),
      hint: 'Give the id instead of the name',
    });
  }
  return one;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether it can only be an id. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
