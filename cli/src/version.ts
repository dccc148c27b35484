/** Put in place of this by the build, from package.json. */
declare const LATCHKEY_VERSION: string | undefined;

export const VERSION = typeof LATCHKEY_VERSION === 'undefined' ? '0.0.0' : LATCHKEY_VERSION;
