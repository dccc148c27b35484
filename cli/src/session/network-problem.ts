/** What Node calls it → what it is, and what helps. `@` stands for the server. */
const KNOWN: Readonly<Record<string, readonly [problem: string, hint: string]>> = {
  ECONNREFUSED: ['Nothing listens at @', 'Is the server running, and is the port right?'],
  ENOTFOUND: ['The name of @ is not known', 'Check the address for a typo'],
  EAI_AGAIN: ['The name of @ cannot be looked up at the moment', 'Check the network, and try again'],
  ECONNRESET: ['@ closed the connection', 'Does it speak HTTPS while the address says http, or the other way round?'],
  EHOSTUNREACH: ['There is no way to @', 'Check the network, VPN or firewall'],
  ENETUNREACH: ['There is no way to @', 'Check the network, VPN or firewall'],
  ETIMEDOUT: ['@ did not answer in time', 'Check the network, VPN or firewall'],
  UND_ERR_CONNECT_TIMEOUT: ['@ did not answer in time', 'Check the network, VPN or firewall'],
  UND_ERR_SOCKET: [
    '@ closed the connection',
    'Does it speak HTTPS while the address says http, or the other way round?',
  ],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    'The TLS certificate of @ is self-signed',
    'Name its PEM file in NODE_EXTRA_CA_CERTS to trust it',
  ],
  SELF_SIGNED_CERT_IN_CHAIN: [
    'The TLS certificate of @ is from an authority that is not trusted here',
    "Name the authority's PEM file in NODE_EXTRA_CA_CERTS to trust it",
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'The TLS certificate of @ lacks the certificates between it and its authority',
    'Let TLS_CERT of the server hold the whole chain, or name the missing PEM file in NODE_EXTRA_CA_CERTS',
  ],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    'The TLS certificate of @ is from an authority that is not trusted here',
    "Name the authority's PEM file in NODE_EXTRA_CA_CERTS to trust it",
  ],
  CERT_HAS_EXPIRED: ['The TLS certificate of @ has expired', 'Renew it on the server, and check the clock here'],
  CERT_NOT_YET_VALID: ['The TLS certificate of @ is not valid yet', 'Check the clock here'],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'The TLS certificate of @ is for another name',
    'Use the name that the certificate has in the address',
  ],
  ERR_SSL_WRONG_VERSION_NUMBER: ['@ does not speak TLS', 'Say http:// in the address, or mend TLS_CERT on the server'],
};

export interface NetworkProblem {
  problem: string;
  hint: string | null;
  isTls: boolean;
}

/** Reads what is buried below `fetch failed`. */
export function networkProblem(error: Error): NetworkProblem {
  const code = codesOf(error).find((one) => one in KNOWN);
  const [, server = 'the server'] = /(https?:\/\/(?:\[[^\s\]]*\]|[^\s:]+)(?::\d+)?[^\s:]*)/.exec(error.message) ?? [];
  const isTls = code !== undefined && /CERT|TLS|SSL|SIGNATURE/.test(code);
  if (code === undefined) return { problem: error.message, hint: null, isTls };
  const [problem, hint] = KNOWN[code] ?? [error.message, null];
  return { problem: problem.replace('@', server), hint, isTls };
}

function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code, errors } = at as Error & { code?: unknown; errors?: unknown };
    if (typeof code === 'string') codes.push(code);
    if (Array.isArray(errors)) codes.push(...errors.flatMap(codesOf));
  }
  return codes;
}
