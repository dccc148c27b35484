import { Module } from '@nestjs/common';
import { GatewayModule } from '../gateway/gateway.module.js';
import { KnowledgeModule } from '../knowledge/knowledge.module.js';
import { McpModule } from '../mcp/mcp.module.js';
import { ModelsModule } from '../models/models.module.js';
import { DebugChat } from './debug-chat/debug-chat.js';
import { PipelineChatResource } from './pipeline-chat-resource.js';
import { PipelineChatController } from './pipeline-chat.controller.js';
import { PipelineDirectory } from './pipeline-directory.js';
import { PipelineModels } from './pipeline-models.js';
import { PipelineRuns } from './pipeline-runs.js';
import { PipelineRunsController } from './pipeline-runs.controller.js';
import { PipelineStatsController } from './pipeline-stats.controller.js';
import { PipelineStatsRepository } from './running/pipeline-stats.repository.js';
import { PipelinesController } from './pipelines.controller.js';
import { PipelinesRepository } from './pipelines.repository.js';
import { PipelinesService } from './pipelines.service.js';
import { Conversations } from './running/conversations.js';
import { ModelTurn } from './running/model-turn.js';
import { PipelineRatesRepository } from './running/pipeline-rates.repository.js';
import { PipelineRunner } from './running/pipeline-runner.js';
import { PipelineRunsRepository } from './running/pipeline-runs.repository.js';
import { PipelineTurnsRepository } from './running/pipeline-turns.repository.js';
import { RateLimiter } from './running/rate-limiter.js';
import { RunRecords } from './running/run-records.js';
import { ToolRound } from './running/tool-round.js';

/** Per tenant: how questions become answers, and that they do. */
@Module({
  imports: [GatewayModule, ModelsModule, KnowledgeModule, McpModule],
  controllers: [PipelineStatsController, PipelinesController, PipelineRunsController, PipelineChatController],
  providers: [
    PipelineStatsRepository,
    PipelinesService,
    PipelinesRepository,
    { provide: PipelineRuns, useClass: PipelineRunner },
    PipelineDirectory,
    PipelineChatResource,
    DebugChat,
    PipelineModels,
    Conversations,
    ModelTurn,
    RateLimiter,
    RunRecords,
    ToolRound,
    PipelineRatesRepository,
    PipelineRunsRepository,
    PipelineTurnsRepository,
  ],
  exports: [PipelineRuns, PipelineDirectory],
})
export class PipelinesModule {}
