import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { fakeTarget } from '../../test/support/fake-provider/fake-target.js';
import { startFakeProvider } from '../../test/support/fake-provider/start-fake-provider.js';
import type { AppConfig } from '../config/app-config.js';
import { ConfigModule } from '../config/config.module.js';
import { FactoriesController } from './factories.controller.js';
import { FactoryCatalog } from './factory-catalog.js';
import { OutboundGuard } from './outbound-guard.js';
import { ProviderVerifier } from './provider-verifier.js';
import { ProvidersModule } from './providers.module.js';

const config: Pick<AppConfig, 'outboundAllow'> = { outboundAllow: ['127.0.0.1/32'] };

@Module({ imports: [ConfigModule.forRoot(config as AppConfig), ProvidersModule] })
class RootModule {}

describe('ProvidersModule', () => {
  it('wires the guard of the configuration into the calls', async () => {
    const module = await NestFactory.createApplicationContext(RootModule, { logger: false });
    const fake = await startFakeProvider({ kind: 'ollama' });
    const report = await module.get(ProviderVerifier).verify(fakeTarget(fake, 'Ollama'), null, { mode: 'factory' });

    expect(report.verdict).toBe('valid');
    expect(module.get(FactoriesController).list()).toHaveLength(module.get(FactoryCatalog).list().length);
    await expect(module.get(OutboundGuard).check('http://10.0.0.1')).rejects.toThrow('Address 10.0.0.1 is not allowed');

    await module.close();
    await fake.close();
  });
});
