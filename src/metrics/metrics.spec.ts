import { Metrics } from './metrics.js';

const linesOf = async (metrics: Metrics, name: string) =>
  (await metrics.render()).split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));

describe('Metrics', () => {
  it('counts requests by endpoint and status', async () => {
    const metrics = new Metrics();
    metrics.requestEnded({ endpoint: 'chat', status: 200, seconds: 1 });
    metrics.requestEnded({ endpoint: 'chat', status: 200, seconds: 1 });
    metrics.requestEnded({ endpoint: 'count_tokens', status: 599, seconds: 1 });
    expect(await linesOf(metrics, 'latchkey_requests_total')).toEqual([
      'latchkey_requests_total{endpoint="chat",status="200"} 2',
      'latchkey_requests_total{endpoint="count_tokens",status="599"} 1',
    ]);
  });

  it.each([0, -1, 600, 1200, NaN])('counts status %s as no answer, and for the right endpoint', async (status) => {
    const metrics = new Metrics();
    metrics.requestEnded({ endpoint: 'rerank', status, seconds: 1 });
    expect(await linesOf(metrics, 'latchkey_requests_total')).toEqual([
      'latchkey_requests_total{endpoint="rerank",status="0"} 1',
    ]);
  });

  it('says how many requests are being answered', async () => {
    const metrics = new Metrics();
    metrics.requestStarted('messages');
    metrics.requestStarted('messages');
    metrics.requestEnded({ endpoint: 'messages', status: 200, seconds: 1 });
    expect(await linesOf(metrics, 'latchkey_in_flight')).toEqual([
      'latchkey_in_flight{endpoint="chat"} 0',
      'latchkey_in_flight{endpoint="messages"} 1',
      'latchkey_in_flight{endpoint="embeddings"} 0',
      'latchkey_in_flight{endpoint="rerank"} 0',
      'latchkey_in_flight{endpoint="speech"} 0',
      'latchkey_in_flight{endpoint="transcriptions"} 0',
      'latchkey_in_flight{endpoint="models"} 0',
      'latchkey_in_flight{endpoint="count_tokens"} 0',
    ]);
  });

  it('puts times into cumulative buckets, a bound belonging to its own', async () => {
    const metrics = new Metrics();
    for (const seconds of [0.0001, 0.3, 10, 11]) metrics.requestEnded({ endpoint: 'embeddings', status: 200, seconds });
    const counts = (await linesOf(metrics, 'latchkey_request_duration_seconds_bucket')).map((line) =>
      /le="([^"]+)",endpoint="embeddings"\} (\d+)$/.exec(line)!.slice(1).join(' '),
    );
    expect(counts).toEqual([
      '0.0001 1',
      '0.00025 1',
      '0.0005 1',
      '0.001 1',
      '0.0025 1',
      '0.005 1',
      '0.01 1',
      '0.025 1',
      '0.05 1',
      '0.1 1',
      '0.25 1',
      '0.5 2',
      '1 2',
      '2.5 2',
      '5 2',
      '10 3',
      '+Inf 4',
    ]);
    expect(await linesOf(metrics, 'latchkey_request_duration_seconds_sum')).toEqual([
      'latchkey_request_duration_seconds_sum{endpoint="embeddings"} 21.3001',
    ]);
    expect(await linesOf(metrics, 'latchkey_request_duration_seconds_count')).toEqual([
      'latchkey_request_duration_seconds_count{endpoint="embeddings"} 4',
    ]);
  });

  it('takes a time that fell short of zero, or is none, as zero', async () => {
    const metrics = new Metrics();
    metrics.requestEnded({ endpoint: 'chat', status: 200, seconds: -0.001, overheadSeconds: NaN });
    expect(await linesOf(metrics, 'latchkey_request_duration_seconds_sum')).toEqual([
      'latchkey_request_duration_seconds_sum{endpoint="chat"} 0',
    ]);
    expect(await linesOf(metrics, 'latchkey_overhead_seconds_sum')).toEqual([
      'latchkey_overhead_seconds_sum{endpoint="chat"} 0',
    ]);
  });

  it('leaves out of a histogram what a request did not have', async () => {
    const metrics = new Metrics();
    metrics.requestEnded({ endpoint: 'chat', status: 401, seconds: 0.001, overheadSeconds: 0.001 });
    expect(await linesOf(metrics, 'latchkey_overhead_seconds_count')).toEqual([
      'latchkey_overhead_seconds_count{endpoint="chat"} 1',
    ]);
    expect(await linesOf(metrics, 'latchkey_first_byte_seconds_count')).toEqual([]);
  });

  it('adds up tokens by direction', async () => {
    const metrics = new Metrics();
    metrics.requestEnded({ endpoint: 'chat', status: 200, seconds: 1, inputTokens: 10, outputTokens: 3 });
    metrics.requestEnded({ endpoint: 'embeddings', status: 200, seconds: 1, inputTokens: 5 });
    expect(await linesOf(metrics, 'latchkey_tokens_total')).toEqual([
      'latchkey_tokens_total{direction="input"} 15',
      'latchkey_tokens_total{direction="output"} 3',
    ]);
  });

  it('counts attempts by factory and outcome', async () => {
    const metrics = new Metrics();
    metrics.upstreamAttempted('OpenAI', 'retry');
    metrics.upstreamAttempted('OpenAI', 'ok');
    metrics.upstreamAttempted('Azure-OpenAI', 'failed');
    expect(await linesOf(metrics, 'latchkey_upstream_attempts_total')).toEqual([
      'latchkey_upstream_attempts_total{factory="OpenAI",outcome="ok"} 1',
      'latchkey_upstream_attempts_total{factory="OpenAI",outcome="retry"} 1',
      'latchkey_upstream_attempts_total{factory="OpenAI",outcome="failed"} 0',
      'latchkey_upstream_attempts_total{factory="Azure-OpenAI",outcome="ok"} 0',
      'latchkey_upstream_attempts_total{factory="Azure-OpenAI",outcome="retry"} 0',
      'latchkey_upstream_attempts_total{factory="Azure-OpenAI",outcome="failed"} 1',
    ]);
  });

  it('asks for the open breakers at each scrape', async () => {
    const metrics = new Metrics();
    let open = 2;
    metrics.watchBreakers(() => open);
    expect(await linesOf(metrics, 'latchkey_breaker_open')).toEqual(['latchkey_breaker_open 2']);
    open = 0;
    expect(await linesOf(metrics, 'latchkey_breaker_open')).toEqual(['latchkey_breaker_open 0']);
  });

  it('says the same at the next scrape: counts are not taken away by reading', async () => {
    const metrics = new Metrics();
    metrics.requestEnded({ endpoint: 'chat', status: 200, seconds: 1, inputTokens: 10 });
    await metrics.render();
    expect(await linesOf(metrics, 'latchkey_tokens_total')).toEqual([
      'latchkey_tokens_total{direction="input"} 10',
      'latchkey_tokens_total{direction="output"} 0',
    ]);
  });
});
