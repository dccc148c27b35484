import type { Browser } from 'playwright-core';
import type { Actor } from '../support/actors.js';
import { signIn, startBrowser, visit, type Visit, type VisitOptions } from '../support/browser.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider/start-fake-provider.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const MODELS = [
  { name: 'gpt-4o-mini', type: 'chat' },
  { name: 'gpt-4o', type: 'chat' },
  { name: 'text-embedding-3-small', type: 'embedding' },
];

/** An application with its console, a browser, and a provider that answers. */
export class ModelsWorld {
  private readonly visits: Visit[] = [];

  private constructor(
    readonly testApp: TestApp,
    readonly browser: Browser,
    readonly provider: FakeProvider,
  ) {}

  static async start(): Promise<ModelsWorld> {
    const testApp = await startTestApp({ environment: { CONSOLE: 'true', OUTBOUND_ALLOW: '127.0.0.1/32' } });
    return new ModelsWorld(testApp, await startBrowser(), await startFakeProvider({ kind: 'openai' }));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.provider.close();
    await this.testApp.close();
  }

  /** Somebody's browser, signed in. */
  async open(actor: Actor, options: VisitOptions = {}): Promise<Visit> {
    const opened = await visit(this.browser, this.testApp.url, options);
    this.visits.push(opened);
    await signIn(opened.page, actor);
    return opened;
  }

  /** Closes what was opened. @returns what went wrong in it */
  async leave(): Promise<string[]> {
    const left = this.visits.splice(0);
    await Promise.all(left.map(({ context }) => context.close()));
    return left.flatMap(({ complaints }) => complaints);
  }

  /** A connected OpenAI with three models. @returns its id */
  async connected(actor: Actor, body: object = {}): Promise<string> {
    const given = { factory: 'OpenAI', base_url: this.provider.url, credential: this.provider.credential };
    const created = await this.send(actor, 'post', '/api/v1/credentials', { ...given, models: MODELS, ...body });
    return (created as { id: string }).id;
  }

  async send(actor: Actor, method: 'post' | 'put' | 'get', path: string, body?: object): Promise<unknown> {
    const response = await this.testApp.http[method](path).set(actor.headers).send(body).expect(200);
    return (response.body as { data: unknown }).data;
  }
}
