/** The page of the endpoints, from `openapi.json`. */
import { readFile } from 'node:fs/promises';
import { operationsOf } from '../document-operations.mjs';
import { cell, NOTE, table } from './markdown.mjs';

/** Who may call it, as its `security` says. */
function needs({ security = [] }) {
  if (security.length === 0) return 'nothing';
  const of = (scheme) => security.find((each) => scheme in each)?.[scheme];
  if (of('basic')) return 'e-mail and password';
  if (of('latchkey_refresh')) return 'the refresh cookie';
  const scopes = of('bearer').map((scope) => (scope === 'admin' ? 'administrator' : `\`${scope}\``));
  const who = of('apiKey') ? scopes : ['user token', ...scopes];
  const isLocal = security.some((each) => Object.keys(each).length === 0);
  return `${who.join(', ') || 'anybody known'}${isLocal ? '; on this machine nothing' : ''}`;
}

export async function endpoints() {
  const operations = operationsOf(JSON.parse(await readFile('openapi.json', 'utf8')));
  const tags = [...new Set(operations.flatMap((operation) => operation.tags))].sort((a, b) => a.localeCompare(b, 'en'));
  const rowOf = ({ path, method, operationId, summary = '', ...operation }) => [
    `<a id="${operationId}"></a>\`${method.toUpperCase()} ${path}\``,
    `\`${operationId}\``,
    cell(summary),
    needs(operation),
  ];
  const sections = tags.map((tag) => {
    const rows = operations.filter((operation) => operation.tags.includes(tag)).map(rowOf);
    return `## ${tag}\n\n${table(['Endpoint', 'Operation', 'What it does', 'Needs'], rows)}`;
  });
  return `${NOTE}

# Endpoints

All ${operations.length} operations of \`openapi.json\`, which has their fields, answers and examples; a running server shows it at \`/docs\`.
_Needs_ says the [scope](../authentication.md#scopes) of the key, or of the user's role; _user token_: keys are refused;
_administrator_: an instance administrator who signed in, or a key with the scope \`admin\`; _anybody known_: any credential.
[Errors](errors.md) are alike everywhere.

${sections.join('\n\n')}
`;
}
