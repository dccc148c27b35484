/** By which way Postgres comes to the rows of what a server is asked for. */
import pg from 'pg';

const TABLES = /\b(usage_events|usage_hourly|usage_daily|usage_daily_users|api_keys|key_secrets)\b/;
/** What a transaction sets for itself: on whose behalf it is, and so which rows it sees. */
const SETTINGS = /^SELECT set_config\(/;
const PART = /(?:_\d{4})(?:_\d{2}){0,2}/;

/**
 * The plans of all statements on our tables that are sent to Postgres while the work goes on, whoever sends them.
 *
 * @returns {Promise<Plan[]>}
 * @typedef {{table: string, indexes: string[], parts: number, scans: number}} Plan `parts` are the partitions that are
 *   read, or 1; `scans` how many of them from end to end
 */
export async function plansOf(sql, work) {
  const plans = [];
  for (const { settings, text, values } of await statementsOf(work)) {
    await sql('BEGIN');
    if (settings) await sql(settings.text, settings.values);
    const [row] = await sql(`EXPLAIN (FORMAT JSON) ${text}`, values);
    await sql('ROLLBACK');
    plans.push(...read(row['QUERY PLAN'][0].Plan));
  }
  return plans;
}

/** Nothing else may be asked meanwhile, but what goes on by itself. */
async function statementsOf(work) {
  const { query } = pg.Client.prototype;
  const statements = [];
  const settingsOf = new WeakMap();
  pg.Client.prototype.query = function (...given) {
    const { text, values } = typeof given[0] === 'string' ? { text: given[0], values: given[1] } : given[0];
    const statement = { text, values: Array.isArray(values) ? values : [] };
    if (SETTINGS.test(text)) settingsOf.set(this, statement);
    else if (/^\s*(SELECT|WITH)/.test(text) && TABLES.test(text)) {
      statements.push({ ...statement, settings: settingsOf.get(this) });
    }
    return query.apply(this, given);
  };
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return statements;
}

/** One for each table that the plan reads. */
function read(root) {
  const tables = new Map();
  const walk = (node) => {
    const name = node['Relation Name'];
    if (name && TABLES.test(name.replace(PART, ''))) {
      const table = name.replace(PART, '');
      const found = tables.get(table) ?? { table, indexes: new Set(), parts: new Set(), scans: 0 };
      tables.set(table, found);
      found.parts.add(name);
      if (node['Node Type'] === 'Seq Scan') found.scans += 1;
      else for (const each of indexesIn(node)) found.indexes.add(each.replace(PART, ''));
    }
    for (const child of node.Plans ?? []) walk(child);
  };
  walk(root);
  return [...tables.values()].map(({ table, indexes, parts, scans }) => ({ table, indexes: [...indexes], parts: parts.size, scans })); // prettier-ignore
}

/** A bitmap names its indexes below. */
function indexesIn(node) {
  return [...(node['Index Name'] ? [node['Index Name']] : []), ...(node.Plans ?? []).flatMap(indexesIn)];
}
