/** Preloaded (`node -r`) before Portkey's gateway: a server that names no address listens on loopback only. */
const { Server } = require('node:net');

const { listen } = Server.prototype;

Server.prototype.listen = function (first, ...rest) {
  if (typeof first === 'number') return listen.call(this, { port: first, host: '127.0.0.1' }, ...rest.filter((argument) => typeof argument === 'function')); // prettier-ignore
  if (first && typeof first === 'object' && 'port' in first) return listen.call(this, { ...first, host: '127.0.0.1' }, ...rest); // prettier-ignore
  return listen.call(this, first, ...rest);
};
