/**
 * Makes very many API keys, as copies of one that was minted through the API: its rows again, with ids and tokens of
 * their own. Through the API each would take a transaction and an audit record; here a thousand take two statements.
 * A process of its own, over the same database and `DATA_DIR` as the server; the parent sends `{keyId, count}` and
 * receives the tokens.
 */
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import pg from 'pg';
import { ApiKeyTokens, maskToken, PREFIXES } from '../dist/api-key/api-key-token.js';
import { createApp } from '../dist/bootstrap.js';
import { AppConfig } from '../dist/config/app-config.js';
import { readEnvironment } from '../dist/config/env.js';
import { openDatabase } from '../dist/start.js';

const BATCH = 1_000;

const COPY_KEYS = `
  INSERT INTO api_keys OVERRIDING USER VALUE
  SELECT (jsonb_populate_record(original, copies.row)).*
  FROM api_keys original, jsonb_array_elements($2::jsonb) AS copies(row) WHERE original.id = $1`;

const COPY_SECRETS = `
  INSERT INTO key_secrets
  SELECT (jsonb_populate_record(original, copies.row)).*
  FROM key_secrets original, jsonb_array_elements($2::jsonb) AS copies(row) WHERE original.key_id = $1`;

async function copyBatch(client, tokens, keyId, count) {
  const copies = Array.from({ length: count }, () => ({ id: randomUUID(), token: tokens.generate(PREFIXES.latchkey) }));
  const secrets = copies.map(({ id, token }) => ({
    id: randomUUID(),
    key_id: id,
    digest: `\\x${tokens.digest(token).toString('hex')}`,
    masked: maskToken(token),
  }));
  await client.query(COPY_KEYS, [keyId, JSON.stringify(copies.map(({ id }) => ({ id })))]);
  await client.query(COPY_SECRETS, [keyId, JSON.stringify(secrets)]);
  return copies.map(({ token }) => token);
}

async function seed({ keyId, count }) {
  const config = new AppConfig(readEnvironment({ ...process.env, LOG_LEVEL: 'error' }));
  const database = await openDatabase(config, () => {});
  const app = await createApp({ config, connections: database });
  await app.init();
  const tokens = app.get(ApiKeyTokens, { strict: false });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const made = [];
  while (made.length < count) made.push(...(await copyBatch(client, tokens, keyId, Math.min(BATCH, count - made.length)))); // prettier-ignore
  await client.query('ANALYZE api_keys, key_secrets');
  await client.end();
  await app.close();
  await database.close();
  return made;
}

process.once('message', (order) => void seed(order).then((tokens) => process.send(tokens, () => process.exit())));
process.on('disconnect', () => process.exit());
