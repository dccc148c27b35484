/** Failures of a connection, by the codes that the system's own have. */

export const closedByProvider = (): Error => failure('ECONNRESET', 'The provider closed the connection');
/** What calls fail with that come when this server ends, or are going on then. */
export const closedByUs = (): Error => failure('ECONNRESET', 'This server is closing');
export const noConnection = (): Error => failure('ETIMEDOUT', 'No connection in time');
export const noAnswer = (): Error => failure('ETIMEDOUT', 'No answer in time');

function failure(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
