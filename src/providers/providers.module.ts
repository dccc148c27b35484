import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { AdapterRegistry } from './adapter-registry.js';
import { adaptersOver } from './adapters/adapters.js';
import { FACTORY_ROWS } from './catalog/rows.js';
import { FactoriesController } from './factories.controller.js';
import { FactoryCatalog } from './factory-catalog.js';
import { OutboundGuard } from './outbound-guard.js';
import { PriceTable } from './prices/price-table.js';
import { waysOut } from './transport/ways-out.js';
import { ProviderVerifier } from './provider-verifier.js';

/** Everything that speaks to providers: what kinds there are, how to reach them safely, and whether a credential works. */
@Module({
  controllers: [FactoriesController],
  providers: [
    { provide: PriceTable, useFactory: () => PriceTable.vendored() },
    {
      provide: FactoryCatalog,
      useFactory: (prices: PriceTable) => new FactoryCatalog(FACTORY_ROWS, prices),
      inject: [PriceTable],
    },
    {
      provide: OutboundGuard,
      useFactory: (config: AppConfig) => new OutboundGuard({ allow: config.outboundAllow }),
      inject: [AppConfig],
    },
    {
      provide: AdapterRegistry,
      useFactory: (guard: OutboundGuard) => new AdapterRegistry(adaptersOver(waysOut(guard.dispatcher))),
      inject: [OutboundGuard],
    },
    {
      provide: ProviderVerifier,
      useFactory: (adapters: AdapterRegistry, prices: PriceTable) => new ProviderVerifier(adapters, prices),
      inject: [AdapterRegistry, PriceTable],
    },
  ],
  exports: [FactoryCatalog, OutboundGuard, AdapterRegistry, ProviderVerifier],
})
export class ProvidersModule implements OnApplicationShutdown {
  constructor(private readonly guard: OutboundGuard) {}

  async onApplicationShutdown(): Promise<void> {
    await this.guard.close();
  }
}
