/**
 * How long retrieval takes, and how much of the true best it finds, over a corpus that this makes itself.
 *
 *   npm run bench:retrieval -- [--chunks 100000] [--dimension 384] [--queries 200] [--database postgres://…]
 *
 * Without `--database` an embedded Postgres is made and thrown away; it has no pgvector. A given database must be empty.
 */
import { parseArgs } from 'node:util';
import { openDatabase } from './database.mjs';
import { openKnowledge } from './retrieval-knowledge.mjs';
import { makeCorpus } from './retrieval-corpus.mjs';
import { withRunFolder } from './run-folder.mjs';

const { values } = parseArgs({
  options: {
    chunks: { type: 'string', default: '100000' },
    dimension: { type: 'string', default: '384' },
    queries: { type: 'string', default: '200' },
    database: { type: 'string' },
  },
});
const size = { chunks: Number(values.chunks), dimension: Number(values.dimension), queries: Number(values.queries) };
const BEST = 10;

function percentile(times, share) {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

async function measured(questions, ask) {
  const times = [];
  const answers = [];
  for (const question of questions) {
    const start = performance.now();
    answers.push(await ask(question));
    times.push(performance.now() - start);
  }
  return { answers, p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

/** The share of the truly nearest that were found. */
function recall(answers, truth) {
  const found = answers.map((ids, index) => truth[index].filter((id) => ids.includes(id)).length / truth[index].length);
  return found.reduce((sum, each) => sum + each, 0) / found.length;
}

function tell(what, { p50, p95 }, share) {
  const right = share === undefined ? '' : `  recall@${BEST} ${share.toFixed(4)}`;
  console.log(`${what.padEnd(34)} p50 ${p50.toFixed(1).padStart(7)} ms  p95 ${p95.toFixed(1).padStart(7)} ms${right}`);
}

await withRunFolder(async (folder) => {
  const database = await openDatabase(values.database, folder, (line) => console.error(line));
  const knowledge = await openKnowledge(database.url);
  const corpus = makeCorpus(size);
  let start = performance.now();
  await knowledge.fill(corpus);
  console.log(
    `${size.chunks} chunks of ${size.dimension} numbers stored in ${Math.round(performance.now() - start)} ms`,
  );
  const { questions } = corpus;
  const truth = questions.map(({ vector }) => knowledge.trueNearest(corpus, vector, BEST));

  start = performance.now();
  await knowledge.scan(questions[0], BEST);
  console.log(`first question to the exact scan      ${Math.round(performance.now() - start)} ms (reads all vectors)`);
  const scan = await measured(questions, (question) => knowledge.scan(question, BEST));
  tell('exact scan', scan, recall(scan.answers, truth));
  if (knowledge.hasPgvector) {
    const exact = await measured(questions, (question) => knowledge.pgvector(question, BEST));
    tell('pgvector, exact', exact, recall(exact.answers, truth));
  } else console.log('pgvector: this database has none');
  tell('words alone', await measured(questions, (question) => knowledge.words(question)));
  tell('retrieve, embedding aside', await measured(questions, (question) => knowledge.retrieve(question, BEST)));
  console.log(`memory of this process: ${Math.round(process.memoryUsage().rss / 1024 / 1024)} MB`);
  await knowledge.close();
});
