import { Module } from '@nestjs/common';
import { ApiKeyModule } from '../api-key/api-key.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { ModelsModule } from '../models/models.module.js';
import { ProvidersModule } from '../providers/providers.module.js';
import { UsageModule } from '../usage/usage.module.js';
import { Endpoints } from './endpoints/endpoints.js';
import { ModelList } from './endpoints/model-list.js';
import { KeyExplanationsController } from './explain/key-explanations.controller.js';
import { Explanations } from './explain/explanations.js';
import { ForwardPlans } from './forward/forward-plan.js';
import { Forwarder } from './forward/forwarder.js';
import { GatewayPlane } from './gateway-plane.js';
import { GatewayRecords } from './gateway-records.js';
import { GatewayService } from './gateway.service.js';
import { Callers } from './in-process/callers.js';
import { ModelCalls } from './in-process/model-calls.js';
import { CallAdmission } from './limits/call-admission.js';
import { LimitsHead } from './limits/limits-head.js';
import { ModelResolver } from './resolution/model-resolver.js';
import { ChatResources } from './resources/chat-resources.js';
import { EmbedTokens } from './resources/embed-tokens.js';
import { Attempts } from './routing/attempts.js';
import { ProviderHealth } from './routing/provider-health.js';

/** The data plane: OpenAI's and Anthropic's endpoints on the keys and models of the instance. */
@Module({
  imports: [ApiKeyModule, AuthModule, ModelsModule, ProvidersModule, MetricsModule, UsageModule, LimitsModule],
  controllers: [KeyExplanationsController],
  providers: [
    Explanations,
    GatewayPlane,
    GatewayService,
    GatewayRecords,
    Endpoints,
    ModelList,
    ModelResolver,
    Attempts,
    { provide: ProviderHealth, useFactory: () => new ProviderHealth() },
    ForwardPlans,
    Forwarder,
    ChatResources,
    EmbedTokens,
    Callers,
    ModelCalls,
    LimitsHead,
    CallAdmission,
  ],
  exports: [Callers, ChatResources, EmbedTokens, ModelCalls, ModelResolver],
})
export class GatewayModule {}
