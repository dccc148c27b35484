import { EmbeddedPostgresError } from './embedded-postgres.error.js';
import { judgeComplaint } from './server-launch.js';

describe('judgeComplaint', () => {
  it('waits for the memory of a killed server', () => {
    const complaint = 'FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use';
    expect(judgeComplaint(complaint)).toEqual({ kind: 'try-again', complaint });
  });

  it.each(['already exists', 'is empty'])('waits for a server that another process has just started: %s', (state) => {
    const complaint = `FATAL:  lock file "postmaster.pid" ${state}`;
    expect(judgeComplaint(complaint)).toEqual({ kind: 'try-again', complaint });
  });

  it('recognises a port that was taken in the meantime', () => {
    const complaint = [
      'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use',
      'WARNING:  could not create listen socket for "127.0.0.1"',
      'FATAL:  could not create any TCP/IP sockets',
    ].join('\n');
    expect(judgeComplaint(complaint)).toEqual({ kind: 'try-again', complaint });
  });

  it('gives up at once on anything else, with what the server said', () => {
    const complaint = 'FATAL:  configuration file "postgresql.conf" contains errors';
    expect(() => judgeComplaint(complaint)).toThrow(
      new EmbeddedPostgresError(`PostgreSQL did not start. It said last:\n${complaint}`),
    );
  });
});
