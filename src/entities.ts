import { InstanceVariable } from './instance/instance-variable.entity.js';
import { ApiKey } from './api-key/api-key.entity.js';
import { KeySecret } from './api-key/key-secret.entity.js';
import { AuditEvent } from './audit/audit-event.entity.js';
import { AuditChain } from './audit/sealing/audit-chain.entity.js';
import { AuditSeal } from './audit/sealing/audit-seal.entity.js';
import { UnsealedEvent } from './audit/sealing/unsealed-event.entity.js';
import { LoginAttempt } from './auth/login-attempt.entity.js';
import { Session } from './auth/session.entity.js';
import { SetupToken } from './auth/setup-token.entity.js';
import { BotAdmin } from './bots/bot-admin.entity.js';
import { BotEmbed } from './bots/embed/bot-embed.entity.js';
import { BotIdempotencyKey } from './bots/messages/bot-idempotency-key.entity.js';
import { BotLogEntry } from './bots/logs/bot-log-entry.entity.js';
import { BotMessage } from './bots/messages/bot-message.entity.js';
import { BotState } from './bots/bot-state.entity.js';
import { Bot } from './bots/bot.entity.js';
import { KeyringEntry } from './crypto/keyring-entry.entity.js';
import { StoredFile } from './files/stored-file.entity.js';
import { KnowledgeBase } from './knowledge/bases/knowledge-base.entity.js';
import { KnowledgeChunk } from './knowledge/search/knowledge-chunk.entity.js';
import { KnowledgeContent } from './knowledge/import/knowledge-content.entity.js';
import { KnowledgeFile } from './knowledge/import/knowledge-file.entity.js';
import { McpServer } from './mcp/mcp-server.entity.js';
import { ModelAlias } from './models/aliases/model-alias.entity.js';
import { ModelAliasTarget } from './models/aliases/model-alias-target.entity.js';
import { CredentialShare } from './models/credential-share.entity.js';
import { Credential } from './models/credential.entity.js';
import { InstanceDefault } from './models/instance-default.entity.js';
import { ModelUsage } from './models/model-usage.entity.js';
import { DefaultModel } from './models/default-model.entity.js';
import { ModelVersion } from './models/routes/model-version.entity.js';
import { TenantModel } from './models/tenant-model.entity.js';
import { Pipeline } from './pipelines/pipeline.entity.js';
import { PipelineRate } from './pipelines/running/pipeline-rate.entity.js';
import { PipelineRun } from './pipelines/running/pipeline-run.entity.js';
import { PipelineTurn } from './pipelines/running/pipeline-turn.entity.js';
import { Task } from './tasks/task.entity.js';
import { Membership } from './tenants/membership.entity.js';
import { Tenant } from './tenants/tenant.entity.js';
import { User } from './tenants/user.entity.js';
import { Webhook } from './webhooks/webhook.entity.js';
import { Limit, LimitMeter } from './limits/limit.entities.js';
import { MeterLease, MeterWindow } from './limits/meter.entities.js';
import { UsageEvent } from './usage/usage-event.entity.js';
import { UsageJournalRow, UsageLedger } from './usage/usage-journal.entity.js';
import { UsageDay, UsageHour, UsageUserDay } from './usage/usage-totals.entity.js';

/** Every table. */
export const ENTITIES = [
  ApiKey,
  AuditChain,
  AuditEvent,
  AuditSeal,
  Bot,
  BotAdmin,
  BotEmbed,
  BotIdempotencyKey,
  BotLogEntry,
  BotMessage,
  BotState,
  Credential,
  CredentialShare,
  DefaultModel,
  InstanceDefault,
  InstanceVariable,
  KeyringEntry,
  KeySecret,
  KnowledgeBase,
  KnowledgeChunk,
  KnowledgeContent,
  KnowledgeFile,
  Limit,
  LimitMeter,
  LoginAttempt,
  McpServer,
  Membership,
  MeterLease,
  MeterWindow,
  ModelAlias,
  ModelAliasTarget,
  ModelUsage,
  ModelVersion,
  Pipeline,
  PipelineRate,
  PipelineRun,
  PipelineTurn,
  Session,
  SetupToken,
  StoredFile,
  Task,
  Tenant,
  TenantModel,
  UsageDay,
  UsageEvent,
  UsageHour,
  UsageJournalRow,
  UsageLedger,
  UsageUserDay,
  UnsealedEvent,
  User,
  Webhook,
];
