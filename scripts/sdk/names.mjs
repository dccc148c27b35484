/** How names of the document are written elsewhere. */

export const pascal = (words) => words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
export const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
export const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A schema's name in the document. */
export const schemaName = (ref) => ref.split('/').at(-1);

/** Its name as users of the SDKs know it. */
export const typeName = (ref) => schemaName(ref).replace(/Dto$/, '');

/** A query's switches are words on the wire (`true`, `false`) and booleans in the SDKs. */
export const isSwitch = ({ enum: values }) => values?.join() === 'true,false';
