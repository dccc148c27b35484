/** Preloaded into the server under test: no name but localhost resolves, so that a fuzzer's addresses lead nowhere. */
import dns from 'node:dns';
import { promises } from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { isIP } from 'node:net';
import { setImmediate } from 'node:timers';

function failure(hostname) {
  return Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND', hostname });
}

const isHarmless = (hostname) => !hostname || hostname === 'localhost' || isIP(hostname) !== 0;
const { lookup } = dns;
const lookupSoon = promises.lookup;

dns.lookup = (hostname, options, callback) => {
  const done = typeof options === 'function' ? options : callback;
  if (isHarmless(hostname)) lookup(hostname, options, callback);
  else setImmediate(done, failure(hostname));
};
promises.lookup = (hostname, ...rest) =>
  isHarmless(hostname) ? lookupSoon(hostname, ...rest) : Promise.reject(failure(hostname));
syncBuiltinESMExports();
