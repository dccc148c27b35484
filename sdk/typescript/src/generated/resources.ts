// Generated from openapi.json by `npm run sdk`; a change here is lost.

import { at, everyItem, type Transport } from '../transport.js';
import type {
  AccessToken,
  Activate,
  AdapterList,
  AddBotAdmin,
  AddFile,
  AddMember,
  AddModel,
  AddedBotAdmin,
  Alias,
  AliasPage,
  Alive,
  ApiKey,
  ApiKeyDetail,
  ApiKeyPage,
  AppliedConfiguration,
  AuditEvent,
  AuditPage,
  BotAdminList,
  BotList,
  BotLogs,
  BotLogsQuery,
  ChangeMember,
  ChangePassword,
  ChangedLimit,
  Configuration,
  CreateAlias,
  CreateApiKey,
  CreateBase,
  CreateBot,
  CreateCredential,
  CreateLimit,
  CreateMcpServer,
  CreatePipeline,
  CreateUser,
  CreateWebhook,
  Created,
  CreatedBase,
  CreatedPipeline,
  Credential,
  CredentialModel,
  CredentialModelList,
  CredentialPage,
  DebugMessageList,
  DebugReply,
  DebugReset,
  DefaultModels,
  Discovery,
  Embed,
  EmbedBot,
  Environment,
  ExplainRequest,
  Explanation,
  ExtensionList,
  Factory,
  FactoryDetail,
  ImportBegun,
  IssuedApiKey,
  KeyReportPage,
  KnowledgeBaseList,
  KnowledgeFileList,
  LangBotSystemInfo,
  Limit,
  LimitPage,
  ListedApiKey,
  ListedFactory,
  Login,
  Logs,
  McpLogs,
  McpResource,
  McpResourceTemplates,
  McpResources,
  McpServerList,
  McpTest,
  Me,
  Member,
  NewModel,
  NewPassword,
  NewTenant,
  NewToken,
  NewUser,
  Nothing,
  OneAdapter,
  OneBot,
  OneKnowledgeBase,
  OneMcpServer,
  OnePipeline,
  OneTool,
  OneWebhook,
  PipelineExtensions,
  PipelineList,
  PipelineMetadata,
  PipelineRun,
  PipelineRunPage,
  PipelineStats,
  Profile,
  RagflowUser,
  ReadMcpResource,
  Ready,
  RemoveModel,
  ReportedKey,
  Retrieve,
  Retrieved,
  RoleName,
  RotateApiKey,
  RotatedApiKey,
  SendDebugMessage,
  SendMessage,
  Sent,
  Service,
  ServiceDetail,
  Session,
  SetDefaultModels,
  SetPipelineExtensions,
  SetTenantDefaults,
  SetVariable,
  Setup,
  SetupState,
  ShareCredential,
  Task,
  TaskList,
  Tenant,
  TenantName,
  TenantOverview,
  TenantPage,
  TestMcpServer,
  Token,
  ToolList,
  UpdateAlias,
  UpdateApiKey,
  UpdateBase,
  UpdateBot,
  UpdateCredential,
  UpdateCredentialModel,
  UpdateLimit,
  UpdateMcpServer,
  UpdatePipeline,
  UpdateWebhook,
  UploadedDocument,
  UploadedImage,
  UsagePage,
  UsageRequest,
  UsageRequestPage,
  UsageSum,
  User,
  UserChange,
  UserPage,
  UserSummary,
  Variable,
  Verification,
  VerifyCredential,
  Version,
  WebhookList,
} from './types.js';

export interface TenantsListAllQuery {
  /** `next_cursor` of the page before; the rest of the query has to stay the same. */
  cursor?: string;
  /** Only tenants whose name, or users whose e-mail address or nickname, contains this, in any case. */
  search?: string;
  /** Newest first (`-created_at`), or oldest first. */
  sort?: 'created_at' | '-created_at';
  /** How many records at most. */
  limit?: number;
}

export interface KeysReportListQuery {
  /** `next_cursor` of the page before; the rest of the query has to stay the same. */
  cursor?: string;
  /** A key that was not used for so many days is unused. */
  unused_days?: number;
  /** Keys of that user; another than yourself only for those who manage the tenant. */
  user_id?: string;
  /** The keys of that tenant. For administrators. */
  tenant_id?: string;
  /** `true` for the keys of all tenants. For administrators. */
  all_tenants?: boolean;
  /** How many records at most. */
  limit?: number;
}

export interface KeysListQuery {
  /** `next_cursor` of the page before; the rest of the query has to stay the same. */
  cursor?: string;
  /** Only keys whose name or description contains this, in any case. */
  search?: string;
  /**
   * By `created_at`, `name` (whatever its case) or `last_used_at` (keys that were never used count as the oldest); with
   * `-` before it the other way round.
   */
  sort?: 'created_at' | '-created_at' | 'name' | '-name' | 'last_used_at' | '-last_used_at';
  /** Only keys that are so; an expired one is expired, paused or not. */
  status?: 'active' | 'paused' | 'expired';
  /** Only keys of that user. */
  user_id?: string;
  /** Only keys that may do this, be it by `*`; `*` finds only keys that have it. */
  scope?:
    | '*'
    | 'inference'
    | 'models:read'
    | 'models:write'
    | 'resources:read'
    | 'resources:write'
    | 'usage:read'
    | 'keys:read'
    | 'keys:write'
    | 'admin';
  /** The keys of that tenant. For administrators. */
  tenant_id?: string;
  /** `true` for the keys of all tenants. For administrators. */
  all_tenants?: boolean;
  /** How many records at most. */
  limit?: number;
}

export interface ModelsDefaultsGetQuery {
  /** `true` leaves out what the instance fills in. */
  own?: boolean;
}

export interface ModelsListQuery {
  /** `true`, in any case, adds `api_base` and `max_tokens`. */
  include_details?: boolean;
}

export interface CredentialsModelsRemoveQuery {
  /** `true` removes it although something uses it. */
  force?: boolean;
}

export interface CredentialsListQuery {
  /** `next_cursor` of the page before. */
  cursor?: string;
  /** Only records whose name contains this, in any case. */
  search?: string;
  /** Newest first (`-created_at`), or oldest first. */
  sort?: 'created_at' | '-created_at';
  /** How many records at most. */
  limit?: number;
}

export interface CredentialsDeleteQuery {
  /** `true` removes it although something uses it. */
  force?: boolean;
}

export interface AliasesListQuery {
  /** `next_cursor` of the page before. */
  cursor?: string;
  /** Only records whose name contains this, in any case. */
  search?: string;
  /** Newest first (`-created_at`), or oldest first. */
  sort?: 'created_at' | '-created_at';
  /** How many records at most. */
  limit?: number;
}

export interface TasksListQuery {
  /** All of ours are `user`. */
  type?: 'user' | 'system';
  /** Only tasks of this kind. */
  kind?: 'knowledge-operation' | 'mcp-operation' | 'plugin-operation';
}

export interface UsersListQuery {
  /** `true` for active users only, `false` for deactivated ones. */
  active?: boolean;
  /** `true` for administrators of the instance only, `false` for everybody else. */
  administrators?: boolean;
  /** `next_cursor` of the page before; the rest of the query has to stay the same. */
  cursor?: string;
  /** Only tenants whose name, or users whose e-mail address or nickname, contains this, in any case. */
  search?: string;
  /** Newest first (`-created_at`), or oldest first. */
  sort?: 'created_at' | '-created_at';
  /** How many records at most. */
  limit?: number;
}

export interface AuditListQuery {
  /** `next_cursor` of the page before; the rest of the query has to stay the same. */
  cursor?: string;
  /** Who did it: a user's id, or `user:<id>`, `key:<id>`, `system`. */
  actor?: string;
  action?: string;
  /** What kind of thing it was done to. */
  target_kind?: string;
  /** To which one; needs `target_kind`. */
  target_id?: string;
  /** In which tenant; another one than yours only as an administrator. */
  tenant_id?: string;
  /** Not before then. */
  since?: string;
  /** Before then. */
  until?: string;
  /** How many records at most. */
  limit?: number;
}

export interface UsageListQuery {
  /**
   * By what, three at most, separated by commas: one of `hour`, `day`, `month` (UTC), and `key`, `user`, `model`,
   * `tenant` (administrators). The latest come first. Left out: one sum of all.
   */
  group_by?: string;
  /** The largest first, where nothing is grouped by time. */
  sort?: '-cost' | '-tokens' | '-requests';
  /** `true` for all tenants together. For administrators. */
  all_tenants?: boolean;
  /** `next_cursor` of the page before; the rest of the query has to stay the same. */
  cursor?: string;
  /** Not before then; 30 days before `to` if it is left out. */
  from?: string;
  /** Before then; now if it is left out. */
  to?: string;
  /** By that key; `none` for users who signed in, without one. */
  key_id?: string;
  /** By that user, and by their keys; another than yourself only for those who manage the tenant. */
  user_id?: string;
  /** Of that model, `name@Factory`, or of all factories' models of that name; `none` for what reached no model. */
  model?: string;
  /** In that tenant; another than yours only for administrators. */
  tenant_id?: string;
  /**
   * `csv` for the whole list as a file, whatever `limit` and `cursor` say; so does `Accept: text/csv`. A million rows at
   * most: where there are more, the answer has the header `X-Truncated: true`.
   */
  format?: 'json' | 'csv';
  /** How many records at most. */
  limit?: number;
}

export interface UsageListRequestsQuery {
  /** How they ended: `ok`, `failed` (400 or more), `left` (the client, before the end), or a status. */
  status?: string;
  /** What was called. */
  endpoint?: 'chat' | 'messages' | 'embeddings' | 'rerank' | 'speech' | 'transcriptions' | 'models' | 'count_tokens';
  /** `next_cursor` of the page before; the rest of the query has to stay the same. */
  cursor?: string;
  /** Not before then; 30 days before `to` if it is left out. */
  from?: string;
  /** Before then; now if it is left out. */
  to?: string;
  /** By that key; `none` for users who signed in, without one. */
  key_id?: string;
  /** By that user, and by their keys; another than yourself only for those who manage the tenant. */
  user_id?: string;
  /** Of that model, `name@Factory`, or of all factories' models of that name; `none` for what reached no model. */
  model?: string;
  /** In that tenant; another than yours only for administrators. */
  tenant_id?: string;
  /**
   * `csv` for the whole list as a file, whatever `limit` and `cursor` say; so does `Accept: text/csv`. A million rows at
   * most: where there are more, the answer has the header `X-Truncated: true`.
   */
  format?: 'json' | 'csv';
  /** How many records at most. */
  limit?: number;
}

export interface LogsReadQuery {
  /** Where to begin: a page has 20 lines. */
  start_page_number: number;
  /** Where to begin in that page. */
  start_offset: number;
}

export interface PipelinesRunsListQuery {
  /** `next_cursor` of the page before. */
  cursor?: string;
  /** Only records whose name contains this, in any case. */
  search?: string;
  /** Newest first (`-created_at`), or oldest first. */
  sort?: 'created_at' | '-created_at';
  /** How many records at most. */
  limit?: number;
}

export interface PipelinesListQuery {
  /** `created_at` or `updated_at`; by anything else the list is not sorted. */
  sort_by?: string;
  /** `DESC`; anything else means ascending. */
  sort_order?: string;
}

export interface McpServersLogsQuery {
  limit: number;
  /** Only lines of this level. */
  level?: 'debug' | 'info' | 'warning' | 'error';
}

export interface FactoriesGetQuery {
  /** `true` adds what each model costs, how long its answers may be, and when the vendor ends it. */
  include_prices?: boolean;
}

export interface LimitsListQuery {
  /** `next_cursor` of the page before; the rest of the query has to stay the same. */
  cursor?: string;
  /** Only those of that key; `none` for those of the tenant as a whole. */
  key_id?: string;
  /** Of that tenant. For administrators. */
  tenant_id?: string;
  /** How many records at most. */
  limit?: number;
}

export class HealthApi {
  constructor(private readonly transport: Transport) {}

  /** The process is alive. */
  alive(): Promise<Alive> {
    return this.transport.json({ verb: 'GET', path: at`/healthz` });
  }

  /** The process can serve; 503 when it can't. */
  ready(): Promise<Ready> {
    return this.transport.json({ verb: 'GET', path: at`/readyz` });
  }
}

export class SystemApi {
  constructor(private readonly transport: Transport) {}

  /** The version of this server, and which parts of LangBot it has. */
  getInfo(): Promise<LangBotSystemInfo> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/system/info` });
  }
}

export class TenantsApi {
  constructor(private readonly transport: Transport) {}

  /** The tenants that I belong to, with my role in each. An API key sees the one it is bound to. */
  list(): Promise<Tenant[]> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/tenants` });
  }

  /** Makes a tenant beside those that users have of their own. For administrators. */
  create(body: NewTenant): Promise<TenantOverview> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/tenants`, body });
  }

  /** The members of a tenant of mine. */
  listMembers(id: string): Promise<Member[]> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/tenants/${id}/members` });
  }

  /** Lets an existing user into a tenant that I manage. */
  addMember(id: string, body: AddMember): Promise<Member> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/tenants/${id}/members`, body });
  }

  /** Gives a member another role. The last owner stays owner. */
  changeMember(id: string, userId: string, body: ChangeMember): Promise<Member> {
    return this.transport.json({ verb: 'PATCH', path: at`/api/v1/tenants/${id}/members/${userId}`, body });
  }

  /** Takes a member out of the tenant; their keys for it stop at once. */
  removeMember(id: string, userId: string): Promise<null> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/tenants/${id}/members/${userId}` });
  }

  /** All tenants of the instance. For administrators. */
  listAll(query: TenantsListAllQuery = {}): Promise<TenantPage> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/tenants/all`, query });
  }

  /** As `listAll`, but every item of every page, asked for as the loop goes on. */
  iterateAll(query: Omit<TenantsListAllQuery, 'cursor'> = {}): AsyncGenerator<TenantOverview> {
    return everyItem((cursor) => this.listAll({ ...query, ...cursor }));
  }

  /** Renames a tenant of mine, or, as an administrator, any. */
  rename(id: string, body: TenantName): Promise<TenantOverview> {
    return this.transport.json({ verb: 'PATCH', path: at`/api/v1/tenants/${id}`, body });
  }
}

export class KeysReportApi {
  constructor(private readonly transport: Transport) {}

  /**
   * Keys that nobody uses, that may do more than they do, that never expire or have no limit; by when they were used,
   * and by the models that they called in 90 days. Expired ones are left out. A page looks at `limit` keys and has those
   * of which there is something to say: it may come back short, and even empty, though `next_cursor` names more.
   */
  list(query: KeysReportListQuery = {}): Promise<KeyReportPage> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/keys/report`, query });
  }

  /** As `list`, but every item of every page, asked for as the loop goes on. */
  iterate(query: Omit<KeysReportListQuery, 'cursor'> = {}): AsyncGenerator<ReportedKey> {
    return everyItem((cursor) => this.list({ ...query, ...cursor }));
  }
}

export class KeysExplanationsApi {
  constructor(private readonly transport: Transport) {}

  /**
   * Whether a request with a key would pass, and which rule decides. Nothing is sent, and nothing is counted. Of one's
   * own keys; for those who manage the tenant, of all its keys; for administrators, of any.
   */
  create(body: ExplainRequest): Promise<Explanation> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/keys/explain`, body });
  }
}

export class KeysApi {
  readonly report: KeysReportApi;
  readonly explanations: KeysExplanationsApi;

  constructor(private readonly transport: Transport) {
    this.report = new KeysReportApi(transport);
    this.explanations = new KeysExplanationsApi(transport);
  }

  /** My keys; for those who manage the tenant, all of its keys; for administrators who ask so, those of any tenant. */
  list(query: KeysListQuery = {}): Promise<ApiKeyPage> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/keys`, query });
  }

  /** As `list`, but every item of every page, asked for as the loop goes on. */
  iterate(query: Omit<KeysListQuery, 'cursor'> = {}): AsyncGenerator<ListedApiKey> {
    return everyItem((cursor) => this.list({ ...query, ...cursor }));
  }

  /** Makes an API key. The answer is the only place where its token appears. */
  create(body: CreateApiKey): Promise<IssuedApiKey> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/keys`, body });
  }

  /** The key that makes this call. */
  self(): Promise<ApiKey> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/keys/self` });
  }

  /** One key, and what would stop with it. Administrators may name any tenant's, here and below. */
  get(id: string): Promise<ApiKeyDetail> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/keys/${id}` });
  }

  /** Changes a key, or pauses and resumes it. Holds at once. */
  update(id: string, body: UpdateApiKey): Promise<ListedApiKey> {
    return this.transport.json({ verb: 'PATCH', path: at`/api/v1/keys/${id}`, body });
  }

  /** Ends a key for ever. Holds at once. */
  delete(id: string): Promise<null> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/keys/${id}` });
  }

  /** Gives a key a new token, keeping its id and all that hangs on it. */
  rotate(id: string, body: RotateApiKey): Promise<RotatedApiKey> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/keys/${id}/rotate`, body });
  }
}

export class AuthApi {
  constructor(private readonly transport: Transport) {}

  /** Signs in with e-mail address and password. The token lasts 15 minutes; the cookie that comes along renews it. */
  login(body: Login): Promise<AccessToken> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/auth/login`, body });
  }

  /** A fresh token for the refresh cookie, which is replaced. */
  refresh(): Promise<AccessToken> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/auth/refresh` });
  }

  /** Ends this session at once. */
  logout(): Promise<null> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/auth/logout` });
  }

  /** Changes my password. All my sessions end, this one included. */
  changePassword(body: ChangePassword): Promise<null> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/auth/password`, body });
  }

  /** Who I am, to this server. */
  me(): Promise<Me> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/auth/me` });
  }

  /** Changes how I am called, or the language in which the console speaks to me. */
  changeProfile(body: Profile): Promise<Me> {
    return this.transport.json({ verb: 'PATCH', path: at`/api/v1/auth/me`, body });
  }

  /** My sign-ins that are still good, the newest first. */
  listSessions(): Promise<Session[]> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/auth/sessions` });
  }

  /** Ends one of my sign-ins at once. */
  deleteSession(id: string): Promise<null> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/auth/sessions/${id}` });
  }

  /** Whether the first administrator is still to be made. */
  getSetup(): Promise<SetupState> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/auth/setup` });
  }

  /** Makes the first administrator, with the token of the one-time link, and signs them in. */
  setup(body: Setup): Promise<AccessToken> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/auth/setup`, body });
  }
}

export class ModelsDefaultsApi {
  constructor(private readonly transport: Transport) {}

  /**
   * The six default models of the caller's tenant. The instance's fill what it leaves empty; with `own=true` those stay
   * out.
   */
  get(query: ModelsDefaultsGetQuery = {}): Promise<DefaultModels> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/models/default`, query });
  }

  /** Sets or clears default models, all that are given or none. A model must be configured and of the right type. */
  set(body: SetTenantDefaults): Promise<boolean> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/models/default`, body });
  }
}

export class ModelsApi {
  readonly defaults: ModelsDefaultsApi;

  constructor(private readonly transport: Transport) {
    this.defaults = new ModelsDefaultsApi(transport);
  }

  /** The configured factories by name, each with its models, and `Builtin` with what this instance brings along. */
  list(query: ModelsListQuery = {}): Promise<Record<string, ListedFactory>> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/models`, query });
  }

  /**
   * Connects a factory, or one model of it. The provider is asked with the credential first; nothing is stored unless
   * it answers. Adding again updates credential and address in place.
   */
  add(body: AddModel): Promise<boolean> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/models`, body });
  }

  /** Disconnects a factory, or removes one model of it. Defaults that point there are cleared. */
  remove(body: RemoveModel): Promise<boolean> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/models`, body });
  }
}

export class CredentialsModelsApi {
  constructor(private readonly transport: Transport) {}

  /** Asks the provider which models it has: with public prices and limits, and whether they are added already. */
  discover(id: string): Promise<Discovery> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/credentials/${id}/discover` });
  }

  /** The models that were added. */
  list(id: string): Promise<CredentialModelList> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/credentials/${id}/models` });
  }

  /** Adds a model, without asking the provider. */
  add(id: string, body: NewModel): Promise<CredentialModel> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/credentials/${id}/models`, body });
  }

  /** Switches a model on or off, or changes how long the gateway waits for it. */
  update(id: string, modelId: string, body: UpdateCredentialModel): Promise<CredentialModel> {
    return this.transport.json({ verb: 'PATCH', path: at`/api/v1/credentials/${id}/models/${modelId}`, body });
  }

  /** Removes a model. While defaults or aliases use it, `data.used_by` names those instead. */
  remove(id: string, modelId: string, query: CredentialsModelsRemoveQuery = {}): Promise<null> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/credentials/${id}/models/${modelId}`, query });
  }
}

export class CredentialsApi {
  readonly models: CredentialsModelsApi;

  constructor(private readonly transport: Transport) {
    this.models = new CredentialsModelsApi(transport);
  }

  /**
   * Tries a provider credential with tiny calls, without storing it: which model types answer, or what went wrong.
   * Answers 200 whatever the provider says.
   */
  verify(body: VerifyCredential): Promise<Verification> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/credentials/verify`, body });
  }

  /** The credentials of the caller's tenant, secrets masked. Those of others that it may use are not among them. */
  list(query: CredentialsListQuery = {}): Promise<CredentialPage> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/credentials`, query });
  }

  /** As `list`, but every item of every page, asked for as the loop goes on. */
  iterate(query: Omit<CredentialsListQuery, 'cursor'> = {}): AsyncGenerator<Credential> {
    return everyItem((cursor) => this.list({ ...query, ...cursor }));
  }

  /**
   * Connects a provider and adds its models. The provider is asked first; `data` of a refusal says what each model type
   * answered.
   */
  create(body: CreateCredential): Promise<Credential> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/credentials`, body });
  }

  /** One credential, secrets masked. */
  get(id: string): Promise<Credential> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/credentials/${id}` });
  }

  /** Changes a credential. What was shown masked may be sent back so, but not to another place. */
  update(id: string, body: UpdateCredential): Promise<Credential> {
    return this.transport.json({ verb: 'PATCH', path: at`/api/v1/credentials/${id}`, body });
  }

  /** Removes a credential with its models. While defaults or aliases use them, `data.used_by` names those instead. */
  delete(id: string, query: CredentialsDeleteQuery = {}): Promise<null> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/credentials/${id}`, query });
  }

  /** Asks the provider again, and keeps what it says. Answers 200 whatever that is. */
  verifyStored(id: string): Promise<Verification> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/credentials/${id}/verify` });
  }

  /**
   * Shares a credential with exactly these tenants, or with all. They can use its models, but neither see nor change
   * it; what they use is booked to them.
   */
  share(id: string, body: ShareCredential): Promise<Credential> {
    return this.transport.json({ verb: 'PUT', path: at`/api/v1/credentials/${id}/shares`, body });
  }
}

export class InstanceDefaultsApi {
  constructor(private readonly transport: Transport) {}

  /** The six default models of the instance. */
  get(): Promise<DefaultModels> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/instance/defaults` });
  }

  /**
   * Sets or clears default models of the instance, all that are given or none. Models are named as your tenant has
   * them; each tenant that can use such a model, because it is built in or shared with it, and has no default of its
   * own gets it.
   */
  set(body: SetDefaultModels): Promise<DefaultModels> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/instance/defaults`, body });
  }
}

export class InstanceApi {
  readonly defaults: InstanceDefaultsApi;

  constructor(transport: Transport) {
    this.defaults = new InstanceDefaultsApi(transport);
  }
}

export class AliasesApi {
  constructor(private readonly transport: Transport) {}

  /** The aliases of the caller's tenant. */
  list(query: AliasesListQuery = {}): Promise<AliasPage> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/aliases`, query });
  }

  /** As `list`, but every item of every page, asked for as the loop goes on. */
  iterate(query: Omit<AliasesListQuery, 'cursor'> = {}): AsyncGenerator<Alias> {
    return everyItem((cursor) => this.list({ ...query, ...cursor }));
  }

  /** Gives one or several models a name of the tenant's own. */
  create(body: CreateAlias): Promise<Alias> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/aliases`, body });
  }

  /** One alias. */
  get(id: string): Promise<Alias> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/aliases/${id}` });
  }

  /** Changes an alias. */
  update(id: string, body: UpdateAlias): Promise<Alias> {
    return this.transport.json({ verb: 'PATCH', path: at`/api/v1/aliases/${id}`, body });
  }

  /** Removes an alias. Its models stay. */
  delete(id: string): Promise<null> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/aliases/${id}` });
  }
}

export class TasksApi {
  constructor(private readonly transport: Transport) {}

  /** The last 200 tasks of the caller's tenant, the youngest first. */
  list(query: TasksListQuery = {}): Promise<TaskList> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/system/tasks`, query });
  }

  /** One task. */
  get(id: string): Promise<Task> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/system/tasks/${id}` });
  }
}

export class AdminUsersApi {
  constructor(private readonly transport: Transport) {}

  /** All users. */
  list(): Promise<UserSummary[]> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/admin/users` });
  }

  /** Makes a user with a tenant of their own. */
  create(body: CreateUser): Promise<RagflowUser> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/admin/users`, body });
  }

  /** One user, as a list of one. */
  get(username: string): Promise<RagflowUser[]> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/admin/users/${username}` });
  }

  /** Deletes a deactivated user with their tenant and everything in it. */
  delete(username: string): Promise<null> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/admin/users/${username}` });
  }

  /** Sets a user's password and ends all their sessions. */
  setPassword(username: string, body: NewPassword): Promise<null> {
    return this.transport.json({ verb: 'PUT', path: at`/api/v1/admin/users/${username}/password`, body });
  }

  /** Activates or deactivates a user. Deactivation ends their sessions and stops their keys at once. */
  setActive(username: string, body: Activate): Promise<null> {
    return this.transport.json({ verb: 'PUT', path: at`/api/v1/admin/users/${username}/activate`, body });
  }

  /** Makes a user an instance administrator. */
  grantAdmin(username: string): Promise<null> {
    return this.transport.json({ verb: 'PUT', path: at`/api/v1/admin/users/${username}/admin` });
  }

  /** Takes administration away from a user. */
  revokeAdmin(username: string): Promise<null> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/admin/users/${username}/admin` });
  }

  /** RAGFlow's role engine is not in this edition; memberships of tenants are at `/api/v1/tenants`. */
  setRole(username: string, body: RoleName): Promise<null> {
    return this.transport.json({ verb: 'PUT', path: at`/api/v1/admin/users/${username}/role`, body });
  }

  /** RAGFlow's role engine is not in this edition. */
  getPermission(username: string): Promise<null> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/admin/users/${username}/permission` });
  }

  /** Datasets of a user: none, this edition keeps none. */
  listDatasets(username: string): Promise<Record<string, unknown>[]> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/admin/users/${username}/datasets` });
  }

  /** Agents of a user: none, this edition keeps none. */
  listAgents(username: string): Promise<Record<string, unknown>[]> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/admin/users/${username}/agents` });
  }

  /** The API keys of a user. Those made here are shown whole, unless the operator forbids it. */
  listApiKeys(username: string): Promise<Token[]> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/admin/users/${username}/api_key` });
  }

  /** Makes an API key for a user. */
  createApiKey(username: string): Promise<NewToken> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/admin/users/${username}/api_key` });
  }

  /** Ends an API key of a user at once. */
  deleteApiKey(username: string, token: string): Promise<null> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/admin/users/${username}/api_key/${token}` });
  }
}

export class AdminSystemApi {
  constructor(private readonly transport: Transport) {}

  /** The version of this server. */
  getVersion(): Promise<Version> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/admin/version` });
  }

  /** What this instance consists of. */
  listServices(): Promise<Service[]> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/admin/services` });
  }

  /** One part of this instance. */
  getService(id: string): Promise<ServiceDetail> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/admin/services/${id}` });
  }

  /** Restarting parts is not in this edition. */
  restartService(id: string): Promise<null> {
    return this.transport.json({ verb: 'PUT', path: at`/api/v1/admin/services/${id}` });
  }

  /** Stopping parts is not in this edition. */
  shutdownService(id: string): Promise<null> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/admin/services/${id}` });
  }

  /** All variables, or the one that the body names as `var_name`. */
  listVariables(): Promise<Variable[]> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/admin/variables` });
  }

  /** Sets a variable, be it new or not. */
  setVariable(body: SetVariable): Promise<null> {
    return this.transport.json({ verb: 'PUT', path: at`/api/v1/admin/variables`, body });
  }

  /** How the parts of this instance are configured. */
  listConfigs(): Promise<Service[]> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/admin/configs` });
  }

  /** The operator's settings in force. */
  listEnvironments(): Promise<Environment[]> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/admin/environments` });
  }
}

export class AdminApi {
  readonly users: AdminUsersApi;
  readonly system: AdminSystemApi;

  constructor(transport: Transport) {
    this.users = new AdminUsersApi(transport);
    this.system = new AdminSystemApi(transport);
  }
}

export class UsersApi {
  constructor(private readonly transport: Transport) {}

  /** All users of the instance. For administrators, as is all of this. */
  list(query: UsersListQuery = {}): Promise<UserPage> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/users`, query });
  }

  /** As `list`, but every item of every page, asked for as the loop goes on. */
  iterate(query: Omit<UsersListQuery, 'cursor'> = {}): AsyncGenerator<User> {
    return everyItem((cursor) => this.list({ ...query, ...cursor }));
  }

  /** Makes a user with a tenant of their own. */
  create(body: NewUser): Promise<User> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/users`, body });
  }

  /** One user. */
  get(id: string): Promise<User> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/users/${id}` });
  }

  /**
   * Changes a user. A new password, or deactivation, ends all their sessions at once; deactivation stops their keys too.
   * There is always an administrator left, and nobody locks themselves out.
   */
  update(id: string, body: UserChange): Promise<User> {
    return this.transport.json({ verb: 'PATCH', path: at`/api/v1/users/${id}`, body });
  }

  /** Deletes a deactivated user who is no administrator, with their own tenant and everything in it. */
  delete(id: string): Promise<null> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/users/${id}` });
  }
}

export class AuditApi {
  constructor(private readonly transport: Transport) {}

  /**
   * Who changed what, the newest first: for administrators everywhere, for owners and administrators of a tenant who
   * signed in, in theirs. A key needs the scope `admin`.
   */
  list(query: AuditListQuery = {}): Promise<AuditPage> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/audit`, query });
  }

  /** As `list`, but every item of every page, asked for as the loop goes on. */
  iterate(query: Omit<AuditListQuery, 'cursor'> = {}): AsyncGenerator<AuditEvent> {
    return everyItem((cursor) => this.list({ ...query, ...cursor }));
  }
}

export class UsageApi {
  constructor(private readonly transport: Transport) {}

  /**
   * What was used and what it cost: in total, or by time, key, user and model. Those who manage a tenant see all of it,
   * others what they used themselves and by their keys, administrators what any tenant used.
   */
  list(query: UsageListQuery = {}): Promise<UsagePage> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/usage`, query });
  }

  /** As `list`, but every item of every page, asked for as the loop goes on. */
  iterate(query: Omit<UsageListQuery, 'cursor'> = {}): AsyncGenerator<UsageSum> {
    return everyItem((cursor) => this.list({ ...query, ...cursor }));
  }

  /**
   * Single requests, the newest first. Of many that do not match, a page may come back short, and even empty, though
   * `next_cursor` says that there is more to look at.
   */
  listRequests(query: UsageListRequestsQuery = {}): Promise<UsageRequestPage> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/usage/requests`, query });
  }

  /** As `listRequests`, but every item of every page, asked for as the loop goes on. */
  iterateRequests(query: Omit<UsageListRequestsQuery, 'cursor'> = {}): AsyncGenerator<UsageRequest> {
    return everyItem((cursor) => this.listRequests({ ...query, ...cursor }));
  }
}

export class ConfigurationApi {
  constructor(private readonly transport: Transport) {}

  /**
   * Makes tenants as they are described here, all of it or nothing: what is missing is made, what differs is changed, what
   * is not spoken of stays. With `dry_run` it tells what it would do, having tried it.
   *
   * Needs what the single calls need: models:write in each tenant, for members a user who signed in, for new tenants and
   * `instance` an instance administrator. An API key reaches its own tenant alone.
   */
  apply(body: Configuration): Promise<AppliedConfiguration> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/configuration`, body });
  }
}

export class ToolsApi {
  constructor(private readonly transport: Transport) {}

  /** All tools of connected servers. */
  list(): Promise<ToolList> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/tools` });
  }

  /** One tool. */
  get(name: string): Promise<OneTool> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/tools/${name}` });
  }
}

export class ExtensionsApi {
  constructor(private readonly transport: Transport) {}

  /** All MCP servers of the caller's tenant. */
  list(): Promise<ExtensionList> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/extensions` });
  }
}

export class LogsApi {
  constructor(private readonly transport: Transport) {}

  /** The last lines of the server that answers, all of its workers together, from a place on; ask again from the place where they end. */
  read(query: LogsReadQuery): Promise<Logs> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/logs`, query });
  }
}

export class BotsAdaptersApi {
  constructor(private readonly transport: Transport) {}

  /** All adapters, those that can only be stored among them. */
  list(): Promise<AdapterList> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/platform/adapters` });
  }

  /** One adapter. */
  get(name: string): Promise<OneAdapter> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/platform/adapters/${name}` });
  }

  /** Its picture: a letter in a circle. */
  icon(name: string): Promise<Uint8Array> {
    return this.transport.bytes({ verb: 'GET', path: at`/api/v1/platform/adapters/${name}/icon` });
  }
}

export class BotsApi {
  readonly adapters: BotsAdaptersApi;

  constructor(private readonly transport: Transport) {
    this.adapters = new BotsAdaptersApi(transport);
  }

  /** All bots, the youngest first. */
  list(): Promise<BotList> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/platform/bots` });
  }

  /** Makes a bot. It runs at once when `enable` is true. */
  create(body: CreateBot): Promise<Created> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/platform/bots`, body });
  }

  /** One bot, and how it fares. */
  get(uuid: string): Promise<OneBot> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/platform/bots/${uuid}` });
  }

  /** Changes a bot, and starts it again. */
  update(uuid: string, body: UpdateBot): Promise<null> {
    return this.transport.json({ verb: 'PUT', path: at`/api/v1/platform/bots/${uuid}`, body });
  }

  /** Removes a bot, its log and what it was told. */
  delete(uuid: string): Promise<null> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/platform/bots/${uuid}` });
  }

  /** A part of the bot's log: up to `max_count` entries that end with `from_index`. */
  readLogs(uuid: string, body: BotLogsQuery): Promise<BotLogs> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/platform/bots/${uuid}/logs`, body });
  }

  /** Lets the bot say something unasked. */
  sendMessage(uuid: string, body: SendMessage): Promise<Sent> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/platform/bots/${uuid}/send_message`, body });
  }

  /** Who administers the bot on its platform. */
  listAdmins(uuid: string): Promise<BotAdminList> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/platform/bots/${uuid}/admins` });
  }

  /** Adds somebody who administers the bot on its platform. */
  addAdmin(uuid: string, body: AddBotAdmin): Promise<AddedBotAdmin> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/platform/bots/${uuid}/admins`, body });
  }

  /** Removes somebody from those who administer the bot. */
  removeAdmin(uuid: string, id: string): Promise<null> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/platform/bots/${uuid}/admins/${id}` });
  }

  /** Ties a key's publishable token to this bot alone. One that was tied to another bot leaves it. */
  embed(uuid: string, body: EmbedBot): Promise<Embed> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/platform/bots/${uuid}/embed`, body });
  }

  /** Ends what a key's publishable token may do with this bot. */
  removeEmbed(uuid: string, keyId: string): Promise<null> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/platform/bots/${uuid}/embed/${keyId}` });
  }
}

export class PipelinesStatsApi {
  constructor(private readonly transport: Transport) {}

  /** Counts over what is kept of the tenant's conversations and runs. */
  getBasic(): Promise<PipelineStats> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/stats/basic` });
  }
}

export class PipelinesRunsApi {
  constructor(private readonly transport: Transport) {}

  /** The runs of a pipeline, those that go on included; `search` has no effect. */
  list(uuid: string, query: PipelinesRunsListQuery = {}): Promise<PipelineRunPage> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/pipelines/${uuid}/runs`, query });
  }

  /** As `list`, but every item of every page, asked for as the loop goes on. */
  iterate(uuid: string, query: Omit<PipelinesRunsListQuery, 'cursor'> = {}): AsyncGenerator<PipelineRun> {
    return everyItem((cursor) => this.list(uuid, { ...query, ...cursor }));
  }

  /** One run. */
  get(uuid: string, id: string): Promise<PipelineRun> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/pipelines/${uuid}/runs/${id}` });
  }
}

export class PipelinesChatApi {
  constructor(private readonly transport: Transport) {}

  /** Asks the pipeline. With `is_stream` the answer comes as server-sent events; whoever leaves ends the run. */
  send(uuid: string, body: SendDebugMessage): Promise<DebugReply> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/pipelines/${uuid}/chat/send`, body });
  }

  /** What the caller and the pipeline said, the oldest first. */
  list(uuid: string, sessionType: string): Promise<DebugMessageList> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/pipelines/${uuid}/chat/messages/${sessionType}` });
  }

  /** Forgets what was said. */
  reset(uuid: string, sessionType: string): Promise<DebugReset> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/pipelines/${uuid}/chat/reset/${sessionType}` });
  }
}

export class PipelinesApi {
  readonly stats: PipelinesStatsApi;
  readonly runs: PipelinesRunsApi;
  readonly chat: PipelinesChatApi;

  constructor(private readonly transport: Transport) {
    this.stats = new PipelinesStatsApi(transport);
    this.runs = new PipelinesRunsApi(transport);
    this.chat = new PipelinesChatApi(transport);
  }

  /** All pipelines of the caller's tenant. */
  list(query: PipelinesListQuery = {}): Promise<PipelineList> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/pipelines`, query });
  }

  /** Makes a pipeline; a tenant's first one is its default. */
  create(body: CreatePipeline): Promise<CreatedPipeline> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/pipelines`, body });
  }

  /** Everything that can be set; what has no effect on this server says so. */
  getMetadata(): Promise<PipelineMetadata> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/pipelines/_/metadata` });
  }

  /** One pipeline. */
  get(uuid: string): Promise<OnePipeline> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/pipelines/${uuid}` });
  }

  /** Changes a pipeline; what the body leaves out stays, and `config` is replaced whole. */
  update(uuid: string, body: UpdatePipeline): Promise<null> {
    return this.transport.json({ verb: 'PUT', path: at`/api/v1/pipelines/${uuid}`, body });
  }

  /** Removes a pipeline with its runs and sessions. Where it was the default, the oldest one left becomes that. */
  delete(uuid: string): Promise<null> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/pipelines/${uuid}` });
  }

  /** Makes a pipeline like another one, under its name with ` (Copy)`. */
  copy(uuid: string): Promise<CreatedPipeline> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/pipelines/${uuid}/copy` });
  }

  /** What a pipeline uses besides its model, and what it could. */
  getExtensions(uuid: string): Promise<PipelineExtensions> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/pipelines/${uuid}/extensions` });
  }

  /** Says which MCP servers a pipeline may use. */
  setExtensions(uuid: string, body: SetPipelineExtensions): Promise<null> {
    return this.transport.json({ verb: 'PUT', path: at`/api/v1/pipelines/${uuid}/extensions`, body });
  }
}

export class FilesApi {
  constructor(private readonly transport: Transport) {}

  /** Uploads a document of at most 10 MiB. It is forgotten after a day unless a knowledge base imports it. */
  uploadDocument(file: File): Promise<UploadedDocument> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/files/documents`, file });
  }

  /** Uploads a picture (jpg, png, gif, webp) of at most 10 MiB. It is kept for 30 days after it was last looked at. */
  uploadImage(file: File): Promise<UploadedImage> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/files/images`, file });
  }

  /** A picture as it was uploaded. */
  image(key: string): Promise<Uint8Array> {
    return this.transport.bytes({ verb: 'GET', path: at`/api/v1/files/image/${key}` });
  }
}

export class KnowledgeBasesApi {
  constructor(private readonly transport: Transport) {}

  /** All knowledge bases, the oldest first. */
  list(): Promise<KnowledgeBaseList> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/knowledge/bases` });
  }

  /** Makes a knowledge base, without files. */
  create(body: CreateBase): Promise<CreatedBase> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/knowledge/bases`, body });
  }

  /** One knowledge base. */
  get(uuid: string): Promise<OneKnowledgeBase> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/knowledge/bases/${uuid}` });
  }

  /** Changes a knowledge base; what the body leaves out stays. Another model embeds all its files anew. */
  update(uuid: string, body: UpdateBase): Promise<Nothing> {
    return this.transport.json({ verb: 'PUT', path: at`/api/v1/knowledge/bases/${uuid}`, body });
  }

  /** Removes a knowledge base with its files. */
  delete(uuid: string): Promise<Nothing> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/knowledge/bases/${uuid}` });
  }

  /** What the base holds on a question, the best first. It needs the scope `inference`, since models are called for it. */
  retrieve(uuid: string, body: Retrieve): Promise<Retrieved> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/knowledge/bases/${uuid}/retrieve`, body });
  }
}

export class KnowledgeFilesApi {
  constructor(private readonly transport: Transport) {}

  /** All files of a base, the oldest first. */
  list(uuid: string): Promise<KnowledgeFileList> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/knowledge/bases/${uuid}/files` });
  }

  /** Imports an uploaded document: txt, md, html, csv, pdf, docx, or a zip archive of such. It goes on after the answer. */
  add(uuid: string, body: AddFile): Promise<ImportBegun> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/knowledge/bases/${uuid}/files`, body });
  }

  /** Removes a file with all that was made of it; an import that goes on ends. */
  delete(uuid: string, fileUuid: string): Promise<Nothing> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/knowledge/bases/${uuid}/files/${fileUuid}` });
  }
}

export class KnowledgeApi {
  readonly bases: KnowledgeBasesApi;
  readonly files: KnowledgeFilesApi;

  constructor(transport: Transport) {
    this.bases = new KnowledgeBasesApi(transport);
    this.files = new KnowledgeFilesApi(transport);
  }
}

export class McpServersApi {
  constructor(private readonly transport: Transport) {}

  /** All MCP servers, and how their sessions fare. */
  list(): Promise<McpServerList> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/mcp/servers` });
  }

  /** Makes an MCP server. It is connected at once when `enable` is true. */
  create(body: CreateMcpServer): Promise<Created> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/mcp/servers`, body });
  }

  /** One MCP server, and how its session fares. */
  get(name: string): Promise<OneMcpServer> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/mcp/servers/${name}` });
  }

  /** Changes an MCP server, and connects it anew. */
  update(name: string, body: UpdateMcpServer): Promise<null> {
    return this.transport.json({ verb: 'PUT', path: at`/api/v1/mcp/servers/${name}`, body });
  }

  /** Removes an MCP server, and ends its session. */
  delete(name: string): Promise<null> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/mcp/servers/${name}` });
  }

  /** Connects a server for a test, as a task. With the name `_`: the record in the body, which need not be stored. */
  test(name: string, body: TestMcpServer): Promise<McpTest> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/mcp/servers/${name}/test`, body });
  }

  /** What a connected server offers to be read. */
  listResources(name: string): Promise<McpResources> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/mcp/servers/${name}/resources` });
  }

  /** The patterns of what a connected server offers to be read. */
  listResourceTemplates(name: string): Promise<McpResourceTemplates> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/mcp/servers/${name}/resource-templates` });
  }

  /** Reads a resource of a connected server. */
  readResource(name: string, body: ReadMcpResource): Promise<McpResource> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/mcp/servers/${name}/resources/read`, body });
  }

  /** What happened to a server's session in this process lately. */
  logs(name: string, query: McpServersLogsQuery): Promise<McpLogs> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/mcp/servers/${name}/logs`, query });
  }
}

export class McpApi {
  readonly servers: McpServersApi;

  constructor(transport: Transport) {
    this.servers = new McpServersApi(transport);
  }
}

export class FactoriesApi {
  constructor(private readonly transport: Transport) {}

  /** All factories, in RAGFlow's order. */
  list(): Promise<Factory[]> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/factories` });
  }

  /** One factory, with the models that come with it; with `include_prices=true` also what they cost. */
  get(name: string, query: FactoriesGetQuery = {}): Promise<FactoryDetail> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/factories/${name}`, query });
  }
}

export class LimitsApi {
  constructor(private readonly transport: Transport) {}

  /** The tenant's limits and those of my keys; for those who manage the tenant, of all its keys. */
  list(query: LimitsListQuery = {}): Promise<LimitPage> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/limits`, query });
  }

  /** As `list`, but every item of every page, asked for as the loop goes on. */
  iterate(query: Omit<LimitsListQuery, 'cursor'> = {}): AsyncGenerator<Limit> {
    return everyItem((cursor) => this.list({ ...query, ...cursor }));
  }

  /**
   * Limits a key, its use of one model, or a whole tenant: requests and tokens a minute, requests at a time, and
   * budgets. Holds at once, on all processes; a request that several limits concern has to pass all of them.
   */
  create(body: CreateLimit): Promise<ChangedLimit> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/limits`, body });
  }

  /** One limit, and how its budgets stand. Administrators may name any tenant's, here and below. */
  get(id: string): Promise<Limit> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/limits/${id}` });
  }

  /**
   * Changes a limit. A budget that keeps its unit and period keeps what was spent of it; budgets that are left out of
   * the list are gone.
   */
  update(id: string, body: UpdateLimit): Promise<ChangedLimit> {
    return this.transport.json({ verb: 'PATCH', path: at`/api/v1/limits/${id}`, body });
  }

  /** Takes a limit away, with all that was counted for it. What was used stays in the usage. */
  delete(id: string): Promise<null> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/limits/${id}` });
  }
}

export class WebhooksApi {
  constructor(private readonly transport: Transport) {}

  /** All webhooks. */
  list(): Promise<WebhookList> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/webhooks` });
  }

  /** Adds a webhook: each message that a bot of the tenant gets is posted to it, best effort. */
  create(body: CreateWebhook): Promise<OneWebhook> {
    return this.transport.json({ verb: 'POST', path: at`/api/v1/webhooks`, body });
  }

  /** One webhook. */
  get(id: string): Promise<OneWebhook> {
    return this.transport.json({ verb: 'GET', path: at`/api/v1/webhooks/${id}` });
  }

  /** Changes a webhook. */
  update(id: string, body: UpdateWebhook): Promise<null> {
    return this.transport.json({ verb: 'PUT', path: at`/api/v1/webhooks/${id}`, body });
  }

  /** Removes a webhook. */
  delete(id: string): Promise<null> {
    return this.transport.json({ verb: 'DELETE', path: at`/api/v1/webhooks/${id}` });
  }
}

/** Everything that the server can be asked for, by what it is about. */
export class Resources {
  readonly health: HealthApi;
  readonly system: SystemApi;
  readonly tenants: TenantsApi;
  readonly keys: KeysApi;
  readonly auth: AuthApi;
  readonly models: ModelsApi;
  readonly credentials: CredentialsApi;
  readonly instance: InstanceApi;
  readonly aliases: AliasesApi;
  readonly tasks: TasksApi;
  readonly admin: AdminApi;
  readonly users: UsersApi;
  readonly audit: AuditApi;
  readonly usage: UsageApi;
  readonly configuration: ConfigurationApi;
  readonly tools: ToolsApi;
  readonly extensions: ExtensionsApi;
  readonly logs: LogsApi;
  readonly bots: BotsApi;
  readonly pipelines: PipelinesApi;
  readonly files: FilesApi;
  readonly knowledge: KnowledgeApi;
  readonly mcp: McpApi;
  readonly factories: FactoriesApi;
  readonly limits: LimitsApi;
  readonly webhooks: WebhooksApi;

  constructor(transport: Transport) {
    this.health = new HealthApi(transport);
    this.system = new SystemApi(transport);
    this.tenants = new TenantsApi(transport);
    this.keys = new KeysApi(transport);
    this.auth = new AuthApi(transport);
    this.models = new ModelsApi(transport);
    this.credentials = new CredentialsApi(transport);
    this.instance = new InstanceApi(transport);
    this.aliases = new AliasesApi(transport);
    this.tasks = new TasksApi(transport);
    this.admin = new AdminApi(transport);
    this.users = new UsersApi(transport);
    this.audit = new AuditApi(transport);
    this.usage = new UsageApi(transport);
    this.configuration = new ConfigurationApi(transport);
    this.tools = new ToolsApi(transport);
    this.extensions = new ExtensionsApi(transport);
    this.logs = new LogsApi(transport);
    this.bots = new BotsApi(transport);
    this.pipelines = new PipelinesApi(transport);
    this.files = new FilesApi(transport);
    this.knowledge = new KnowledgeApi(transport);
    this.mcp = new McpApi(transport);
    this.factories = new FactoriesApi(transport);
    this.limits = new LimitsApi(transport);
    this.webhooks = new WebhooksApi(transport);
  }
}
