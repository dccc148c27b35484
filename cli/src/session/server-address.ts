import { UsageFailure } from '../failure.js';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * A server's address as users type it: `localhost:3000`, `https://keys.example.com/console/`.
 * @returns it without what is no part of it
 */
export function serverAddress(typed: string): string {
  const text = typed.trim();
  const url = parsed(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${schemeFor(text)}${text}`);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new UsageFailure(
      `${JSON.stringify(typed)} is no address of a server`,
      'Give it as https://latchkey.example.com',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageFailure('The address of a server must not hold a password', 'Sign in with `latchkey login`');
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/(console|api|v1|docs)$/, '');
  return `${url.origin}${path}`;
}

export function isLoopback(address: string): boolean {
  return LOOPBACK.test(new URL(address).hostname);
}

/** Whether what is sent there can be read on the way. */
export function isOpenToReaders(address: string): boolean {
  return address.startsWith('http:') && !isLoopback(address);
}

function schemeFor(text: string): string {
  const host = parsed(`http://${text}`)?.hostname ?? '';
  return LOOPBACK.test(host) ? 'http://' : 'https://';
}

function parsed(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
