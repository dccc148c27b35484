/** Why the embedded database cannot be used, in words for the person who started Latchkey. Never holds a password. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}
