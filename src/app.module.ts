import { Module, type DynamicModule } from '@nestjs/common';
import { AdminModule } from './admin/admin.module.js';
import { ApiKeyModule } from './api-key/api-key.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AuthModule } from './auth/auth.module.js';
import { BotsModule } from './bots/bots.module.js';
import type { AppConfig } from './config/app-config.js';
import { ConfigModule } from './config/config.module.js';
import { ConfigurationModule } from './configuration/configuration.module.js';
import { CryptoModule } from './crypto/crypto.module.js';
import { DatabaseModule, type DatabaseConnections } from './database/database.module.js';
import { FilesModule } from './files/files.module.js';
import { GatewayModule } from './gateway/gateway.module.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import type { RouteTable } from './http/route-table.js';
import { KnowledgeModule } from './knowledge/knowledge.module.js';
import { LangBotModule } from './langbot/langbot.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { McpEndpointModule } from './mcp/endpoint/mcp-endpoint.module.js';
import { McpModule } from './mcp/mcp.module.js';
import { ModelsModule } from './models/models.module.js';
import { OversightModule } from './oversight/oversight.module.js';
import { PipelinesModule } from './pipelines/pipelines.module.js';
import { TasksModule } from './tasks/tasks.module.js';
import { TenantsModule } from './tenants/tenants.module.js';
import { UsageReportsModule } from './usage-reports/usage-reports.module.js';

export interface AppParts {
  config: AppConfig;
  connections: DatabaseConnections;
  routes: RouteTable;
}

@Module({})
export class AppModule {
  static forRoot({ config, connections, routes }: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        DatabaseModule.forRoot(connections),
        CryptoModule,
        AuditModule,
        HttpModule.forRoot(routes),
        HealthModule,
        MetricsModule,
        TenantsModule,
        ApiKeyModule,
        AuthModule,
        ModelsModule,
        TasksModule,
        AdminModule,
        OversightModule,
        UsageReportsModule,
        ConfigurationModule,
        LangBotModule,
        GatewayModule,
        BotsModule,
        PipelinesModule,
        FilesModule,
        KnowledgeModule,
        McpModule,
        McpEndpointModule,
      ],
    };
  }
}
