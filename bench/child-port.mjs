import process from 'node:process';

/** Listens on loopback, tells the parent process where, and ends with it. */
export function announcePort(server, port) {
  server.listen(port, '127.0.0.1', () => {
    const { port: bound } = server.address();
    if (process.send) process.send({ port: bound });
    else console.log(`http://127.0.0.1:${bound}`);
  });
  if (process.send) process.on('disconnect', () => process.exit());
}
