// Generated from openapi.json by `npm run sdk`; a change here is lost.

import type { components } from './schema.js';

export type AccessToken = components['schemas']['AccessTokenDto'];

export type Activate = components['schemas']['ActivateDto'];

export type AdapterList = components['schemas']['AdapterListDto'];

export type AddBotAdmin = components['schemas']['AddBotAdminDto'];

export type AddFile = components['schemas']['AddFileDto'];

export type AddMember = components['schemas']['AddMemberDto'];

export type AddModel = components['schemas']['AddModelDto'];

export type AddedBotAdmin = components['schemas']['AddedBotAdminDto'];

export type Alias = components['schemas']['AliasDto'];

export type AliasPage = components['schemas']['AliasPageDto'];

export type Alive = components['schemas']['AliveDto'];

export type ApiKeyDetail = components['schemas']['ApiKeyDetailDto'];

export type ApiKey = components['schemas']['ApiKeyDto'];

export type ApiKeyPage = components['schemas']['ApiKeyPageDto'];

export type AppliedConfiguration = components['schemas']['AppliedConfigurationDto'];

export type AuditEvent = components['schemas']['AuditEventDto'];

export type AuditPage = components['schemas']['AuditPageDto'];

export type BotAdminList = components['schemas']['BotAdminListDto'];

export type BotList = components['schemas']['BotListDto'];

export type BotLogs = components['schemas']['BotLogsDto'];

export type BotLogsQuery = components['schemas']['BotLogsQueryDto'];

export type ChangeMember = components['schemas']['ChangeMemberDto'];

export type ChangePassword = components['schemas']['ChangePasswordDto'];

export type ChangedLimit = components['schemas']['ChangedLimitDto'];

export type Configuration = components['schemas']['ConfigurationDto'];

export type CreateAlias = components['schemas']['CreateAliasDto'];

export type CreateApiKey = components['schemas']['CreateApiKeyDto'];

export type CreateBase = components['schemas']['CreateBaseDto'];

export type CreateBot = components['schemas']['CreateBotDto'];

export type CreateCredential = components['schemas']['CreateCredentialDto'];

export type CreateLimit = components['schemas']['CreateLimitDto'];

export type CreateMcpServer = components['schemas']['CreateMcpServerDto'];

export type CreatePipeline = components['schemas']['CreatePipelineDto'];

export type CreateUser = components['schemas']['CreateUserDto'];

export type CreateWebhook = components['schemas']['CreateWebhookDto'];

export type CreatedBase = components['schemas']['CreatedBaseDto'];

export type Created = components['schemas']['CreatedDto'];

export type CreatedPipeline = components['schemas']['CreatedPipelineDto'];

export type Credential = components['schemas']['CredentialDto'];

export type CredentialModel = components['schemas']['CredentialModelDto'];

export type CredentialModelList = components['schemas']['CredentialModelListDto'];

export type CredentialPage = components['schemas']['CredentialPageDto'];

export type DebugMessageList = components['schemas']['DebugMessageListDto'];

export type DebugReply = components['schemas']['DebugReplyDto'];

export type DebugReset = components['schemas']['DebugResetDto'];

export type DefaultModels = components['schemas']['DefaultModelsDto'];

export type Discovery = components['schemas']['DiscoveryDto'];

export type EmbedBot = components['schemas']['EmbedBotDto'];

export type Embed = components['schemas']['EmbedDto'];

export type Environment = components['schemas']['EnvironmentDto'];

export type ExplainRequest = components['schemas']['ExplainRequestDto'];

export type Explanation = components['schemas']['ExplanationDto'];

export type ExtensionList = components['schemas']['ExtensionListDto'];

export type FactoryDetail = components['schemas']['FactoryDetailDto'];

export type Factory = components['schemas']['FactoryDto'];

export type ImportBegun = components['schemas']['ImportBegunDto'];

export type IssuedApiKey = components['schemas']['IssuedApiKeyDto'];

export type KeyReportPage = components['schemas']['KeyReportPageDto'];

export type KnowledgeBaseList = components['schemas']['KnowledgeBaseListDto'];

export type KnowledgeFileList = components['schemas']['KnowledgeFileListDto'];

export type LangBotSystemInfo = components['schemas']['LangBotSystemInfoDto'];

export type Limit = components['schemas']['LimitDto'];

export type LimitPage = components['schemas']['LimitPageDto'];

export type ListedApiKey = components['schemas']['ListedApiKeyDto'];

export type ListedFactory = components['schemas']['ListedFactoryDto'];

export type Login = components['schemas']['LoginDto'];

export type Logs = components['schemas']['LogsDto'];

export type McpLogs = components['schemas']['McpLogsDto'];

export type McpResource = components['schemas']['McpResourceDto'];

export type McpResourceTemplates = components['schemas']['McpResourceTemplatesDto'];

export type McpResources = components['schemas']['McpResourcesDto'];

export type McpServerList = components['schemas']['McpServerListDto'];

export type McpTest = components['schemas']['McpTestDto'];

export type Me = components['schemas']['MeDto'];

export type Member = components['schemas']['MemberDto'];

export type NewModel = components['schemas']['NewModelDto'];

export type NewPassword = components['schemas']['NewPasswordDto'];

export type NewTenant = components['schemas']['NewTenantDto'];

export type NewToken = components['schemas']['NewTokenDto'];

export type NewUser = components['schemas']['NewUserDto'];

export type Nothing = components['schemas']['NothingDto'];

export type OneAdapter = components['schemas']['OneAdapterDto'];

export type OneBot = components['schemas']['OneBotDto'];

export type OneKnowledgeBase = components['schemas']['OneKnowledgeBaseDto'];

export type OneMcpServer = components['schemas']['OneMcpServerDto'];

export type OnePipeline = components['schemas']['OnePipelineDto'];

export type OneTool = components['schemas']['OneToolDto'];

export type OneWebhook = components['schemas']['OneWebhookDto'];

export type PipelineExtensions = components['schemas']['PipelineExtensionsDto'];

export type PipelineList = components['schemas']['PipelineListDto'];

export type PipelineMetadata = components['schemas']['PipelineMetadataDto'];

export type PipelineRun = components['schemas']['PipelineRunDto'];

export type PipelineRunPage = components['schemas']['PipelineRunPageDto'];

export type PipelineStats = components['schemas']['PipelineStatsDto'];

export type Profile = components['schemas']['ProfileDto'];

export type RagflowUser = components['schemas']['RagflowUserDto'];

export type ReadMcpResource = components['schemas']['ReadMcpResourceDto'];

export type Ready = components['schemas']['ReadyDto'];

export type RemoveModel = components['schemas']['RemoveModelDto'];

export type ReportedKey = components['schemas']['ReportedKeyDto'];

export type Retrieve = components['schemas']['RetrieveDto'];

export type Retrieved = components['schemas']['RetrievedDto'];

export type RoleName = components['schemas']['RoleNameDto'];

export type RotateApiKey = components['schemas']['RotateApiKeyDto'];

export type RotatedApiKey = components['schemas']['RotatedApiKeyDto'];

export type SendDebugMessage = components['schemas']['SendDebugMessageDto'];

export type SendMessage = components['schemas']['SendMessageDto'];

export type Sent = components['schemas']['SentDto'];

export type ServiceDetail = components['schemas']['ServiceDetailDto'];

export type Service = components['schemas']['ServiceDto'];

export type Session = components['schemas']['SessionDto'];

export type SetDefaultModels = components['schemas']['SetDefaultModelsDto'];

export type SetPipelineExtensions = components['schemas']['SetPipelineExtensionsDto'];

export type SetTenantDefaults = components['schemas']['SetTenantDefaultsDto'];

export type SetVariable = components['schemas']['SetVariableDto'];

export type Setup = components['schemas']['SetupDto'];

export type SetupState = components['schemas']['SetupStateDto'];

export type ShareCredential = components['schemas']['ShareCredentialDto'];

export type Task = components['schemas']['TaskDto'];

export type TaskList = components['schemas']['TaskListDto'];

export type Tenant = components['schemas']['TenantDto'];

export type TenantName = components['schemas']['TenantNameDto'];

export type TenantOverview = components['schemas']['TenantOverviewDto'];

export type TenantPage = components['schemas']['TenantPageDto'];

export type TestMcpServer = components['schemas']['TestMcpServerDto'];

export type Token = components['schemas']['TokenDto'];

export type ToolList = components['schemas']['ToolListDto'];

export type UpdateAlias = components['schemas']['UpdateAliasDto'];

export type UpdateApiKey = components['schemas']['UpdateApiKeyDto'];

export type UpdateBase = components['schemas']['UpdateBaseDto'];

export type UpdateBot = components['schemas']['UpdateBotDto'];

export type UpdateCredential = components['schemas']['UpdateCredentialDto'];

export type UpdateCredentialModel = components['schemas']['UpdateCredentialModelDto'];

export type UpdateLimit = components['schemas']['UpdateLimitDto'];

export type UpdateMcpServer = components['schemas']['UpdateMcpServerDto'];

export type UpdatePipeline = components['schemas']['UpdatePipelineDto'];

export type UpdateWebhook = components['schemas']['UpdateWebhookDto'];

export type UploadedDocument = components['schemas']['UploadedDocumentDto'];

export type UploadedImage = components['schemas']['UploadedImageDto'];

export type UsagePage = components['schemas']['UsagePageDto'];

export type UsageRequest = components['schemas']['UsageRequestDto'];

export type UsageRequestPage = components['schemas']['UsageRequestPageDto'];

export type UsageSum = components['schemas']['UsageSumDto'];

export type UserChange = components['schemas']['UserChangeDto'];

export type User = components['schemas']['UserDto'];

export type UserPage = components['schemas']['UserPageDto'];

export type UserSummary = components['schemas']['UserSummaryDto'];

export type Variable = components['schemas']['VariableDto'];

export type Verification = components['schemas']['VerificationDto'];

export type VerifyCredential = components['schemas']['VerifyCredentialDto'];

export type Version = components['schemas']['VersionDto'];

export type WebhookList = components['schemas']['WebhookListDto'];
