/** Keys by the thousand: rows as the application makes them, some with a token that it takes. */
import { ApiKeyTokens, PREFIXES } from '../dist/api-key/api-key-token.js';
import { withoutIndexes } from './bulk.mjs';

const PIECE = 100_000;
/** Of the keys that are added at once, so many can be used. */
const GENUINE = 3_000;
const OTHER_TENANTS = 1_000;
const FEW_KEYS = 10;
/** So many others share the keys of the large tenant with its owner. */
const COLLEAGUES = 19;

const SEED_TENANTS = `
  INSERT INTO tenants (id, name) SELECT md5(n::text), 'Tenant ' || n FROM generate_series(1, ${OTHER_TENANTS}) AS n`;
const SEED_COLLEAGUES = `
  INSERT INTO users (id, email, email_key, password_hash)
  SELECT md5('colleague ' || n), 'colleague' || n || '@example.com', 'colleague' || n || '@example.com', ''
  FROM generate_series(1, ${COLLEAGUES}) AS n`;
const SEED_MEMBERSHIPS = `
  INSERT INTO memberships (tenant_id, user_id, role)
  SELECT $1, md5('colleague ' || n), 'member' FROM generate_series(1, ${COLLEAGUES}) AS n`;

/** Whose a key is, in SQL, by its number; `owner` made the tenant, or all of the others' keys. */
const HOLDERS = {
  few: { tenant: (owner) => `'${owner}'`, user: (owner) => `'${owner}'` },
  many: {
    tenant: (owner) => `'${owner}'`,
    user: (owner, n) =>
      `CASE WHEN ${n} % ${COLLEAGUES + 1} = 0 THEN '${owner}' ELSE md5('colleague ' || ${n} % ${COLLEAGUES + 1}) END`,
  },
  others: { tenant: (owner, n) => `md5((1 + ${n} % ${OTHER_TENANTS})::text)`, user: (owner) => `'${owner}'` },
};

/** Who asks with the key of a number, in SQL. @param {'few' | 'many' | 'others'} name whose keys are numbered */
export function holderSql(people, name, n) {
  const owner = people[name].id;
  const { tenant, user } = HOLDERS[name];
  return { tenant: tenant(owner, n), user: user(owner, n), key: `md5('${name} ' || ${n})::uuid` };
}

const seedKeys = ({ key, tenant, user }) => `
  INSERT INTO api_keys (id, tenant_id, user_id, source, name, description, scopes, paused, expires_at, last_used_at, created_at)
  SELECT ${key}, ${tenant}, ${user}, 'own', 'key ' || md5(n::text), 'of service ' || n % 500,
         CASE WHEN n % 100000 = 7 THEN '{admin}' ELSE '{*}' END::text[], n % 10000 = 0,
         CASE WHEN n % 50000 = 1 THEN now() - interval '1 day' END,
         CASE WHEN n % 3 = 0 THEN now() - n * interval '1 second' END, now() - n * interval '1 second'
  FROM generate_series($1::int + 1, $2::int) AS n`;

const seedSecrets = ({ key, tenant }) => `
  INSERT INTO key_secrets (id, tenant_id, key_id, digest, masked)
  SELECT gen_random_uuid(), ${tenant}, ${key}, coalesce(genuine.digest, sha256(${key}::text::bytea)), 'lbk_abcd…wxyz'
  FROM generate_series($1::int + 1, $2::int) AS n
  LEFT JOIN unnest($3::int[], $4::bytea[]) AS genuine (n, digest) USING (n)`;

/** The keys of a database, and which of them can be used. */
export class KeyRows {
  /** Tokens of the large tenant, as they were added; the latest last. @type {string[][]} */
  tokens = [];
  count = 0;
  #server;

  /** @param server `read` and `people` of it */
  constructor(server) {
    this.#server = server;
  }

  /** The tenants, and those in them; ten keys for the one that has few. */
  async begin(crew) {
    const { many } = this.#server.people;
    await crew.sql(SEED_TENANTS);
    await crew.sql(SEED_COLLEAGUES);
    await crew.sql(SEED_MEMBERSHIPS, [many.id]);
    await this.#add(crew, 'few', [0, FEW_KEYS], []);
  }

  /** That many in the large tenant, and a fifth as many over all others. */
  async growTo(crew, count) {
    const genuine = this.#mint(this.count, count);
    await withoutIndexes(crew, 'api_keys', () =>
      withoutIndexes(crew, 'key_secrets', async () => {
        for (let from = this.count; from < count; from += PIECE) {
          await this.#add(crew, 'many', [from, Math.min(count, from + PIECE)], genuine);
        }
        await this.#add(crew, 'others', [fifthOf(this.count), fifthOf(count)], []);
      }),
    );
    this.tokens.push(genuine.map(({ token }) => token));
    this.count = count;
  }

  async #add(crew, name, [from, to], genuine) {
    const holder = holderSql(this.#server.people, name, 'n');
    const within = genuine.filter(({ number }) => number > from && number <= to);
    const [numbers, digests] = [within.map(({ number }) => number), within.map(({ digest }) => digest)];
    await crew.sql(seedKeys(holder), [from, to]);
    await crew.sql(seedSecrets(holder), [from, to, numbers, digests]);
  }

  /** Spread evenly; none of those that are paused, have expired, or may not call models. */
  #mint(from, to) {
    const tokens = this.#server.read(ApiKeyTokens);
    const count = Math.min(GENUINE, to - from);
    const numbers = Array.from({ length: count }, (_, index) => from + 2 + Math.floor((index * (to - from)) / count));
    return numbers
      .filter((number) => number <= to && number % 10_000 !== 0 && number % 50_000 !== 1 && number % 100_000 !== 7)
      .map((number) => token(tokens, number));
  }
}

function token(tokens, number) {
  const made = tokens.generate(PREFIXES.latchkey);
  return { number, token: made, digest: tokens.digest(made) };
}

function fifthOf(count) {
  return Math.floor(count / 5);
}
