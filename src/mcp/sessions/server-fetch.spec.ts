import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { eventually } from '../../../test/support/eventually.js';
import { Inflow } from './inflow.js';
import { McpLimits } from './mcp-limits.js';
import { serverFetch } from './server-fetch.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const JSON_HEAD = { 'content-type': 'application/json' };

describe('the fetch of a server', () => {
  const limits = Object.assign(new McpLimits(), { messageBytes: 1_000, bytesAMinute: 2_000, messagesAMinute: 10 });
  let answer: Answer;
  let asked = 0;
  let url: string;
  let agent: Agent;
  let inflow: Inflow;
  const server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });

  beforeEach(() => {
    asked = 0;
    agent = new Agent({ connections: 128 });
    inflow = new Inflow(limits);
  });

  afterEach(() => agent.destroy());

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const aFetch = () => serverFetch(agent, limits, inflow, 60_000);

  it('counts the bytes of answers', async () => {
    answer = (_, response) => response.writeHead(200, JSON_HEAD).end(JSON.stringify('x'.repeat(900)));
    const fetch = aFetch();
    for (let count = 0; count < 2; count += 1)
      expect(await (await fetch(url, { method: 'POST', body: '{}' })).json()).toBe('x'.repeat(900));
    await expect(fetch(url, { method: 'POST', body: '{}' })).rejects.toThrow('The server says too much');
  });

  it('counts the messages of a batch', async () => {
    answer = (_, response) => response.writeHead(200, JSON_HEAD).end(` [${'{},'.repeat(10)}{}]`);
    const complaints: string[] = [];
    inflow.onExcess = ({ message }) => complaints.push(message);
    await expect(aFetch()(url, { method: 'POST', body: '{}' })).rejects.toThrow('The server says too much');
    expect(complaints).toEqual(['The server says too much']);
  });

  it('leaves what is no JSON to others', async () => {
    answer = (_, response) => response.writeHead(200, JSON_HEAD).end('[no');
    const got = await aFetch()(url, { method: 'POST', body: '{}' });
    expect(await got.text()).toBe('[no');
  });

  it('keeps no more messages waiting than a server may be behind with', async () => {
    answer = () => undefined;
    const fetch = aFetch();
    const stop = new AbortController();
    const waiting = Array.from({ length: 64 }, () => fetch(url, { method: 'POST', body: '{}', signal: stop.signal }));
    const outcomes = Promise.allSettled(waiting);
    await eventually(() => expect(asked).toBe(64));
    await expect(fetch(url, { method: 'POST', body: '{}' })).rejects.toThrow(
      'The server does not take what it is sent',
    );
    stop.abort();
    await outcomes;
    answer = (_, response) => response.writeHead(202).end();
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(202);
  });

  it('opens streams one after another, and only so many', async () => {
    answer = () => undefined;
    const fetch = aFetch();
    const stop = new AbortController();
    const outcomes = Promise.allSettled(Array.from({ length: 16 }, () => fetch(url, { signal: stop.signal })));
    await eventually(() => expect(asked).toBe(1));
    await expect(fetch(url)).rejects.toThrow('The server does not take what it is sent');
    expect(asked).toBe(1);
    stop.abort();
    expect((await outcomes).map(({ status }) => status)).toEqual(Array(16).fill('rejected'));
  });
});
