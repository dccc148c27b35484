import type { Credential, Latchkey, Verification } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { isUuid, theOne } from '../named.js';
import type { Column } from '../output/table.js';
import { gatheredWhere } from './pages.js';

export const CREDENTIAL_COLUMNS: readonly Column<Credential>[] = [
  ['label', ({ label }) => label],
  ['factory', ({ factory }) => factory],
  ['models', ({ model_count }) => model_count],
  ['verified', ({ verification }) => verification?.verdict ?? 'never'],
  ['shared with', (credential) => sharedWith(credential)],
  ['address', ({ base_url }) => base_url],
  ['id', ({ id }) => id],
];

export function credentialFacts(credential: Credential): [string, unknown][] {
  const { verification } = credential;
  return [
    ['Label', credential.label],
    ['Id', credential.id],
    ['Factory', credential.factory],
    ['Address', credential.base_url],
    ...Object.entries(credential.credential).map(([name, mask]): [string, unknown] => [name, mask]),
    ['Models', credential.model_count],
    ['Verified', verification === null ? 'never' : `${verification.verdict}, ${verification.checked_at}`],
    ['Shared with', sharedWith(credential)],
    ['Created', credential.created_at],
    ['Changed', credential.updated_at],
  ];
}

/** A credential by id or label. */
export async function credentialOf(client: Latchkey, asked: string): Promise<Credential> {
  if (isUuid(asked)) return client.credentials.get(asked);
  const same = ({ label }: Credential): boolean => label.toLowerCase() === asked.toLowerCase();
  const found = await gatheredWhere(client.credentials.iterate({ search: asked, limit: 200 }), same);
  return theOne(
    'credential',
    asked,
    found.map((one) => ({ ...one, name: one.label })),
  );
}

/** What a provider said, a line for each type of model. */
export function showVerification({ answer }: Cli, verification: Verification, label: string): void {
  answer.list(
    verification,
    verification.results,
    [
      ['type', ({ type }) => type ?? 'all'],
      ['model', ({ model }) => model],
      ['verdict', ({ verdict }) => verdict],
      ['said', ({ message, cause }) => message || cause],
      ['hint', ({ hint }) => hint],
    ],
    `${label}: nothing to ask for.`,
  );
  if (!answer.isForScripts) answer.note(`${label}: ${verification.verdict}`);
}

function sharedWith({ shared_with: shared }: Credential): string {
  if (shared === 'all') return 'all tenants';
  return shared.length === 0 ? '-' : shared.join(', ');
}
