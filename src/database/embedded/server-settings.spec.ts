import { serverArguments } from './server-settings.js';

describe('serverArguments', () => {
  it('listens on loopback only, whatever the caller wishes', () => {
    const wishes = { listen_addresses: '*', unix_socket_directories: '/tmp', fsync: 'off' };
    const given = serverArguments('/data/postgres', 21400, wishes);
    expect(given).toEqual(
      expect.arrayContaining(['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off']),
    );
    expect(given).not.toContain('listen_addresses=*');
  });
});
