import { join } from 'node:path';
import pg from 'pg';
import { atEnd } from './children.mjs';
import { postmasterOf } from './processes.mjs';

/**
 * The database that Latchkey runs on: the one given, or an embedded Postgres of our own in `folder`. It keeps a session
 * of ours open, to ask for what Latchkey must not do.
 */
export async function openDatabase(givenUrl, folder, say) {
  const embedded = givenUrl ? null : await startEmbedded(join(folder, 'postgres'), say);
  const url = givenUrl ?? embedded.url;
  if (embedded) atEnd(() => embedded.stop());
  const client = new pg.Client({ connectionString: url, application_name: 'latchkey-bench' });
  client.on('error', () => {}); // It ends when the server does; the next query tells.
  await client.connect();
  atEnd(() => client.end());
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  const postmaster = postmasterOf(rows[0].pid);
  if (!postmaster) say('The database runs elsewhere: its CPU is not counted.');
  return {
    url,
    pids: postmaster ? [postmaster] : [],
    query: (text) => client.query(text),
  };
}

async function startEmbedded(dataDir, say) {
  const { startEmbeddedPostgres } = await import('../dist/database/embedded/embedded-postgres.js');
  return startEmbeddedPostgres({ dataDir, onProgress: say });
}
