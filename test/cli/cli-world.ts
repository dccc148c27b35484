import { startFakeProvider, type FakeProvider } from '../support/fake-provider/start-fake-provider.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { CliHome } from './cli-process.js';

/** A server, a provider that it may reach, and a home that the command line is called from. */
export interface CliWorld {
  testApp: TestApp;
  provider: FakeProvider;
  home: CliHome;
  close(): Promise<void>;
}

export async function startCliWorld(): Promise<CliWorld> {
  const testApp = await startTestApp({ environment: { OUTBOUND_ALLOW: '127.0.0.1/32' } });
  const provider = await startFakeProvider({ kind: 'openai' });
  const home = await CliHome.make();
  const close = async () => {
    await home.remove();
    await provider.close();
    await testApp.close();
  };
  return { testApp, provider, home, close };
}
