import type { Response } from 'supertest';
import { SessionTokens } from '../../../src/auth/session-tokens.js';
import { RouteTable } from '../../../src/http/route-table.js';
import { UsersService } from '../../../src/tenants/users.service.js';
import { aKey, anAdministrator, aUser, join, signedIn, type Actor } from '../../support/actors.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

/** Statuses of: viewer · member · tenant administrator · instance administrator · key without the scope · key (`*`). */
type Statuses = readonly [number, number, number, number, number, number];

interface Row {
  request: string;
  body?: object;
  /** One status: anybody may call it, and everybody gets this. */
  expected: Statuses | number;
  /** What somebody on this machine without a credential gets; 401 unless said. */
  local?: number;
}

const UUID = '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10';
const STRANGER = 'ffffffffffffffffffffffffffffffff';
const NOBODY = 'nobody@example.com';
const SHARED = '{shared}';

const ANY_USER: Statuses = [200, 200, 200, 200, 403, 403];
const ANYBODY: Statuses = [200, 200, 200, 200, 200, 200];
const READ_MODELS: Statuses = [200, 200, 200, 200, 403, 200];
const WRITE_MODELS: Statuses = [403, 403, 400, 400, 403, 400];
const NAME_A_CREDENTIAL: Statuses = [403, 403, 404, 404, 403, 404];
const NAME_A_MODEL: Statuses = [403, 403, 404, 404, 403, 404];
const READ_A_MODEL: Statuses = [404, 404, 404, 404, 403, 404];
const READ_RESOURCES: Statuses = [200, 200, 200, 200, 403, 200];
const READ_A_RESOURCE: Statuses = [404, 404, 404, 404, 403, 404];
const WRITE_RESOURCES: Statuses = [403, 400, 400, 400, 403, 400];
const NAME_A_RESOURCE: Statuses = [403, 404, 404, 404, 403, 404];
const READ_USAGE: Statuses = ANYBODY; // The key without the scope has this one alone.
const READ_KEYS: Statuses = [403, 200, 200, 200, 403, 403];
const NAME_A_KEY: Statuses = [403, 404, 404, 404, 403, 403];
const MANAGE_MEMBERS: Statuses = [403, 403, 404, 404, 403, 403];
const infer = (status: number): Statuses => [403, status, status, status, 403, status];
const administer = (status: number): Statuses => [403, 403, 403, status, 403, 403];

const TABLE: Readonly<Record<string, Row>> = {
  healthAlive: { request: 'GET /healthz', expected: 200 },
  healthReady: { request: 'GET /readyz', expected: 200 },
  metricsRead: { request: 'GET /metrics', expected: administer(200), local: 200 },
  systemPing: { request: 'GET /v1/system/ping', expected: 200 },
  systemVersion: { request: 'GET /v1/system/version', expected: ANYBODY },

  systemConfigs: { request: 'GET /v1/system/configs', expected: [400, 400, 400, 400, 400, 400] },

  authLogin: { request: 'POST /api/v1/auth/login', expected: 400 },
  authRefresh: { request: 'POST /api/v1/auth/refresh', expected: 401 },
  authGetSetup: { request: 'GET /api/v1/auth/setup', expected: 200 },
  authSetup: { request: 'POST /api/v1/auth/setup', expected: 400 },
  authLogout: { request: 'POST /api/v1/auth/logout', expected: ANY_USER },
  authChangePassword: { request: 'POST /api/v1/auth/password', expected: [400, 400, 400, 400, 403, 403] },
  authMe: { request: 'GET /api/v1/auth/me', expected: ANYBODY },
  authChangeProfile: { request: 'PATCH /api/v1/auth/me', expected: ANY_USER },
  authListSessions: { request: 'GET /api/v1/auth/sessions', expected: ANY_USER },
  authDeleteSession: { request: `DELETE /api/v1/auth/sessions/${UUID}`, expected: [404, 404, 404, 404, 403, 403] },

  langBotAccountsGetInit: { request: 'GET /api/v1/user/init', expected: 200 },
  langBotAccountsInit: { request: 'POST /api/v1/user/init', expected: 400 },
  langBotAccountsSignIn: { request: 'POST /api/v1/user/auth', expected: 400 },
  langBotAccountsCheckToken: { request: 'GET /api/v1/user/check-token', expected: ANY_USER },
  langBotAccountsChangePassword: {
    request: 'POST /api/v1/user/change-password',
    expected: [400, 400, 400, 400, 403, 403],
  },
  langBotAccountsSetPassword: { request: 'POST /api/v1/user/set-password', expected: [400, 400, 400, 400, 403, 403] },
  langBotAccountsResetPassword: { request: 'POST /api/v1/user/reset-password', expected: 400 },
  langBotAccountsGetInfo: { request: 'GET /api/v1/user/info', expected: ANY_USER },
  langBotAccountsGetAccountInfo: { request: 'GET /api/v1/user/account-info', expected: 200 },
  langBotSystemGetInfo: { request: 'GET /api/v1/system/info', expected: 200 },
  langBotKeysList: { request: 'GET /api/v1/apikeys', expected: READ_KEYS },
  langBotKeysCreate: { request: 'POST /api/v1/apikeys', expected: [403, 400, 400, 400, 403, 403] },
  langBotKeysGet: { request: 'GET /api/v1/apikeys/2147483647', expected: NAME_A_KEY },
  langBotKeysUpdate: { request: 'PUT /api/v1/apikeys/2147483647', expected: NAME_A_KEY },
  langBotKeysDelete: { request: 'DELETE /api/v1/apikeys/2147483647', expected: NAME_A_KEY },

  auditList: { request: 'GET /api/v1/audit', expected: [403, 403, 200, 200, 403, 403] },
  usageList: { request: 'GET /api/v1/usage', expected: READ_USAGE },
  usageListRequests: { request: 'GET /api/v1/usage/requests', expected: READ_USAGE },
  keyReportsList: { request: 'GET /api/v1/keys/report', expected: READ_KEYS },
  usersList: { request: 'GET /api/v1/users', expected: administer(200) },
  usersGet: { request: `GET /api/v1/users/${STRANGER}`, expected: administer(404) },
  usersCreate: { request: 'POST /api/v1/users', expected: administer(400) },
  usersUpdate: { request: `PATCH /api/v1/users/${STRANGER}`, expected: administer(404) },
  usersDelete: { request: `DELETE /api/v1/users/${STRANGER}`, expected: administer(404) },
  tenantDirectoryList: { request: 'GET /api/v1/tenants/all', expected: administer(200) },
  tenantDirectoryCreate: { request: 'POST /api/v1/tenants', expected: administer(400) },
  tenantDirectoryRename: {
    request: `PATCH /api/v1/tenants/${SHARED}`,
    body: { name: 'Shared' },
    expected: [403, 403, 403, 200, 403, 403],
  },
  tenantsList: { request: 'GET /api/v1/tenants', expected: ANYBODY },
  tenantsListMembers: { request: `GET /api/v1/tenants/${SHARED}/members`, expected: [200, 200, 200, 200, 403, 403] },
  tenantsAddMember: {
    request: `POST /api/v1/tenants/${SHARED}/members`,
    body: { email: NOBODY, role: 'viewer' },
    expected: MANAGE_MEMBERS,
  },
  tenantsChangeMember: {
    request: `PATCH /api/v1/tenants/${SHARED}/members/${STRANGER}`,
    body: { role: 'viewer' },
    expected: MANAGE_MEMBERS,
  },
  tenantsRemoveMember: { request: `DELETE /api/v1/tenants/${SHARED}/members/${STRANGER}`, expected: MANAGE_MEMBERS },

  limitsCreate: { request: 'POST /api/v1/limits', expected: [403, 400, 400, 400, 403, 403] },
  limitsList: { request: 'GET /api/v1/limits', expected: READ_KEYS },
  limitsGet: { request: `GET /api/v1/limits/${UUID}`, expected: NAME_A_KEY },
  limitsUpdate: { request: `PATCH /api/v1/limits/${UUID}`, expected: NAME_A_KEY },
  limitsDelete: { request: `DELETE /api/v1/limits/${UUID}`, expected: NAME_A_KEY },
  keyExplanationsCreate: { request: 'POST /api/v1/keys/explain', expected: [403, 400, 400, 400, 403, 403] },
  keyStandingGet: { request: 'GET /v1/key', expected: [403, 403, 403, 403, 200, 200] },
  keysCreate: { request: 'POST /api/v1/keys', expected: [403, 400, 400, 400, 403, 403] },
  keysList: { request: 'GET /api/v1/keys', expected: READ_KEYS },
  keysSelf: { request: 'GET /api/v1/keys/self', expected: [403, 403, 403, 403, 200, 200] },
  keysGet: { request: `GET /api/v1/keys/${UUID}`, expected: NAME_A_KEY },
  keysUpdate: { request: `PATCH /api/v1/keys/${UUID}`, expected: NAME_A_KEY },
  keysDelete: { request: `DELETE /api/v1/keys/${UUID}`, expected: NAME_A_KEY },
  keysRotate: { request: `POST /api/v1/keys/${UUID}/rotate`, expected: NAME_A_KEY },
  systemTokensCreate: { request: 'POST /v1/system/new_token', expected: READ_KEYS },
  systemTokensList: { request: 'GET /v1/system/token_list', expected: READ_KEYS },
  systemTokensDelete: { request: 'DELETE /v1/system/token/ragflow-unknown', expected: NAME_A_KEY },

  factoriesList: { request: 'GET /api/v1/factories', expected: READ_MODELS },
  factoriesGet: { request: 'GET /api/v1/factories/OpenAI', expected: READ_MODELS },
  credentialsList: { request: 'GET /api/v1/credentials', expected: READ_MODELS },
  credentialsCreate: { request: 'POST /api/v1/credentials', expected: WRITE_MODELS },
  credentialsGet: { request: `GET /api/v1/credentials/${UUID}`, expected: [404, 404, 404, 404, 403, 404] },
  credentialsUpdate: { request: `PATCH /api/v1/credentials/${UUID}`, expected: NAME_A_CREDENTIAL },
  credentialsDelete: { request: `DELETE /api/v1/credentials/${UUID}`, expected: NAME_A_CREDENTIAL },
  credentialsVerifyStored: { request: `POST /api/v1/credentials/${UUID}/verify`, expected: NAME_A_CREDENTIAL },
  credentialsShare: {
    request: `PUT /api/v1/credentials/${UUID}/shares`,
    body: { tenant_ids: [] },
    expected: NAME_A_CREDENTIAL,
  },
  credentialModelsDiscover: { request: `POST /api/v1/credentials/${UUID}/discover`, expected: NAME_A_CREDENTIAL },
  credentialModelsList: {
    request: `GET /api/v1/credentials/${UUID}/models`,
    expected: [404, 404, 404, 404, 403, 404],
  },
  credentialModelsAdd: { request: `POST /api/v1/credentials/${UUID}/models`, expected: WRITE_MODELS },
  credentialModelsUpdate: { request: `PATCH /api/v1/credentials/${UUID}/models/${UUID}`, expected: NAME_A_CREDENTIAL },
  credentialModelsRemove: { request: `DELETE /api/v1/credentials/${UUID}/models/${UUID}`, expected: NAME_A_CREDENTIAL },
  aliasesList: { request: 'GET /api/v1/aliases', expected: READ_MODELS },
  aliasesCreate: { request: 'POST /api/v1/aliases', expected: WRITE_MODELS },
  aliasesGet: { request: `GET /api/v1/aliases/${UUID}`, expected: READ_A_MODEL },
  aliasesUpdate: { request: `PATCH /api/v1/aliases/${UUID}`, expected: NAME_A_MODEL },
  aliasesDelete: { request: `DELETE /api/v1/aliases/${UUID}`, expected: NAME_A_MODEL },
  configurationApply: { request: 'POST /api/v1/configuration', expected: WRITE_MODELS },
  instanceDefaultsGet: { request: 'GET /api/v1/instance/defaults', expected: administer(200) },
  instanceDefaultsSet: { request: 'POST /api/v1/instance/defaults', expected: administer(400) },
  credentialsVerify: { request: 'POST /api/v1/credentials/verify', expected: WRITE_MODELS },
  modelsList: { request: 'GET /api/v1/models', expected: READ_MODELS },
  modelsAdd: { request: 'POST /api/v1/models', expected: WRITE_MODELS },
  modelsRemove: { request: 'DELETE /api/v1/models', expected: WRITE_MODELS },
  modelsDefaultsGet: { request: 'GET /api/v1/models/default', expected: READ_MODELS },
  modelsDefaultsSet: { request: 'POST /api/v1/models/default', expected: WRITE_MODELS },

  providerModelsList: { request: 'GET /api/v1/provider/models/llm', expected: READ_MODELS },
  providerModelsCreate: { request: 'POST /api/v1/provider/models/llm', expected: WRITE_MODELS },
  providerModelsTestUnsaved: { request: 'POST /api/v1/provider/models/llm/_/test', expected: WRITE_MODELS },
  providerModelsGet: { request: `GET /api/v1/provider/models/llm/${UUID}`, expected: READ_A_MODEL },
  providerModelsUpdate: { request: `PUT /api/v1/provider/models/llm/${UUID}`, expected: NAME_A_MODEL },
  providerModelsDelete: { request: `DELETE /api/v1/provider/models/llm/${UUID}`, expected: NAME_A_MODEL },
  providerModelsTest: { request: `POST /api/v1/provider/models/llm/${UUID}/test`, expected: NAME_A_MODEL },
  providersList: { request: 'GET /api/v1/provider/providers', expected: READ_MODELS },
  providersCreate: { request: 'POST /api/v1/provider/providers', expected: WRITE_MODELS },
  providersGet: { request: `GET /api/v1/provider/providers/${UUID}`, expected: READ_A_MODEL },
  providersUpdate: { request: `PUT /api/v1/provider/providers/${UUID}`, expected: NAME_A_MODEL },
  providersDelete: { request: `DELETE /api/v1/provider/providers/${UUID}`, expected: NAME_A_MODEL },
  providersScanModels: { request: `GET /api/v1/provider/providers/${UUID}/scan-models`, expected: NAME_A_MODEL },
  providerRequestersList: { request: 'GET /api/v1/provider/requesters', expected: READ_MODELS },
  providerRequestersGet: { request: 'GET /api/v1/provider/requesters/ollama-chat', expected: READ_MODELS },
  providerRequestersIcon: { request: 'GET /api/v1/provider/requesters/ollama-chat/icon', expected: 200 },

  tasksList: { request: 'GET /api/v1/system/tasks', expected: READ_RESOURCES },
  tasksGet: { request: 'GET /api/v1/system/tasks/2147483647', expected: READ_A_RESOURCE },

  botsList: { request: 'GET /api/v1/platform/bots', expected: READ_RESOURCES },
  botsCreate: { request: 'POST /api/v1/platform/bots', expected: WRITE_RESOURCES },
  botsGet: { request: `GET /api/v1/platform/bots/${UUID}`, expected: READ_A_RESOURCE },
  botsUpdate: { request: `PUT /api/v1/platform/bots/${UUID}`, expected: NAME_A_RESOURCE },
  botsDelete: { request: `DELETE /api/v1/platform/bots/${UUID}`, expected: NAME_A_RESOURCE },
  botsReadLogs: { request: `POST /api/v1/platform/bots/${UUID}/logs`, expected: READ_A_RESOURCE },
  botsSendMessage: { request: `POST /api/v1/platform/bots/${UUID}/send_message`, expected: WRITE_RESOURCES },
  botsListAdmins: { request: `GET /api/v1/platform/bots/${UUID}/admins`, expected: READ_A_RESOURCE },
  botsAddAdmin: { request: `POST /api/v1/platform/bots/${UUID}/admins`, expected: WRITE_RESOURCES },
  botsRemoveAdmin: { request: `DELETE /api/v1/platform/bots/${UUID}/admins/1`, expected: NAME_A_RESOURCE },
  botsEmbed: { request: `POST /api/v1/platform/bots/${UUID}/embed`, expected: WRITE_RESOURCES },
  botsRemoveEmbed: { request: `DELETE /api/v1/platform/bots/${UUID}/embed/${UUID}`, expected: NAME_A_RESOURCE },
  botIngressGet: { request: `GET /bots/${UUID}`, expected: 404 },
  botIngressPost: { request: `POST /bots/${UUID}`, expected: 404 },
  platformAdaptersList: { request: 'GET /api/v1/platform/adapters', expected: READ_RESOURCES },
  platformAdaptersGet: { request: 'GET /api/v1/platform/adapters/telegram', expected: READ_RESOURCES },
  platformAdaptersIcon: { request: 'GET /api/v1/platform/adapters/telegram/icon', expected: 200 },
  webhooksList: { request: 'GET /api/v1/webhooks', expected: READ_RESOURCES },
  webhooksCreate: { request: 'POST /api/v1/webhooks', expected: WRITE_RESOURCES },
  webhooksGet: { request: 'GET /api/v1/webhooks/2147483647', expected: READ_A_RESOURCE },
  webhooksUpdate: { request: 'PUT /api/v1/webhooks/2147483647', expected: NAME_A_RESOURCE },
  webhooksDelete: { request: 'DELETE /api/v1/webhooks/2147483647', expected: NAME_A_RESOURCE },
  pipelinesList: { request: 'GET /api/v1/pipelines', expected: READ_RESOURCES },
  pipelinesCreate: { request: 'POST /api/v1/pipelines', expected: [403, 400, 400, 400, 403, 400] },
  pipelinesGetMetadata: { request: 'GET /api/v1/pipelines/_/metadata', expected: READ_RESOURCES },
  pipelinesGet: { request: `GET /api/v1/pipelines/${UUID}`, expected: READ_A_RESOURCE },
  pipelinesUpdate: { request: `PUT /api/v1/pipelines/${UUID}`, expected: NAME_A_RESOURCE },
  pipelinesDelete: { request: `DELETE /api/v1/pipelines/${UUID}`, expected: NAME_A_RESOURCE },
  pipelinesCopy: { request: `POST /api/v1/pipelines/${UUID}/copy`, expected: NAME_A_RESOURCE },
  pipelinesGetExtensions: { request: `GET /api/v1/pipelines/${UUID}/extensions`, expected: READ_A_RESOURCE },
  pipelinesSetExtensions: { request: `PUT /api/v1/pipelines/${UUID}/extensions`, expected: NAME_A_RESOURCE },
  pipelineRunsList: { request: `GET /api/v1/pipelines/${UUID}/runs`, expected: READ_A_RESOURCE },
  pipelineRunsGet: { request: `GET /api/v1/pipelines/${UUID}/runs/${UUID}`, expected: READ_A_RESOURCE },
  pipelineChatSend: { request: `POST /api/v1/pipelines/${UUID}/chat/send`, expected: infer(400) },
  pipelineChatList: { request: `GET /api/v1/pipelines/${UUID}/chat/messages/person`, expected: infer(404) },
  pipelineChatReset: { request: `POST /api/v1/pipelines/${UUID}/chat/reset/person`, expected: infer(404) },
  filesUploadDocument: { request: 'POST /api/v1/files/documents', expected: WRITE_RESOURCES },
  filesUploadImage: { request: 'POST /api/v1/files/images', expected: WRITE_RESOURCES },
  filesImage: { request: 'GET /api/v1/files/image/nothing.png', expected: READ_A_RESOURCE },

  knowledgeBasesList: { request: 'GET /api/v1/knowledge/bases', expected: READ_RESOURCES },
  knowledgeBasesCreate: { request: 'POST /api/v1/knowledge/bases', expected: WRITE_RESOURCES },
  knowledgeBasesGet: { request: `GET /api/v1/knowledge/bases/${UUID}`, expected: READ_A_RESOURCE },
  knowledgeBasesUpdate: { request: `PUT /api/v1/knowledge/bases/${UUID}`, expected: NAME_A_RESOURCE },
  knowledgeBasesDelete: { request: `DELETE /api/v1/knowledge/bases/${UUID}`, expected: NAME_A_RESOURCE },
  knowledgeBasesRetrieve: {
    request: `POST /api/v1/knowledge/bases/${UUID}/retrieve`,
    body: { query: 'x' },
    expected: infer(404),
  },
  knowledgeFilesList: { request: `GET /api/v1/knowledge/bases/${UUID}/files`, expected: READ_A_RESOURCE },
  knowledgeFilesAdd: {
    request: `POST /api/v1/knowledge/bases/${UUID}/files`,
    body: { file_id: 'x' },
    expected: NAME_A_RESOURCE,
  },
  knowledgeFilesDelete: { request: `DELETE /api/v1/knowledge/bases/${UUID}/files/${UUID}`, expected: NAME_A_RESOURCE },

  mcpServersList: { request: 'GET /api/v1/mcp/servers', expected: READ_RESOURCES },
  mcpServersCreate: { request: 'POST /api/v1/mcp/servers', expected: WRITE_RESOURCES },
  mcpServersGet: { request: 'GET /api/v1/mcp/servers/nothing', expected: READ_A_RESOURCE },
  mcpServersUpdate: { request: 'PUT /api/v1/mcp/servers/nothing', expected: NAME_A_RESOURCE },
  mcpServersDelete: { request: 'DELETE /api/v1/mcp/servers/nothing', expected: NAME_A_RESOURCE },
  mcpServersTest: { request: 'POST /api/v1/mcp/servers/nothing/test', expected: NAME_A_RESOURCE },
  mcpServersListResources: { request: 'GET /api/v1/mcp/servers/nothing/resources', expected: READ_A_RESOURCE },
  mcpServersListResourceTemplates: {
    request: 'GET /api/v1/mcp/servers/nothing/resource-templates',
    expected: READ_A_RESOURCE,
  },
  mcpServersReadResource: {
    request: 'POST /api/v1/mcp/servers/nothing/resources/read',
    expected: [400, 400, 400, 400, 403, 400],
  },
  mcpServersLogs: { request: 'GET /api/v1/mcp/servers/nothing/logs', expected: READ_A_RESOURCE },

  toolsList: { request: 'GET /api/v1/tools', expected: READ_RESOURCES },
  toolsGet: { request: 'GET /api/v1/tools/nothing', expected: READ_A_RESOURCE },
  extensionsList: { request: 'GET /api/v1/extensions', expected: READ_RESOURCES },
  pluginsList: { request: 'GET /api/v1/plugins', expected: READ_RESOURCES },
  pluginsInstall: { request: 'POST /api/v1/plugins/install/github', expected: WRITE_RESOURCES },
  pluginsGetStatus: { request: 'GET /api/v1/system/status/plugin-system', expected: READ_RESOURCES },
  mcpEndpointAnswer: { request: 'POST /mcp', expected: [400, 400, 400, 400, 400, 400] },
  mcpEndpointStream: { request: 'GET /mcp', expected: [405, 405, 405, 405, 405, 405] },
  mcpEndpointEndSession: { request: 'DELETE /mcp', expected: [405, 405, 405, 405, 405, 405] },
  pipelineStatsGetBasic: { request: 'GET /api/v1/stats/basic', expected: READ_RESOURCES },
  logsRead: { request: 'GET /api/v1/logs', expected: administer(200) },

  gatewayChatCompletions: { request: 'POST /v1/chat/completions', expected: infer(400) },
  gatewayMessages: { request: 'POST /v1/messages', expected: infer(400) },
  gatewayCountTokens: { request: 'POST /v1/messages/count_tokens', expected: infer(400) },
  gatewayEmbeddings: { request: 'POST /v1/embeddings', expected: infer(400) },
  gatewayRerank: { request: 'POST /v1/rerank', expected: infer(400) },
  gatewaySpeech: { request: 'POST /v1/audio/speech', expected: infer(400) },
  gatewayTranscriptions: { request: 'POST /v1/audio/transcriptions', expected: infer(400) },
  gatewayModelsList: { request: 'GET /v1/models', expected: infer(200) },
  gatewayModelsGet: { request: 'GET /v1/models/none', expected: infer(404) },

  llmSetApiKey: { request: 'POST /v1/llm/set_api_key', expected: WRITE_MODELS },
  llmAddModel: { request: 'POST /v1/llm/add_llm', expected: WRITE_MODELS },
  llmDeleteFactory: { request: 'POST /v1/llm/delete_factory', expected: WRITE_MODELS },
  llmDeleteModel: { request: 'POST /v1/llm/delete_llm', expected: WRITE_MODELS },
  llmEnableModel: { request: 'POST /v1/llm/enable_llm', expected: WRITE_MODELS },
  llmListMine: { request: 'GET /v1/llm/my_llms', expected: READ_MODELS },
  llmListFactories: { request: 'GET /v1/llm/factories', expected: READ_MODELS },
  llmListModels: { request: 'GET /v1/llm/list', expected: READ_MODELS },
  tenantInfoGet: { request: 'GET /v1/user/tenant_info', expected: READ_MODELS },
  tenantInfoSet: { request: 'POST /v1/user/set_tenant_info', expected: WRITE_MODELS },
  userModeLogin: { request: 'POST /v1/user/login', expected: 400 },
  userModeRegister: { request: 'POST /v1/user/register', expected: 400 },
  userModeLogout: { request: 'GET /v1/user/logout', expected: ANY_USER },

  adminSessionLogin: { request: 'POST /api/v1/admin/login', expected: 400 },
  adminSessionCheck: { request: 'GET /api/v1/admin/auth', expected: 401 },
  adminSessionPing: { request: 'GET /api/v1/admin/ping', expected: 200 },
  adminSessionLogout: { request: 'GET /api/v1/admin/logout', expected: ANY_USER },
  adminUsersList: { request: 'GET /api/v1/admin/users', expected: administer(200) },
  adminUsersCreate: { request: 'POST /api/v1/admin/users', expected: administer(400) },
  adminUsersGet: { request: `GET /api/v1/admin/users/${NOBODY}`, expected: administer(404) },
  adminUsersDelete: { request: `DELETE /api/v1/admin/users/${NOBODY}`, expected: administer(404) },
  adminUsersSetPassword: { request: `PUT /api/v1/admin/users/${NOBODY}/password`, expected: administer(400) },
  adminUsersSetActive: { request: `PUT /api/v1/admin/users/${NOBODY}/activate`, expected: administer(400) },
  adminUsersGrantAdmin: { request: `PUT /api/v1/admin/users/${NOBODY}/admin`, expected: administer(404) },
  adminUsersRevokeAdmin: { request: `DELETE /api/v1/admin/users/${NOBODY}/admin`, expected: administer(404) },
  adminUsersSetRole: { request: `PUT /api/v1/admin/users/${NOBODY}/role`, expected: administer(400) },
  adminUsersGetPermission: { request: `GET /api/v1/admin/users/${NOBODY}/permission`, expected: administer(400) },
  adminUsersListDatasets: { request: `GET /api/v1/admin/users/${NOBODY}/datasets`, expected: administer(404) },
  adminUsersListAgents: { request: `GET /api/v1/admin/users/${NOBODY}/agents`, expected: administer(404) },
  adminUsersCreateApiKey: { request: `POST /api/v1/admin/users/${NOBODY}/api_key`, expected: administer(404) },
  adminUsersListApiKeys: { request: `GET /api/v1/admin/users/${NOBODY}/api_key`, expected: administer(404) },
  adminUsersDeleteApiKey: { request: `DELETE /api/v1/admin/users/${NOBODY}/api_key/x`, expected: administer(404) },
  adminRolesList: { request: 'GET /api/v1/admin/roles', expected: administer(400) },
  adminRolesCreate: { request: 'POST /api/v1/admin/roles', expected: administer(400) },
  adminRolesDescribe: { request: 'PUT /api/v1/admin/roles/x', expected: administer(400) },
  adminRolesDelete: { request: 'DELETE /api/v1/admin/roles/x', expected: administer(400) },
  adminRolesGetPermission: { request: 'GET /api/v1/admin/roles/x/permission', expected: administer(400) },
  adminRolesGrantPermission: { request: 'POST /api/v1/admin/roles/x/permission', expected: administer(400) },
  adminRolesRevokePermission: { request: 'DELETE /api/v1/admin/roles/x/permission', expected: administer(400) },
  adminLicenseGetFingerprint: { request: 'GET /api/v1/admin/fingerprint', expected: administer(400) },
  adminLicenseGet: { request: 'GET /api/v1/admin/license', expected: administer(400) },
  adminLicenseSet: { request: 'POST /api/v1/admin/license', expected: administer(400) },
  adminLicenseConfigure: { request: 'POST /api/v1/admin/license/config', expected: administer(400) },
  adminSystemGetVersion: { request: 'GET /api/v1/admin/version', expected: administer(200) },
  adminSystemListServices: { request: 'GET /api/v1/admin/services', expected: administer(200) },
  adminSystemGetService: { request: 'GET /api/v1/admin/services/0', expected: administer(200) },
  adminSystemRestartService: { request: 'PUT /api/v1/admin/services/0', expected: administer(400) },
  adminSystemShutdownService: { request: 'DELETE /api/v1/admin/services/0', expected: administer(400) },
  adminSystemListVariables: { request: 'GET /api/v1/admin/variables', expected: administer(200) },
  adminSystemSetVariable: { request: 'PUT /api/v1/admin/variables', expected: administer(400) },
  adminSystemListConfigs: { request: 'GET /api/v1/admin/configs', expected: administer(200) },
  adminSystemListEnvironments: { request: 'GET /api/v1/admin/environments', expected: administer(200) },
};

const CALLERS = [
  'none',
  'garbage',
  'expired session',
  'expired key',
  'forged checksum',
  'deleted key',
  'deactivated user',
  'other tenant',
  'viewer',
  'member',
  'tenant administrator',
  'instance administrator',
  'key without the scope',
  'key',
] as const;

type Caller = (typeof CALLERS)[number];
type Headers = Record<string, string>;

/** Whom nobody knows, and who reaches for a tenant that is not theirs, fare alike everywhere. */
function outcomes({ expected, local = 401 }: Row): Record<Caller, number> {
  const statuses =
    typeof expected === 'number'
      ? Array<number>(CALLERS.length).fill(expected)
      : [local, ...Array<number>(6).fill(401), 403, ...expected];
  return Object.fromEntries(CALLERS.map((caller, index) => [caller, statuses[index]])) as Record<Caller, number>;
}

describe('the authorisation matrix', () => {
  let testApp: TestApp;
  let owner: Actor;
  let asCaller: Record<Caller, () => Promise<Headers> | Headers>;

  beforeAll(async () => {
    testApp = await startTestApp();
    owner = await aUser(testApp);
    asCaller = await callers(testApp, owner);
  });

  afterAll(() => testApp.close());

  it('knows every operation, and no other', () => {
    const routes = testApp.app.get(RouteTable).list();
    const operations = new Set(routes.flatMap(({ operationId }) => (operationId ? [operationId] : [])));
    expect(Object.keys(TABLE).sort()).toEqual([...operations].sort());
  });

  it.each(Object.entries(TABLE))('holds for %s', async (_operation, row) => {
    const found: Partial<Record<Caller, number>> = {};
    for (const caller of CALLERS) {
      const { status } = await send(row.request, await asCaller[caller](), row.body);
      found[caller] = status;
    }
    expect(found).toEqual(outcomes(row));
  });

  function send(request: string, headers: Headers, body: object = {}): Promise<Response> {
    const [method = '', path = ''] = request.replace(SHARED, owner.tenantId).split(' ');
    const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    const call = testApp.http[verb](path).set(headers);
    return verb === 'get' ? call.then((response) => response) : call.send(body).then((response) => response);
  }
});

async function callers(testApp: TestApp, owner: Actor): Promise<Record<Caller, () => Promise<Headers> | Headers>> {
  const [viewer, member, tenantAdmin, stranger, administrator, leaver] = await Promise.all([
    aUser(testApp),
    aUser(testApp),
    aUser(testApp),
    aUser(testApp),
    anAdministrator(testApp),
    aUser(testApp),
  ]);
  await join(testApp, viewer, owner.tenantId, 'viewer');
  await join(testApp, member, owner.tenantId, 'member');
  await join(testApp, tenantAdmin, owner.tenantId, 'admin');
  await testApp.app.get(UsersService).setActive('system', leaver.email, false);
  const [key, bare, expired, deleted] = await Promise.all([
    aKey(testApp, owner),
    aKey(testApp, owner, { scopes: ['usage:read'] }),
    aKey(testApp, owner),
    aKey(testApp, owner),
  ]);
  await testApp.dataSource.query(`UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE id = $1`, [
    expired.id,
  ]);
  await testApp.http.delete(`/api/v1/keys/${deleted.id}`).set(owner.headers).expect(200);
  const past = await testApp.app.get(SessionTokens).sign({ sub: owner.user.id, sid: owner.sessionId }, -60);

  const fresh = (actor: Actor) => async () => (await signedIn(testApp, actor.user)).headers;
  const inShared = (actor: Actor) => async () => ({ ...(await fresh(actor)()), 'x-tenant-id': owner.tenantId });
  return {
    none: () => ({}),
    garbage: () => ({ authorization: 'Bearer garbage' }),
    'expired session': () => ({ authorization: `Bearer ${past}` }),
    'expired key': () => ({ 'x-api-key': expired.token }),
    'forged checksum': () => ({ 'x-api-key': forge(key.token) }),
    'deleted key': () => ({ 'x-api-key': deleted.token }),
    'deactivated user': () => leaver.headers,
    'other tenant': inShared(stranger),
    viewer: inShared(viewer),
    member: inShared(member),
    'tenant administrator': inShared(tenantAdmin),
    'instance administrator': fresh(administrator),
    'key without the scope': () => ({ 'x-api-key': bare.token }),
    key: () => ({ 'x-api-key': key.token }),
  };
}

function forge(token: string): string {
  return token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
}
