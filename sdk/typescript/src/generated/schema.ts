// Generated from openapi.json by `npm run sdk`; a change here is lost.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    AccessTokenDto: {
      /** @description Send it as `Authorization: Bearer …`. */
      access_token: string;
      /** @example Bearer */
      token_type: string;
      /**
       * @description Seconds.
       * @example 900
       */
      expires_in: number;
    };
    ActivateDto: {
      /** @description `on` or `off`, in any case. */
      activate_status: string;
    };
    AdapterListDto: {
      adapters: components['schemas']['AdapterDto'][];
    };
    AdapterDto: {
      /** @example telegram */
      name: string;
      label: components['schemas']['AdapterLabelDto'];
      description: components['schemas']['AdapterLabelDto'];
      /** @description File name of its picture, which `GET /api/v1/platform/adapters/{name}/icon` answers. */
      icon: string;
      /** @description Whether bots of it can be enabled on this server; others can only be stored. */
      runnable: boolean;
      spec: components['schemas']['AdapterSpecDto'];
    };
    AdapterLabelDto: {
      /** @example Telegram */
      en_US: string;
      /** @example Telegram */
      zh_Hans: string;
    };
    AdapterSpecDto: {
      config: components['schemas']['AdapterFieldDto'][];
    };
    AdapterFieldDto: {
      default: string | number | boolean;
      /** @example token */
      name: string;
      label: components['schemas']['AdapterLabelDto'];
      description: components['schemas']['AdapterLabelDto'];
      /** @example string */
      type: string;
      required: boolean;
      options?: {
        name: string;
        label: components['schemas']['AdapterLabelDto'];
      }[];
    };
    AddBotAdminDto: {
      /** @example person */
      launcher_type: string;
      /** @example 4711 */
      launcher_id: string;
    };
    AddFileDto: {
      /**
       * @description Of an upload to `POST /api/v1/files/documents`. The upload itself is gone then. One that failed is begun anew.
       * @example handbook_1a2b3c4d.pdf
       */
      file_id: string;
    };
    AddMemberDto: {
      /**
       * @description E-mail address of an existing user.
       * @example ada@example.com
       */
      email: string;
      /**
       * @description viewer reads; member also uses models and makes keys of their own; admin also configures; owner also names owners.
       * @enum {string}
       */
      role: 'owner' | 'admin' | 'member' | 'viewer';
    };
    AddModelDto: {
      /** @description The key for the provider; or an object (or JSON) with the fields of a special factory. */
      api_key?:
        | string
        | {
            [key: string]: unknown;
          }
        | null;
      /** @description One model instead of all that the catalog has. */
      llm_name?: string | null;
      /**
       * @description chat, embedding, rerank, image2text, speech2text or tts; with `llm_name`.
       * @example chat
       */
      model_type?: string | null;
      /**
       * @description Where the provider is, if not at its usual place.
       * @example https://api.openai.com/v1
       */
      base_url?: string | null;
      /** @description The older name of `base_url`. */
      api_base?: string | null;
      /** @description Context length of the one model; 8192 when absent. */
      max_tokens?: number | null;
      /** @description VolcEngine */
      ark_api_key?: string;
      /** @description VolcEngine */
      endpoint_id?: string;
      /** @description Tencent Hunyuan */
      hunyuan_sid?: string;
      /** @description Tencent Hunyuan */
      hunyuan_sk?: string;
      /** @description Tencent Cloud */
      tencent_cloud_sid?: string;
      /** @description Tencent Cloud */
      tencent_cloud_sk?: string;
      /** @description Bedrock */
      bedrock_ak?: string;
      /** @description Bedrock */
      bedrock_sk?: string;
      /** @description Bedrock */
      bedrock_region?: string;
      /** @description Bedrock: only modes that use the credential given here. */
      auth_mode?: string;
      /** @description Bedrock */
      aws_role_arn?: string;
      /** @description BaiduYiyan */
      yiyan_ak?: string;
      /** @description BaiduYiyan */
      yiyan_sk?: string;
      /** @description Fish Audio */
      fish_audio_ak?: string;
      /** @description Fish Audio: the voice. */
      fish_audio_refid?: string;
      /** @description Google Cloud */
      google_project_id?: string;
      /** @description Google Cloud */
      google_region?: string;
      /** @description Google Cloud: the service account's JSON, base64-encoded. */
      google_service_account_key?: string;
      /** @description Azure-OpenAI */
      api_version?: string;
      /** @description OpenRouter: a comma list. */
      provider_order?: string;
      /** @description XunFei Spark, for chat models. */
      spark_api_password?: string;
      /** @description XunFei Spark, for TTS models. */
      spark_app_id?: string;
      /** @description XunFei Spark, for TTS models. */
      spark_api_secret?: string;
      /** @description XunFei Spark, for TTS models. */
      spark_api_key?: string;
      /**
       * @description A factory's name as `GET /api/v1/factories` spells it.
       * @example OpenAI
       */
      llm_factory: string;
    };
    AddedBotAdminDto: {
      id: number;
    };
    AliasDto: {
      /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
      id: string;
      /** @example fast */
      name: string;
      /**
       * @description `ordered`: the first target that answers, in their order. `weighted`: by lot, the others standing by.
       * @enum {string}
       */
      strategy: 'ordered' | 'weighted';
      /** @description Empty when the models have all been removed, or are shared no more. */
      targets: components['schemas']['AliasTargetDto'][];
      /** @description Grows with every change; send it along to be told of changes in between. */
      version: number;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
    };
    AliasTargetDto: {
      /** @example gpt-4o-mini@OpenAI */
      model: string;
      /** @description Names the model even where a tenant has several credentials of one factory. */
      model_id: string;
      /** @example OpenAI */
      factory: string;
      /** @enum {string} */
      type: 'chat' | 'rerank' | 'embedding' | 'image2text' | 'speech2text' | 'tts';
      weight: number;
      /** @description Whether it can be called: it is enabled, and its factory can be spoken to. */
      available: boolean;
    };
    AliasPageDto: {
      items: components['schemas']['AliasDto'][];
      /** @description Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
    AliveDto: {
      /** @example 0 */
      code: number;
      /** @example ok */
      msg: string;
    };
    ApiKeyDetailDto: {
      /**
       * @description Of the user as whom it acts.
       * @example ada@example.com
       */
      user_email: string;
      /** @example Ada‘s Kingdom */
      tenant_name: string;
      /**
       * @description An expired key is expired, paused or not.
       * @enum {string}
       */
      status: 'paused' | 'active' | 'expired';
      /**
       * @description Permanent, whatever happens to the token.
       * @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10
       */
      id: string;
      /** @example build server */
      name: string;
      description: string;
      /** @description The tenant that the key is bound to for ever. */
      tenant_id: string;
      /** @description The user as whom it acts, and whose rights bound it. */
      user_id: string;
      /**
       * @description How the token looks.
       * @example lbk_Ab3d…x9_Z
       */
      masked: string;
      /**
       * @description What it may do; `*` is inference, models, resources and usage.
       * @example [
       *       "*"
       *     ]
       */
      scopes: (
        | 'inference'
        | 'models:read'
        | 'models:write'
        | 'resources:read'
        | 'resources:write'
        | 'usage:read'
        | 'keys:read'
        | 'keys:write'
        | 'admin'
        | '*'
      )[];
      /** @description The only models it may use at the gateway, or null for all of the tenant's. */
      allowed_models: string[] | null;
      /** @description The only addresses (or CIDRs) from which it may use the gateway, or null for all. */
      allowed_addresses: string[] | null;
      /**
       * Format: date-time
       * @description When it ends by itself, or null.
       */
      expires_at: string | null;
      /** @description A paused key is refused until it is resumed. */
      paused: boolean;
      /**
       * Format: date-time
       * @description Some seconds late at most; null when it was never used.
       */
      last_used_at: string | null;
      /** @description Grows with every change; send it along to be told of changes in between. */
      version: number;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
      used_by: components['schemas']['KeyUsesDto'];
    };
    KeyUsesDto: {
      bots: components['schemas']['BotOfKeyDto'][];
    };
    BotOfKeyDto: {
      /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
      id: string;
      /** @example help desk */
      name: string;
      enabled: boolean;
    };
    ApiKeyDto: {
      /**
       * @description Permanent, whatever happens to the token.
       * @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10
       */
      id: string;
      /** @example build server */
      name: string;
      description: string;
      /** @description The tenant that the key is bound to for ever. */
      tenant_id: string;
      /** @description The user as whom it acts, and whose rights bound it. */
      user_id: string;
      /**
       * @description How the token looks.
       * @example lbk_Ab3d…x9_Z
       */
      masked: string;
      /**
       * @description What it may do; `*` is inference, models, resources and usage.
       * @example [
       *       "*"
       *     ]
       */
      scopes: (
        | 'inference'
        | 'models:read'
        | 'models:write'
        | 'resources:read'
        | 'resources:write'
        | 'usage:read'
        | 'keys:read'
        | 'keys:write'
        | 'admin'
        | '*'
      )[];
      /** @description The only models it may use at the gateway, or null for all of the tenant's. */
      allowed_models: string[] | null;
      /** @description The only addresses (or CIDRs) from which it may use the gateway, or null for all. */
      allowed_addresses: string[] | null;
      /**
       * Format: date-time
       * @description When it ends by itself, or null.
       */
      expires_at: string | null;
      /** @description A paused key is refused until it is resumed. */
      paused: boolean;
      /**
       * Format: date-time
       * @description Some seconds late at most; null when it was never used.
       */
      last_used_at: string | null;
      /** @description Grows with every change; send it along to be told of changes in between. */
      version: number;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
    };
    ApiKeyPageDto: {
      items: components['schemas']['ListedApiKeyDto'][];
      /**
       * @description Send it as `cursor` for the next page; null on the last one. A page may be short, and even empty, before the last:
       *     where no index finds the keys, only so many are looked at for one page.
       */
      next_cursor: string | null;
    };
    ListedApiKeyDto: {
      /**
       * @description Of the user as whom it acts.
       * @example ada@example.com
       */
      user_email: string;
      /** @example Ada‘s Kingdom */
      tenant_name: string;
      /**
       * @description An expired key is expired, paused or not.
       * @enum {string}
       */
      status: 'paused' | 'active' | 'expired';
      /**
       * @description Permanent, whatever happens to the token.
       * @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10
       */
      id: string;
      /** @example build server */
      name: string;
      description: string;
      /** @description The tenant that the key is bound to for ever. */
      tenant_id: string;
      /** @description The user as whom it acts, and whose rights bound it. */
      user_id: string;
      /**
       * @description How the token looks.
       * @example lbk_Ab3d…x9_Z
       */
      masked: string;
      /**
       * @description What it may do; `*` is inference, models, resources and usage.
       * @example [
       *       "*"
       *     ]
       */
      scopes: (
        | 'inference'
        | 'models:read'
        | 'models:write'
        | 'resources:read'
        | 'resources:write'
        | 'usage:read'
        | 'keys:read'
        | 'keys:write'
        | 'admin'
        | '*'
      )[];
      /** @description The only models it may use at the gateway, or null for all of the tenant's. */
      allowed_models: string[] | null;
      /** @description The only addresses (or CIDRs) from which it may use the gateway, or null for all. */
      allowed_addresses: string[] | null;
      /**
       * Format: date-time
       * @description When it ends by itself, or null.
       */
      expires_at: string | null;
      /** @description A paused key is refused until it is resumed. */
      paused: boolean;
      /**
       * Format: date-time
       * @description Some seconds late at most; null when it was never used.
       */
      last_used_at: string | null;
      /** @description Grows with every change; send it along to be told of changes in between. */
      version: number;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
    };
    AppliedConfigurationDto: {
      /** @description In the order in which they are done; empty when all was so already. */
      changes: components['schemas']['ConfigurationChangeDto'][];
      /**
       * @description Stands for these changes: send it as `expect` to have exactly them done.
       * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
       */
      plan_digest: string;
      /** @description False for a `dry_run`. */
      applied: boolean;
    };
    ConfigurationChangeDto: {
      /**
       * @example update
       * @enum {string}
       */
      action: 'create' | 'update' | 'delete';
      /**
       * @example credential
       * @enum {string}
       */
      kind: 'tenant' | 'member' | 'credential' | 'model' | 'sharing' | 'default' | 'alias' | 'instance_default';
      /**
       * @description The tenant's name; null for the instance.
       * @example Research
       */
      tenant: string | null;
      /**
       * @description A tenant's name, a member's address, a credential's label, `label/model (type)`, the field of a default, an alias.
       * @example openai-main
       */
      name: string;
      fields: components['schemas']['FieldChangeDto'][];
    };
    FieldChangeDto: {
      /** @example credential.api_key */
      field: string;
      /**
       * @description Null: there was none.
       * @example sk-proj-…a1b2
       */
      before: string | null;
      /**
       * @description Null: there is none any more.
       * @example sk-proj-…c3d4
       */
      after: string | null;
    };
    AuditEventDto: {
      /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
      id: string;
      /** Format: date-time */
      at: string;
      actor: components['schemas']['AuditActorDto'];
      /** @example api-key.issued */
      action: string;
      target: components['schemas']['AuditTargetDto'];
      /** @description Null for what concerns the whole instance. */
      tenant_id: string | null;
      tenant_name: string | null;
      /** @description What else is worth knowing; never a secret. */
      details: {
        [key: string]: unknown;
      };
    };
    AuditActorDto: {
      /** @description `user`, `key` or `system`. */
      kind: string;
      /** @description Null for the service itself. */
      id: string | null;
      /** @description E-mail address of a user, name of a key; null when that is gone, or none of your business. */
      name: string | null;
      /** @description Of the user, or of the key's. */
      user_email: string | null;
    };
    AuditTargetDto: {
      /** @example api-key */
      kind: string;
      /** @description Null for the whole instance. */
      id: string | null;
      /** @description Of users (e-mail address), keys and tenants that there still are. */
      name: string | null;
    };
    AuditPageDto: {
      items: components['schemas']['AuditEventDto'][];
      /** @description Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
    BotAdminListDto: {
      admins: components['schemas']['BotAdminDto'][];
    };
    BotAdminDto: {
      id: number;
      /** @example person */
      launcher_type: string;
      /** @example 4711 */
      launcher_id: string;
    };
    BotListDto: {
      bots: components['schemas']['BotDto'][];
    };
    BotDto: {
      uuid: string;
      /** @example My Bot */
      name: string;
      description: string;
      /** @example http_bot */
      adapter: string;
      /** @description The adapter's configuration, secrets masked. A mask that comes back means the secret that is stored. */
      adapter_config: {
        [key: string]: unknown;
      };
      /** @description The same as `adapter_config`. */
      config: {
        [key: string]: unknown;
      };
      enable: boolean;
      /** @description The pipeline that answers; null for none. */
      use_pipeline_uuid: string | null;
      /** @description Empty when there is none, or no more. */
      use_pipeline_name: string;
      /**
       * @description UTC, without a zone.
       * @example 2026-01-01T00:00:00
       */
      created_at: string;
      updated_at: string;
    };
    BotLogsDto: {
      /** @description The oldest first. */
      logs: components['schemas']['BotLogEntryDto'][];
      /** @description How many entries are held: 200 at most. */
      total_count: number;
    };
    BotLogEntryDto: {
      /** @description Counts from 0 and is never used again. */
      seq_id: number;
      /** @description Seconds since 1970. */
      timestamp: number;
      /** @enum {string} */
      level: 'error' | 'info' | 'debug' | 'warning';
      text: string;
      images: string[];
      /** @description `person_<id>` or `group_<id>`; empty for what concerns the bot itself. */
      message_session_id: string;
    };
    BotLogsQueryDto: {
      /**
       * @description The newest entry that is wanted; negative for the last one.
       * @default -1
       */
      from_index: number;
      /**
       * @description How many entries at most, ending there.
       * @default 10
       */
      max_count: number;
    };
    ChangeMemberDto: {
      /**
       * @description viewer reads; member also uses models and makes keys of their own; admin also configures; owner also names owners.
       * @enum {string}
       */
      role: 'owner' | 'admin' | 'member' | 'viewer';
    };
    ChangePasswordDto: {
      current_password: string;
      new_password: string;
    };
    ChangedLimitDto: {
      /**
       * @description What alerts are signed with, as Standard Webhooks says; null when none was made. Keep it: it can't be shown again.
       * @example whsec_…
       */
      alert_secret: string | null;
      /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
      id: string;
      tenant_id: string;
      /** @description Null: all requests of the tenant together. */
      key_id: string | null;
      /** @description A name, or `name@Factory`; null for all models together. */
      model: string | null;
      /** @description Null for any number. */
      requests_per_minute: number | null;
      /** @description Of prompts and answers together; null for any number. */
      tokens_per_minute: number | null;
      /** @description Requests that are answered at the same time; null for any number. */
      parallel_requests: number | null;
      budgets: components['schemas']['BudgetDto'][];
      /**
       * @description What is done while it can't be known what a request costs, or what has been spent.
       * @enum {string}
       */
      unknown_spend: 'allow' | 'deny';
      /** @description Who is told when a budget has come to one of its shares; null for nobody, and for those who don't manage the tenant. */
      alert_url: string | null;
      /** @description Grows with every change. */
      version: number;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
    };
    BudgetDto: {
      /** @description Kept while unit and period stay. */
      id: string;
      /** @enum {string} */
      unit: 'requests' | 'usd' | 'tokens';
      /**
       * @description In US dollars, tokens or requests.
       * @example 25
       */
      amount: number;
      /**
       * @description When it begins anew, in UTC; weeks begin on Monday.
       * @enum {string}
       */
      period: 'week' | 'day' | 'hour' | 'month';
      /** @description Shares of the amount, in percent, at which webhooks are told. */
      alert_at_percent: number[];
      /** @description Used in this window, in the unit; some seconds late at most. */
      spent: number;
      /** @description Held by requests that are being answered. */
      reserved: number;
      /** Format: date-time */
      window_start: string;
      /** Format: date-time */
      window_end: string;
    };
    ConfigurationDto: {
      /**
       * @description Work out and try everything, and change nothing.
       * @default false
       */
      dry_run?: boolean | null;
      /** @description The `plan_digest` of a plan before: if something else would be done now, a 409 and nothing is done. */
      expect?: string | null;
      /**
       * @description In sections that are given, delete what is not listed. Other tenants and other sections stay.
       * @default false
       */
      prune?: boolean | null;
      /**
       * @description Ask providers about new and changed credentials first, as `POST /api/v1/credentials` does.
       * @default true
       */
      verify?: boolean | null;
      tenants?: components['schemas']['ConfiguredTenantDto'][] | null;
      instance?: components['schemas']['ConfiguredInstanceDto'] | null;
    };
    ConfiguredTenantDto: {
      /**
       * @description Its name, among the tenants that you may administer. Instance administrators make those that there are not.
       * @example Research
       */
      name?: string | null;
      /** @description In place of the name, where several are called so. */
      id?: string | null;
      /** @description Existing users and their roles. For users who signed in, not for API keys. */
      members?: components['schemas']['AddMemberDto'][] | null;
      credentials?: components['schemas']['ConfiguredCredentialDto'][] | null;
      /** @description Default models: null or an empty text clears one, one that is left out stays, prune or not. */
      defaults?: components['schemas']['SetDefaultModelsDto'] | null;
      aliases?: components['schemas']['CreateAliasDto'][] | null;
    };
    ConfiguredCredentialDto: {
      /**
       * @description With exactly which tenants it is shared, by name or id; `all` is for instance administrators. Left out: as it is.
       * @example [
       *       "Support"
       *     ]
       */
      shared_with?: 'all' | string[] | null;
      /**
       * @description What it is called; within the tenant it is known by this.
       * @example openai-main
       */
      label: string;
      /**
       * @description A factory's name as `GET /api/v1/factories` spells it. It can't change.
       * @example OpenAI
       */
      factory: string;
      /** @description Where the provider is; empty for its usual place. Left out: as it is. Changes together with the whole credential. */
      base_url?: string | null;
      /**
       * @description The fields that the factory's `credential_fields` name. What is left out, or is the mask that we show, stays; null
       *     takes a field away.
       * @example {
       *       "api_key": "sk-…"
       *     }
       */
      credential?: {
        [key: string]: unknown;
      } | null;
      /** @description The models that it opens. Left out: all of the catalog for a new credential, else as they are. */
      models?: components['schemas']['ConfiguredModelDto'][] | null;
    };
    ConfiguredModelDto: {
      /** @example gpt-4o-mini */
      name: string;
      /**
       * @example chat
       * @enum {string}
       */
      type: 'chat' | 'embedding' | 'rerank' | 'image2text' | 'speech2text' | 'tts';
      /** @description Its context length; the catalog's when left out. */
      max_tokens?: number | null;
      /** @description Whether it can be called and is offered. Left out: as it is; new ones are. */
      enabled?: boolean | null;
      /** @description How long the gateway waits for it; null for the gateway's own. Left out: as it is. */
      timeouts?: components['schemas']['CallTimeoutsDto'] | null;
    };
    CallTimeoutsDto: {
      /**
       * @description Until the answer begins.
       * @example 30000
       */
      first_byte_ms?: number | null;
      /** @description Between two pieces of an answer. */
      idle_ms?: number | null;
      /** @description In all. */
      total_ms?: number | null;
    };
    SetDefaultModelsDto: {
      /**
       * @description Chat.
       * @example gpt-4o-mini@OpenAI
       */
      llm_id?: string | null;
      /**
       * @description Embedding.
       * @example text-embedding-3-small
       */
      embd_id?: string | null;
      /**
       * @description Speech to text.
       * @example whisper-1
       */
      asr_id?: string | null;
      /** @description Image to text. */
      img2txt_id?: string | null;
      /** @description Rerank. */
      rerank_id?: string | null;
      /**
       * @description Text to speech.
       * @example tts-1
       */
      tts_id?: string | null;
    };
    CreateAliasDto: {
      /**
       * @description What clients will call it: unique in the tenant, upper and lower case being two things. It wins over a model of the
       *     same name.
       * @example fast
       */
      name: string;
      /**
       * @description `ordered`: the first target that answers, in their order. `weighted`: by lot, the others standing by.
       * @default ordered
       * @enum {string|null}
       */
      strategy?: 'ordered' | 'weighted' | null;
      /** @description Models of one type, the tenant's own or shared with it. */
      targets: components['schemas']['AliasTargetInputDto'][];
    };
    AliasTargetInputDto: {
      /**
       * @description The model's id, `name@Factory`, or its bare name where only one factory has it.
       * @example gpt-4o-mini@OpenAI
       */
      model: string;
      /**
       * @description Its share of the requests where the strategy is `weighted`, against the sum of all.
       * @default 1
       */
      weight?: number | null;
    };
    ConfiguredInstanceDto: {
      /** @description Default models of the instance, named as your own tenant has them. */
      defaults: components['schemas']['SetDefaultModelsDto'];
    };
    CreateApiKeyDto: {
      /** @example build server */
      name: string;
      /** @description The user as whom it acts, in their own tenant unless `tenant_id` says otherwise. For administrators. */
      user_id?: string;
      /** @description The tenant it is bound to. For administrators. */
      tenant_id?: string;
      /** @description What it is for. */
      description?: string;
      /**
       * @description What the key may do; never more than you may. `keys:write` and `admin` can only be granted by a user who signed in.
       * @example [
       *       "inference",
       *       "models:read"
       *     ]
       */
      scopes?: (
        | '*'
        | 'inference'
        | 'models:read'
        | 'models:write'
        | 'resources:read'
        | 'resources:write'
        | 'usage:read'
        | 'keys:read'
        | 'keys:write'
        | 'admin'
      )[];
      /** @description The only models it may use at the gateway; null for all. */
      allowed_models?: string[] | null;
      /**
       * @description The only addresses or CIDRs from which it may use the gateway; null for all.
       * @example [
       *       "10.1.0.0/16"
       *     ]
       */
      allowed_addresses?: string[] | null;
      /**
       * @description When it ends by itself, in the future; null for never.
       * @example 2030-01-01T00:00:00Z
       */
      expires_at?: string | null;
    };
    CreateBaseDto: {
      /** @example Handbook */
      name: string;
      /** @example What new colleagues ask */
      description?: string | null;
      /**
       * @description A picture for consoles.
       * @example 📚
       */
      emoji?: string | null;
      /**
       * @description The embedding model: its `uuid`, `name@Factory`, a bare name or an alias. Left out or empty: the tenant's default
       *     embedding model, else the server's built-in one. Another one in an update embeds all files anew.
       * @example text-embedding-3-small@OpenAI
       */
      embedding_model_uuid?: string | null;
      /**
       * @description How many chunks an answer holds unless the question says.
       * @example 5
       */
      top_k?: number | null;
      creation_settings?: components['schemas']['CreationSettingsDto'] | null;
      retrieval_settings?: components['schemas']['RetrievalSettingsDto'] | null;
    };
    CreationSettingsDto: {
      /** @description See `embedding_model_uuid` of the base. */
      embedding_model_uuid?: string | null;
    };
    RetrievalSettingsDto: {
      /**
       * @description See `top_k` of the base.
       * @example 5
       */
      top_k?: number | null;
    };
    CreateBotDto: {
      /** @example My Bot */
      name: string;
      /**
       * @description As `GET /api/v1/platform/adapters` names it.
       * @example http_bot
       */
      adapter: string;
      /**
       * Format: uuid
       * @description The pipeline that answers; the tenant's default one when left out.
       */
      use_pipeline_uuid?: string | null;
      /** @description The adapter's configuration; `GET /api/v1/platform/adapters/{name}` says which fields it has. */
      config?: {
        [key: string]: unknown;
      };
      /** @description Another name of `config`; it wins where both are given. */
      adapter_config?: {
        [key: string]: unknown;
      };
      description?: string | null;
      /** @description Whether it runs. Adapters that can't run here are refused with 400. */
      enable?: boolean;
    };
    CreateCredentialDto: {
      /**
       * @description A factory's name as `GET /api/v1/factories` spells it.
       * @example OpenAI
       */
      factory: string;
      /**
       * @description What you call it; the factory's name when left out. A factory may have several credentials.
       * @example OpenAI, research
       */
      label?: string | null;
      /** @description Where the provider is, if not at its usual place. */
      base_url?: string | null;
      /**
       * @description The fields that the factory's `credential_fields` name.
       * @example {
       *       "api_key": "sk-…"
       *     }
       */
      credential?: {
        [key: string]: unknown;
      } | null;
      /** @description The models to add; all of the factory's catalog when left out. */
      models?: components['schemas']['NewModelDto'][] | null;
      /**
       * @description Ask the provider first, and save nothing unless one of the model types answers. Self-deployed ones are saved unasked.
       * @default true
       */
      verify?: boolean | null;
    };
    NewModelDto: {
      /** @example gpt-4o-mini */
      name: string;
      /**
       * @example chat
       * @enum {string}
       */
      type: 'chat' | 'embedding' | 'rerank' | 'image2text' | 'speech2text' | 'tts';
      /** @description Its context length; the catalog's when left out. */
      max_tokens?: number | null;
    };
    CreateLimitDto: {
      /**
       * Format: uuid
       * @description The key that is limited; null or absent for all requests of the tenant together (by administrators).
       */
      key_id?: string | null;
      /**
       * @description Only its use of this model, by its name or as `name@Factory`; null for all models together.
       * @example gpt-4o-mini@OpenAI
       */
      model?: string | null;
      /** @description Whose; one's own tenant where it is left out. For administrators. */
      tenant_id?: string;
      /**
       * @description Null for any number.
       * @example 600
       */
      requests_per_minute?: number | null;
      /** @description Of prompts and answers together; null for any number. */
      tokens_per_minute?: number | null;
      /** @description Requests that are answered at the same time; null for any number. */
      parallel_requests?: number | null;
      /** @description At most one for each unit and period. */
      budgets?: components['schemas']['BudgetRequestDto'][];
      /**
       * @description Whether requests go on whose cost is not known, or while it can't be asked what has been spent. What they use is
       *     entered afterwards, as far as it is known.
       * @enum {string}
       */
      unknown_spend?: 'deny' | 'allow';
      /**
       * @description Who is told, by a signed webhook, when a budget has come to one of its `alert_at_percent`; null for nobody. The
       *     answer holds the secret that it is signed with.
       * @example https://example.com/hooks/budgets
       */
      alert_url?: string | null;
    };
    BudgetRequestDto: {
      /**
       * @description What is counted: money in US dollars, tokens, or requests.
       * @enum {string}
       */
      unit: 'usd' | 'tokens' | 'requests';
      /**
       * @description In the unit; dollars to a millionth.
       * @example 25
       */
      amount: number;
      /**
       * @description When it begins anew, in UTC; weeks begin on Monday.
       * @enum {string}
       */
      period: 'hour' | 'day' | 'week' | 'month';
      /**
       * @description Shares of the amount, in percent, at which webhooks that listen to `budget.alert` are told.
       * @example [
       *       80,
       *       100
       *     ]
       */
      alert_at_percent?: number[];
    };
    CreateMcpServerDto: {
      /**
       * @description What it is addressed by; may contain slashes.
       * @example weather
       */
      name: string;
      /**
       * @description `remote` is streamable HTTP, or SSE where that fails. `stdio` runs a command on the server, and is for instance
       *     administrators alone, where it is switched on at all.
       * @example http
       * @enum {string}
       */
      mode: 'stdio' | 'sse' | 'http' | 'remote';
      /** @description Whether it is connected, and its tools offered to pipelines. */
      enable?: boolean;
      /**
       * @description How it is reached. `sse`, `http` and `remote`: `url`, `headers`, `timeout` (seconds a call may take); `stdio`:
       *     `command`, `args`, `env`. A mask that comes back stands for what is stored.
       * @example {
       *       "url": "https://mcp.example.com/mcp",
       *       "headers": {
       *         "Authorization": "Bearer …"
       *       },
       *       "timeout": 60
       *     }
       */
      extra_args?: {
        [key: string]: unknown;
      };
    };
    CreatePipelineDto: {
      /**
       * @description Need not be unique; where it is, `pipeline:<name>` calls the pipeline on `/v1`.
       * @example My Pipeline
       */
      name: string;
      /**
       * @default
       * @example Answers from the handbook
       */
      description?: string | null;
      /**
       * @default
       * @example 📚
       */
      emoji?: string | null;
      /**
       * @description Settings by group and stage, as `/_/metadata` lists them; what is left out is set to its default, and what is not
       *     known is kept.
       * @example {
       *       "ai": {
       *         "local-agent": {
       *           "model": "gpt-4o-mini",
       *           "max-round": 10
       *         }
       *       }
       *     }
       */
      config?: {
        [key: string]: unknown;
      } | null;
    };
    CreateUserDto: {
      /**
       * @description The e-mail address.
       * @example ada@example.com
       */
      username?: string;
      /** @description The same, as older clients spell it. */
      user_name?: string;
      /** @description Plain, or encrypted as RAGFlow's clients do. */
      password?: string;
      /**
       * @description `admin` makes an instance administrator.
       * @default user
       * @enum {string}
       */
      role?: 'user' | 'admin';
    };
    CreateWebhookDto: {
      /** @example Our archive */
      name: string;
      /**
       * @description Where events are posted to, as JSON.
       * @example https://example.com/hooks/bots
       */
      url: string;
      description?: string | null;
      /** @default true */
      enabled?: boolean;
    };
    CreatedBaseDto: {
      /**
       * @description Of the new base.
       * @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10
       */
      uuid: string;
    };
    CreatedDto: {
      /** Format: uuid */
      uuid: string;
    };
    CreatedPipelineDto: {
      /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
      uuid: string;
    };
    CredentialDto: {
      /**
       * @description The credential's fields; secret ones masked.
       * @example {
       *       "api_key": "sk-proj-…a1b2"
       *     }
       */
      credential: {
        [key: string]: string;
      };
      /** @description `all`, or the ids of tenants. */
      shared_with: 'all' | string[];
      /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
      id: string;
      /** @example OpenAI */
      factory: string;
      label: string;
      /** @description Empty for the factory's usual place. */
      base_url: string;
      /** @description Null when the provider was never asked. */
      verification: components['schemas']['StoredVerificationDto'] | null;
      model_count: number;
      /** @description Through which surface it came: `own`, `ragflow` or `langbot`. */
      source: string;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
    };
    StoredVerificationDto: {
      /** @description valid: some type answers · rejected: the provider refuses it · unknown: it could not be judged. */
      verdict: string;
      checked_at: string;
      results: components['schemas']['VerificationResultDto'][];
    };
    VerificationResultDto: {
      /** @enum {string|null} */
      type: 'chat' | 'rerank' | 'embedding' | 'image2text' | 'speech2text' | 'tts' | null;
      model: string | null;
      /** @enum {string} */
      verdict: 'unknown' | 'valid' | 'rejected';
      /**
       * @description What class of failure it was; null when it answered.
       * @enum {string|null}
       */
      cause:
        | 'forbidden'
        | 'tls'
        | 'timeout'
        | 'unauthorized'
        | 'model_not_found'
        | 'bad_path'
        | 'blocked_address'
        | 'dns'
        | 'connection_refused'
        | 'rate_limited'
        | 'quota'
        | 'region'
        | 'bad_answer'
        | null;
      /** @description The provider's own words, without secrets. */
      message: string;
      /** @description What to do about it. */
      hint: string;
      upstream_status: number | null;
      duration_ms: number;
    };
    CredentialModelDto: {
      id: string;
      /** @example gpt-4o-mini */
      name: string;
      /** @enum {string} */
      type: 'chat' | 'rerank' | 'embedding' | 'image2text' | 'speech2text' | 'tts';
      /** @description Null when nobody said. */
      max_tokens: number | null;
      enabled: boolean;
      /** @description How long the gateway waits for it; null for the gateway's own. */
      timeouts: components['schemas']['CallTimeoutsDto'] | null;
      /** @description What the operator said it costs; null for the public price. */
      price: components['schemas']['OperatorPriceDto'] | null;
      /** @description By the credential's own tenant. */
      used_token: number;
    };
    OperatorPriceDto: {
      /**
       * @description Tokens of the prompt.
       * @example 0.15
       */
      input?: string;
      /**
       * @description Tokens generated.
       * @example 0.6
       */
      output?: string;
      /** @description Tokens of the prompt that were read from the vendor's cache; as `input` where it is left out. */
      cache_read?: string;
      /** @description Tokens of the prompt that were written into the vendor's cache; as `input` where it is left out. */
      cache_write?: string;
      /** @description Tokens of thinking; as `output` where it is left out. */
      reasoning?: string;
      /** @description Searches to rerank. */
      query?: string;
      /** @description Characters to speak. */
      character?: string;
    };
    CredentialModelListDto: {
      items: components['schemas']['CredentialModelDto'][];
    };
    CredentialPageDto: {
      items: components['schemas']['CredentialDto'][];
      /** @description Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
    DebugMessageListDto: {
      messages: components['schemas']['DebugMessageDto'][];
    };
    DebugMessageDto: {
      /** @example 2 */
      id: number;
      /**
       * @description `user` or `assistant`.
       * @example assistant
       */
      role: string;
      /** @example Hello! How can I help? */
      content: string;
      message_chain: components['schemas']['PlainSegmentDto'][];
      /**
       * @description UTC, without a zone.
       * @example 2026-01-01T00:00:00
       */
      timestamp: string;
      /** @description False while more of it is to come. */
      is_final: boolean;
    };
    PlainSegmentDto: {
      /** @example Plain */
      type: string;
      /** @example Hello! How can I help? */
      text: string;
    };
    DebugReplyDto: {
      message: components['schemas']['DebugMessageDto'];
    };
    DebugResetDto: {
      /** @example Session reset successfully */
      message: string;
    };
    DefaultModelsDto: {
      /** @example gpt-4o-mini@OpenAI */
      llm_id: string;
      embd_id: string;
      asr_id: string;
      img2txt_id: string;
      rerank_id: string;
      tts_id: string;
    };
    DiscoveryDto: {
      models: components['schemas']['DiscoveredModelDto'][];
    };
    DiscoveredModelDto: {
      /** @example gpt-4o-mini */
      name: string;
      /**
       * @description Null when it is of no type that can be added, or nobody knows.
       * @enum {string|null}
       */
      type: 'chat' | 'rerank' | 'embedding' | 'image2text' | 'speech2text' | 'tts' | null;
      /** @description Tokens of question and answer together; null when nobody says. */
      context_length: number | null;
      /** @description Tokens of an answer at most; null when nobody says. */
      max_output_tokens: number | null;
      /**
       * @example [
       *       "tools",
       *       "vision"
       *     ]
       */
      abilities: string[];
      /** @description The vendor's public price; null when none is known. */
      price: components['schemas']['ModelPriceDto'] | null;
      /** @description Whether the credential has it already. */
      added: boolean;
    };
    ModelPriceDto: {
      usd_per_million: components['schemas']['UnitPricesDto'];
      /** @description Null when the length of the prompt does not matter. */
      long_prompt: components['schemas']['LongPromptPriceDto'] | null;
    };
    UnitPricesDto: {
      /**
       * @description Tokens of the prompt.
       * @example 0.15
       */
      input?: string;
      /**
       * @description Tokens generated.
       * @example 0.6
       */
      output?: string;
      /** @description Tokens of the prompt that were read from the vendor's cache. */
      cache_read?: string;
      /** @description Tokens of the prompt that were written into the vendor's cache. */
      cache_write?: string;
      /** @description Tokens of thinking, where they differ from `output`. */
      reasoning?: string;
      /** @description Tokens of audio in the prompt. */
      audio_input?: string;
      /** @description Tokens of audio generated. */
      audio_output?: string;
      /** @description Seconds of audio to transcribe. */
      second?: string;
      /** @description Characters to speak. */
      character?: string;
      /** @description Searches to rerank. */
      query?: string;
    };
    LongPromptPriceDto: {
      /**
       * @description Tokens of the prompt above which it applies.
       * @example 200000
       */
      above: number;
      usd_per_million: components['schemas']['UnitPricesDto'];
    };
    EmbedBotDto: {
      /**
       * Format: uuid
       * @description The key's id, as `GET /api/v1/keys` shows it.
       * @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10
       */
      key_id: string;
    };
    EmbedDto: {
      key_id: string;
      /** @description Goes to `/v1/chat/completions` as `Authorization: Bearer …`, talks to this bot, and does nothing else. */
      beta: string;
    };
    EnvironmentDto: {
      /** @example LOG_LEVEL */
      env: string;
      value: string;
    };
    ExplainRequestDto: {
      /**
       * Format: uuid
       * @description The key that would make it.
       */
      key_id: string;
      /** @description As a client would name it; left out for the tenant's default. */
      model?: string;
      /**
       * @description Where it would go.
       * @default chat
       * @enum {string}
       */
      endpoint?: 'chat' | 'embeddings' | 'rerank' | 'speech' | 'transcriptions';
      /** @description Where it would come from; left out, addresses are not looked at. */
      address?: string;
      /**
       * @description Tokens of its prompt.
       * @default 0
       */
      input_tokens?: number;
      /** @description What it would set as `max_tokens`, where it is a chat; left out, what is usual. */
      max_tokens?: number;
    };
    ExplanationDto: {
      would_pass: boolean;
      /** @description The first rule that does not let it pass; null when all do. */
      decided_by: components['schemas']['ExplainedRuleDto'] | null;
      /** @description All rules in the order in which they are judged, up to the one that decides. */
      rules: components['schemas']['ExplainedRuleDto'][];
      /** @description `name@Factory` of those that would be asked, in order. */
      models: string[];
    };
    ExplainedRuleDto: {
      /** @description `key`, `user`, `address`, `scope`, `model`, `allowed_models`, `provider`, or `limit`. */
      rule: string;
      passes: boolean;
      /** @example The API key may use 10 USD a month, of which 3.5 USD are left */
      message: string;
      /** @description The limit in question, where there is one. */
      limit_id: string | null;
    };
    ExtensionListDto: {
      extensions: components['schemas']['ExtensionDto'][];
    };
    ExtensionDto: {
      /**
       * @description Always `mcp`.
       * @enum {string}
       */
      type: 'mcp';
      server: components['schemas']['McpServerDto'];
    };
    McpServerDto: {
      uuid: string;
      /** @example weather */
      name: string;
      enable: boolean;
      /** @enum {string} */
      mode: 'http' | 'stdio' | 'sse' | 'remote';
      /** @description How it is reached; values of headers and variables are masked. */
      extra_args: {
        [key: string]: unknown;
      };
      /**
       * @description UTC, without a zone.
       * @example 2026-01-01T00:00:00
       */
      created_at: string;
      updated_at: string;
      /** @description Null when there is no session: the server is disabled, or the process has only just started. */
      runtime_info: components['schemas']['McpRuntimeInfoDto'] | null;
    };
    McpRuntimeInfoDto: {
      /**
       * @example connected
       * @enum {string}
       */
      status: 'error' | 'connecting' | 'connected';
      tool_count: number;
      tools: components['schemas']['McpServerToolDto'][];
      error_message: string | null;
      /**
       * @description What it was doing then.
       * @enum {string|null}
       */
      error_phase: 'session' | 'connect' | 'tools' | null;
      /** @description Failures in a row. */
      retry_count: number;
    };
    McpServerToolDto: {
      /** @example get_forecast */
      name: string;
      description: string;
      /** @description JSON schema of the arguments. */
      parameters: {
        [key: string]: unknown;
      };
    };
    FactoryDetailDto: {
      /** @description The exact name, as RAGFlow has it; case counts. */
      name: string;
      /** @description RAGFlow's tags of the factory. */
      tags: string[];
      /** @description The model types the vendor serves. */
      model_types: ('chat' | 'rerank' | 'embedding' | 'image2text' | 'speech2text' | 'tts')[];
      /** @description Where it is called unless a base URL is given; null when there is no such place. */
      base_url: string | null;
      /** @description Whether a base URL must be given. */
      base_url_required: boolean;
      /** @description Whether it runs at the user's own place: the key is optional then, and adding it is not verified. */
      self_deployed: boolean;
      /** @description The protocol it is spoken to in. */
      dialect: string;
      /** @description Whether this version can call it. */
      available: boolean;
      /** @description Why it can't; null when it can. */
      unavailable_reason: string | null;
      /** @description What its credential consists of. */
      credential_fields: components['schemas']['CredentialFieldDto'][];
      /** @description How many models come with adding the whole factory. */
      model_count: number;
      /** @description The models that come with adding the whole factory, current ones first within a type. */
      models: components['schemas']['CatalogModelDto'][];
    };
    CredentialFieldDto: {
      /** @description The exact name to send, for example `api_key`. */
      name: string;
      /** @description What to call the field in a form. */
      label: string;
      /** @description Whether the value is sealed, and shown only masked. */
      secret: boolean;
      /** @description Whether the field must be sent. */
      required: boolean;
      /** @description A regular expression that the whole value must match; null when anything goes. */
      pattern: string | null;
      /** @description What is taken when the field is left out on Latchkey's own routes; null when it can't be. */
      default: string | null;
      /** @description Present when the field belongs only to models of these types. */
      types?: ('chat' | 'rerank' | 'embedding' | 'image2text' | 'speech2text' | 'tts')[];
    };
    CatalogModelDto: {
      /** @description The name the vendor knows it by. */
      name: string;
      /** @enum {string} */
      type: 'chat' | 'rerank' | 'embedding' | 'image2text' | 'speech2text' | 'tts';
      /** @description The limit RAGFlow's clients read: usually the context window in tokens; null when the vendor names none. */
      max_tokens: number | null;
      /** @description Tokens of question and answer together; null for audio and where the vendor is silent. */
      context_length: number | null;
      /** @description What it can do besides its type: `chat`, `tools`, `vision`, `reasoning`, `json_schema`. */
      abilities: string[];
      /** @description Only with `include_prices`: tokens of an answer at most; null when the vendor names no limit. */
      max_output_tokens?: number | null;
      /** @description Only with `include_prices`: the vendor's public price; null when none is known. */
      price?: components['schemas']['ModelPriceDto'] | null;
      /** @description Only with `include_prices`: the day on which the vendor ends it (YYYY-MM-DD); null when none is known. */
      ends_on?: string | null;
    };
    FactoryDto: {
      /** @description The exact name, as RAGFlow has it; case counts. */
      name: string;
      /** @description RAGFlow's tags of the factory. */
      tags: string[];
      /** @description The model types the vendor serves. */
      model_types: ('chat' | 'rerank' | 'embedding' | 'image2text' | 'speech2text' | 'tts')[];
      /** @description Where it is called unless a base URL is given; null when there is no such place. */
      base_url: string | null;
      /** @description Whether a base URL must be given. */
      base_url_required: boolean;
      /** @description Whether it runs at the user's own place: the key is optional then, and adding it is not verified. */
      self_deployed: boolean;
      /** @description The protocol it is spoken to in. */
      dialect: string;
      /** @description Whether this version can call it. */
      available: boolean;
      /** @description Why it can't; null when it can. */
      unavailable_reason: string | null;
      /** @description What its credential consists of. */
      credential_fields: components['schemas']['CredentialFieldDto'][];
      /** @description How many models come with adding the whole factory. */
      model_count: number;
    };
    ImportBegunDto: {
      /**
       * @description Tells at `GET /api/v1/system/tasks/{id}` how far it is; of an archive, that of its first file.
       * @example 0
       */
      task_id: number;
    };
    IssuedApiKeyDto: {
      /**
       * @description The key itself. Keep it: it can't be shown again.
       * @example lbk_…
       */
      token: string;
      /**
       * @description Permanent, whatever happens to the token.
       * @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10
       */
      id: string;
      /** @example build server */
      name: string;
      description: string;
      /** @description The tenant that the key is bound to for ever. */
      tenant_id: string;
      /** @description The user as whom it acts, and whose rights bound it. */
      user_id: string;
      /**
       * @description How the token looks.
       * @example lbk_Ab3d…x9_Z
       */
      masked: string;
      /**
       * @description What it may do; `*` is inference, models, resources and usage.
       * @example [
       *       "*"
       *     ]
       */
      scopes: (
        | 'inference'
        | 'models:read'
        | 'models:write'
        | 'resources:read'
        | 'resources:write'
        | 'usage:read'
        | 'keys:read'
        | 'keys:write'
        | 'admin'
        | '*'
      )[];
      /** @description The only models it may use at the gateway, or null for all of the tenant's. */
      allowed_models: string[] | null;
      /** @description The only addresses (or CIDRs) from which it may use the gateway, or null for all. */
      allowed_addresses: string[] | null;
      /**
       * Format: date-time
       * @description When it ends by itself, or null.
       */
      expires_at: string | null;
      /** @description A paused key is refused until it is resumed. */
      paused: boolean;
      /**
       * Format: date-time
       * @description Some seconds late at most; null when it was never used.
       */
      last_used_at: string | null;
      /** @description Grows with every change; send it along to be told of changes in between. */
      version: number;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
    };
    KeyReportPageDto: {
      items: components['schemas']['ReportedKeyDto'][];
      /** @description Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
    ReportedKeyDto: {
      /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
      id: string;
      name: string;
      masked: string;
      user_id: string;
      user_email: string;
      tenant_id: string;
      tenant_name: string;
      /** Format: date-time */
      last_used_at: string | null;
      findings: components['schemas']['KeyFindingDto'][];
    };
    KeyFindingDto: {
      /** @enum {string} */
      kind: 'never_used' | 'unused' | 'unused_scope' | 'wide_scope' | 'unused_models' | 'no_expiry' | 'no_limit';
      message: string;
      /**
       * Format: date-time
       * @description Since when it is so; null where that is not known.
       */
      since: string | null;
      /** @description Which `scopes` or `models` it is about, where it is about some. */
      details: {
        [key: string]: unknown;
      };
    };
    KnowledgeBaseListDto: {
      bases: components['schemas']['KnowledgeBaseDto'][];
    };
    KnowledgeBaseDto: {
      /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
      uuid: string;
      /** @example Handbook */
      name: string;
      /** @example What new colleagues ask */
      description: string;
      /** @example 📚 */
      emoji: string | null;
      /** @description A model's `uuid`, or a name: as it was given, or what was the default then. */
      embedding_model_uuid: string;
      /**
       * @description How many chunks an answer holds unless the question says.
       * @example 5
       */
      top_k: number;
      /**
       * @description In UTC.
       * @example 2026-11-24T09:00:00
       */
      created_at: string;
      /**
       * @description In UTC.
       * @example 2026-11-24T09:00:00
       */
      updated_at: string;
    };
    KnowledgeFileListDto: {
      files: components['schemas']['KnowledgeFileDto'][];
    };
    KnowledgeFileDto: {
      /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
      uuid: string;
      /**
       * @description The base.
       * @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a11
       */
      kb_id: string;
      /**
       * @description The upload's `file_id`; of an archive's member a name made alike.
       * @example handbook_1a2b3c4d.pdf
       */
      file_name: string;
      /** @example pdf */
      extension: string;
      /**
       * @description In bytes.
       * @example 48213
       */
      size: number;
      /**
       * @example completed
       * @enum {string}
       */
      status: 'pending' | 'failed' | 'processing' | 'completed';
      /** @description Why it failed; null when it did not. */
      error: string | null;
      /**
       * @description The task that tells, or told, how far it is.
       * @example 0
       */
      task_id: number;
      /**
       * @description In UTC.
       * @example 2026-11-24T09:00:00
       */
      created_at: string;
    };
    LangBotSystemInfoDto: {
      /** @description Of Latchkey. */
      version: string;
      /**
       * @description LangBot's word for a server that its operator runs.
       * @example community
       */
      edition: string;
      /** @description Always false. */
      debug: boolean;
      /** @description Always false: there are no plugins to shop for. */
      enable_marketplace: boolean;
      /** @description Always empty: this server belongs to no cloud service. */
      cloud_service_url: string;
      /** @description Always true: users can change their passwords. */
      allow_modify_login_info: boolean;
      /** @description Always true: LangBot's hosted models are not in this edition. */
      disable_models_service: boolean;
    };
    LimitDto: {
      /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
      id: string;
      tenant_id: string;
      /** @description Null: all requests of the tenant together. */
      key_id: string | null;
      /** @description A name, or `name@Factory`; null for all models together. */
      model: string | null;
      /** @description Null for any number. */
      requests_per_minute: number | null;
      /** @description Of prompts and answers together; null for any number. */
      tokens_per_minute: number | null;
      /** @description Requests that are answered at the same time; null for any number. */
      parallel_requests: number | null;
      budgets: components['schemas']['BudgetDto'][];
      /**
       * @description What is done while it can't be known what a request costs, or what has been spent.
       * @enum {string}
       */
      unknown_spend: 'allow' | 'deny';
      /** @description Who is told when a budget has come to one of its shares; null for nobody, and for those who don't manage the tenant. */
      alert_url: string | null;
      /** @description Grows with every change. */
      version: number;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
    };
    LimitPageDto: {
      items: components['schemas']['LimitDto'][];
      /** @description Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
    ListedFactoryDto: {
      /** @example LLM,TEXT EMBEDDING,TTS,TEXT RE-RANK,SPEECH2TEXT,MODERATION */
      tags: string;
      llm: components['schemas']['ListedModelDto'][];
    };
    ListedModelDto: {
      /** @enum {string} */
      type: 'chat' | 'rerank' | 'embedding' | 'image2text' | 'speech2text' | 'tts';
      /** @example gpt-4o-mini */
      name: string;
      used_token: number;
      /**
       * @description `1` usable, `0` switched off.
       * @example 1
       */
      status: string;
      /** @description With details: where the provider is; empty for its usual place. */
      api_base?: string;
      /** @description With details: the context length. */
      max_tokens?: number;
    };
    LoginDto: {
      /** @example ada@example.com */
      email: string;
      /** @example correct horse battery staple */
      password: string;
    };
    LogsDto: {
      /** @description Lines as they were logged, one JSON object each. */
      logs: string;
      /** @example 3 */
      end_page_number: number;
      /** @example 7 */
      end_offset: number;
    };
    McpLogsDto: {
      /** @description The oldest first. From the memory of the process that answered: a restart forgets them. */
      logs: components['schemas']['McpLogLineDto'][];
    };
    McpLogLineDto: {
      /** @description Seconds since 1970. */
      timestamp: number;
      /** @enum {string} */
      level: 'error' | 'info' | 'debug' | 'warning';
      text: string;
    };
    McpResourceDto: {
      contents: components['schemas']['McpResourceContentDto'][];
    };
    McpResourceContentDto: {
      uri: string;
      mime_type: string | null;
      /** @description Null for what is not text. */
      text: string | null;
      /** @description Base64; null for text, unless it was asked for, and where it is longer than `max_bytes`. */
      blob: string | null;
      /** @description In bytes. */
      size: number;
      truncated: boolean;
    };
    McpResourceTemplatesDto: {
      resource_templates: {
        [key: string]: unknown;
      }[];
    };
    McpResourcesDto: {
      resources: {
        [key: string]: unknown;
      }[];
      resource_templates: {
        [key: string]: unknown;
      }[];
      /** @description Null when the server has no resources at all. */
      resource_capabilities: components['schemas']['McpResourceCapabilitiesDto'] | null;
    };
    McpResourceCapabilitiesDto: {
      subscribe: boolean;
      listChanged: boolean;
    };
    McpServerListDto: {
      servers: components['schemas']['McpServerDto'][];
    };
    McpTestDto: {
      task_id: number;
    };
    MeDto: {
      /** @enum {string} */
      kind: 'api-key' | 'session';
      /** @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f */
      user_id: string;
      /** @example ada@example.com */
      email: string;
      /** @description The tenant that this request acts on. */
      tenant_id: string;
      /**
       * @description The user's role in that tenant; null for an administrator's key elsewhere.
       * @enum {string|null}
       */
      role: 'admin' | 'owner' | 'member' | 'viewer' | null;
      is_instance_admin: boolean;
      /**
       * @example [
       *       "inference",
       *       "models:read"
       *     ]
       */
      scopes: string[];
      /** @description The calling key, or null for a user token. */
      key_id: string | null;
      nickname: string;
      /**
       * @description The console's language, or null while none was chosen.
       * @enum {string|null}
       */
      language: 'en' | 'zh' | null;
    };
    MemberDto: {
      /** @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f */
      user_id: string;
      /** @example ada@example.com */
      email: string;
      nickname: string;
      is_active: boolean;
      /** @enum {string} */
      role: 'admin' | 'owner' | 'member' | 'viewer';
      /**
       * Format: date-time
       * @description When they joined.
       */
      created_at: string;
    };
    NewPasswordDto: {
      /** @description Plain, or encrypted as RAGFlow's clients do. */
      new_password: string;
    };
    NewTenantDto: {
      /**
       * @description The e-mail address of the user who is to own it; you, unless said.
       * @example ada@example.com
       */
      owner_email?: string;
      /** @example Data science */
      name: string;
    };
    NewTokenDto: {
      /**
       * @description The key itself.
       * @example ragflow-…
       */
      token: string;
      /** @description Publishable token for embedding; it does not authenticate here. */
      beta: string | null;
      /** @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f */
      tenant_id: string;
      /** @description Epoch milliseconds. */
      create_time: number;
      /** @example 2026-11-24T16:03:41Z */
      create_date: string;
      /** @description Epoch milliseconds; null while nothing was changed. */
      update_time: number | null;
      /** @description Null while nothing was changed. */
      update_date: string | null;
    };
    NewUserDto: {
      /** @example ada@example.com */
      email: string;
      /**
       * @description Plain: the connection is what keeps it from others.
       * @example correct horse battery staple
       */
      password: string;
      /** @example Ada */
      nickname?: string;
      /** @description Whether they administer the instance. */
      is_instance_admin?: boolean;
    };
    NothingDto: Record<string, never>;
    OneAdapterDto: {
      adapter: components['schemas']['AdapterDto'];
    };
    OneBotDto: {
      bot: components['schemas']['RunningBotDto'];
    };
    RunningBotDto: {
      uuid: string;
      /** @example My Bot */
      name: string;
      description: string;
      /** @example http_bot */
      adapter: string;
      /** @description The adapter's configuration, secrets masked. A mask that comes back means the secret that is stored. */
      adapter_config: {
        [key: string]: unknown;
      };
      /** @description The same as `adapter_config`. */
      config: {
        [key: string]: unknown;
      };
      enable: boolean;
      /** @description The pipeline that answers; null for none. */
      use_pipeline_uuid: string | null;
      /** @description Empty when there is none, or no more. */
      use_pipeline_name: string;
      /**
       * @description UTC, without a zone.
       * @example 2026-01-01T00:00:00
       */
      created_at: string;
      updated_at: string;
      adapter_runtime_values: components['schemas']['BotRuntimeDto'];
    };
    BotRuntimeDto: {
      /** @description What its platform calls it; null while it has no connection. */
      bot_account_id: string | null;
      /**
       * @description Where its platform is to send messages, for adapters that work so.
       * @example /bots/01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10
       */
      webhook_url: string | null;
      /** @description The same with this server's public address, if it is known. */
      webhook_full_url: string | null;
      extra_webhook_full_url: string | null;
      /**
       * @description `error`: it will be tried again at `next_try_at`.
       * @enum {string}
       */
      status: 'error' | 'starting' | 'running' | 'stopped';
      last_error: string | null;
      /** @description UTC, without a zone. */
      next_try_at: string | null;
    };
    OneKnowledgeBaseDto: {
      base: components['schemas']['KnowledgeBaseDto'];
    };
    OneMcpServerDto: {
      server: components['schemas']['McpServerDto'];
    };
    OnePipelineDto: {
      pipeline: components['schemas']['PipelineDto'];
    };
    PipelineDto: {
      /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
      uuid: string;
      /** @example My Pipeline */
      name: string;
      description: string;
      /** @example 📚 */
      emoji: string;
      /**
       * @description UTC, without a zone.
       * @example 2026-01-01T00:00:00
       */
      created_at: string;
      /** @example 2026-01-01T00:00:00 */
      updated_at: string;
      /**
       * @description The version of LangBot that it is like.
       * @example 4.3.0
       */
      for_version: string;
      /** @description Where nothing else is asked for, this one answers; the tenant's first pipeline, unless it was removed. */
      is_default: boolean;
      /** @description Always LangBot's twelve. */
      stages: string[];
      /** @description Settings by group and stage. */
      config: {
        [key: string]: unknown;
      };
      extensions_preferences: components['schemas']['PipelineExtensionPreferencesDto'];
    };
    PipelineExtensionPreferencesDto: {
      plugins: components['schemas']['BoundPluginDto'][];
      /** @description Of MCP servers. */
      mcp_servers: string[];
      enable_all_plugins: boolean;
      enable_all_mcp_servers: boolean;
    };
    BoundPluginDto: {
      author: string;
      name: string;
    };
    OneToolDto: {
      tool: components['schemas']['ToolDto'];
    };
    ToolDto: {
      /** @example get-sum */
      name: string;
      /** @description For models. */
      description: string;
      /** @description For people; the same. */
      human_desc: string;
      /** @description JSON schema of the arguments. */
      parameters: {
        [key: string]: unknown;
      };
      /**
       * @description The MCP server that has it.
       * @example everything
       */
      server: string;
    };
    OneWebhookDto: {
      webhook: components['schemas']['WebhookDto'];
    };
    WebhookDto: {
      id: number;
      /** @example Our archive */
      name: string;
      /** @example https://example.com/hooks/bots */
      url: string;
      description: string;
      enabled: boolean;
      /**
       * @description UTC, without a zone.
       * @example 2026-01-01T00:00:00
       */
      created_at: string;
      updated_at: string;
    };
    PipelineExtensionsDto: {
      enable_all_plugins: boolean;
      enable_all_mcp_servers: boolean;
      bound_plugins: components['schemas']['BoundPluginDto'][];
      /** @description Always empty. */
      available_plugins: components['schemas']['BoundPluginDto'][];
      /** @description Uuids. */
      bound_mcp_servers: string[];
      /** @description Those that are connected now and have tools. */
      available_mcp_servers: components['schemas']['AvailableMcpServerDto'][];
    };
    AvailableMcpServerDto: {
      uuid: string;
      /** @example weather */
      name: string;
    };
    PipelineListDto: {
      pipelines: components['schemas']['PipelineDto'][];
    };
    PipelineMetadataDto: {
      configs: components['schemas']['SettingGroupDto'][];
    };
    SettingGroupDto: {
      /** @example ai */
      name: string;
      label: components['schemas']['WordsDto'];
      stages: components['schemas']['SettingStageDto'][];
    };
    WordsDto: {
      en_US: string;
      zh_Hans: string;
    };
    SettingStageDto: {
      /** @example local-agent */
      name: string;
      label: components['schemas']['WordsDto'];
      description: components['schemas']['WordsDto'];
      config: components['schemas']['SettingDto'][];
    };
    SettingDto: {
      /** @description What it is when it is left out. */
      default: string | number | boolean | Record<string, never> | unknown[];
      /** @example max-round */
      name: string;
      label: components['schemas']['WordsDto'];
      description: components['schemas']['WordsDto'];
      /**
       * @description How LangBot's console draws it.
       * @example integer
       */
      type: string;
      /** @description Always false: what is left out is set to its default. */
      required: boolean;
      options?: components['schemas']['SettingOptionDto'][];
      min?: number;
      max?: number;
      /** @description It is stored, and changes nothing here. */
      unsupported?: boolean;
    };
    SettingOptionDto: {
      /**
       * @description What is stored.
       * @example drop
       */
      name: string;
      label: components['schemas']['WordsDto'];
    };
    PipelineRunDto: {
      /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
      id: string;
      pipeline_uuid: string;
      /**
       * @description Where it came from: `debug`, `v1`, or `bot:<id>`.
       * @example debug
       */
      origin: string;
      /**
       * @description `person` or `group`.
       * @example person
       */
      session_type: string;
      /** @description Of the person or group, as its platform names it. */
      session_id: string;
      /**
       * @description `interrupted`: the server stopped before it was done.
       * @example succeeded
       * @enum {string}
       */
      status: 'failed' | 'succeeded' | 'cancelled' | 'running' | 'interrupted';
      /**
       * @description `name@Factory` of the model that answered; null when none did.
       * @example gpt-4o-mini@OpenAI
       */
      model: string | null;
      /**
       * @description Of all calls of models.
       * @example 120
       */
      input_tokens: number;
      /** @example 40 */
      output_tokens: number;
      tool_calls: components['schemas']['RunToolCallDto'][];
      /**
       * @description What went otherwise than the pipeline says, without failing: knowledge bases that are gone.
       * @example [
       *       "The knowledge base 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 is gone: the run went on without it"
       *     ]
       */
      warnings: string[];
      /** @description What it failed with; null when it did not. */
      error: string | null;
      /**
       * Format: date-time
       * @example 2026-11-24T09:00:00.000Z
       */
      started_at: string;
      /**
       * Format: date-time
       * @description Null while it goes on.
       */
      finished_at: string | null;
    };
    RunToolCallDto: {
      /**
       * @description Of the MCP server.
       * @example weather
       */
      server: string;
      /** @example forecast */
      tool: string;
      /**
       * @description How long it took.
       * @example 120
       */
      ms: number;
      is_error: boolean;
    };
    PipelineRunPageDto: {
      items: components['schemas']['PipelineRunDto'][];
      /** @description For `cursor` of the next page; null on the last one. */
      next_cursor: string | null;
    };
    PipelineStatsDto: {
      /** @description Sessions that asked something in the last hour. */
      active_session_count: number;
      /** @description Sessions whose history is kept. */
      conversation_count: number;
      /** @description Runs of pipelines, failed ones too, of which a record is kept. */
      query_count: number;
    };
    ProfileDto: {
      /** @example Ada */
      nickname?: string;
      /**
       * @description The console's language; null for the browser's.
       * @enum {string|null}
       */
      language?: 'en' | 'zh' | null;
    };
    RagflowUserDto: {
      /** @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f */
      id: string;
      /** @example ada@example.com */
      email: string;
      nickname: string;
      avatar: string;
      /** @example English */
      language: string;
      /** @example password */
      login_channel: string;
      /** @description `1` active, `0` not. */
      is_active: string;
      /** @example 0 */
      is_anonymous: string;
      /** @example 1 */
      status: string;
      is_superuser: boolean;
      /** @description Null before the first sign-in. */
      last_login_time: string | null;
      create_date: string;
      update_date: string;
    };
    ReadMcpResourceDto: {
      /** @example file:///notes.txt */
      uri: string;
      /**
       * @description Of text, or of bytes; what is longer is cut.
       * @default 65536
       */
      max_bytes: number;
      /**
       * @description Whether what is not text is sent too, in base64.
       * @default false
       */
      include_blob: boolean;
    };
    ReadyDto: {
      /**
       * @description `degraded`: the database is away, keys that are known go on for a while.
       * @enum {string}
       */
      status: 'ready' | 'degraded';
    };
    RemoveModelDto: {
      /** @description Only this model, instead of the whole factory. Empty is refused: it can't have meant the whole. */
      llm_name?: string | null;
      /**
       * @description A factory's name as `GET /api/v1/factories` spells it.
       * @example OpenAI
       */
      llm_factory: string;
    };
    RetrieveDto: {
      /** @example How many days of holiday do I have? */
      query: string;
      /**
       * @description How many chunks are wanted; the base's own number when left out.
       * @example 3
       */
      top_k?: number | null;
      /** @description A rerank model that puts the best in front: `name@Factory`, a bare name or an alias. None when left out. */
      rerank_model?: string | null;
      retrieval_settings?: components['schemas']['RetrievalSettingsDto'] | null;
    };
    RetrievedDto: {
      /** @description The best first. */
      results: components['schemas']['RetrievedChunkDto'][];
    };
    RetrievedChunkDto: {
      /** @description The chunk. */
      id: string;
      metadata: components['schemas']['ChunkMetadataDto'];
      /** @description The same text as LangBot's second generation has it. */
      content: components['schemas']['ChunkContentDto'][];
      /**
       * @description 1 minus the cosine similarity: smaller is nearer.
       * @example 0.21
       */
      distance: number;
      /**
       * @description Of the merged ranking of meaning and words, or of the rerank model: larger is better.
       * @example 0.0325
       */
      score: number;
    };
    ChunkMetadataDto: {
      /** @description The chunk. */
      uuid: string;
      /** @description The file. */
      file_id: string;
      /** @example handbook_1a2b3c4d.pdf */
      file_name: string;
      text: string;
    };
    ChunkContentDto: {
      /** @example text */
      type: string;
      text: string;
    };
    RoleNameDto: {
      role_name: string;
    };
    RotateApiKeyDto: {
      /**
       * @description For how long the former token still works.
       * @default 0
       */
      overlap_seconds?: number;
    };
    RotatedApiKeyDto: {
      /**
       * @description The key itself. Keep it: it can't be shown again.
       * @example lbk_…
       */
      token: string;
      /**
       * @description Permanent, whatever happens to the token.
       * @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10
       */
      id: string;
      /** @example build server */
      name: string;
      description: string;
      /** @description The tenant that the key is bound to for ever. */
      tenant_id: string;
      /** @description The user as whom it acts, and whose rights bound it. */
      user_id: string;
      /**
       * @description How the token looks.
       * @example lbk_Ab3d…x9_Z
       */
      masked: string;
      /**
       * @description What it may do; `*` is inference, models, resources and usage.
       * @example [
       *       "*"
       *     ]
       */
      scopes: (
        | 'inference'
        | 'models:read'
        | 'models:write'
        | 'resources:read'
        | 'resources:write'
        | 'usage:read'
        | 'keys:read'
        | 'keys:write'
        | 'admin'
        | '*'
      )[];
      /** @description The only models it may use at the gateway, or null for all of the tenant's. */
      allowed_models: string[] | null;
      /** @description The only addresses (or CIDRs) from which it may use the gateway, or null for all. */
      allowed_addresses: string[] | null;
      /**
       * Format: date-time
       * @description When it ends by itself, or null.
       */
      expires_at: string | null;
      /** @description A paused key is refused until it is resumed. */
      paused: boolean;
      /**
       * Format: date-time
       * @description Some seconds late at most; null when it was never used.
       */
      last_used_at: string | null;
      /** @description Grows with every change; send it along to be told of changes in between. */
      version: number;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
      /**
       * Format: date-time
       * @description Until when the former token still works.
       */
      previous_valid_until: string;
    };
    SendDebugMessageDto: {
      /**
       * @description Which of the two conversations it belongs to.
       * @default person
       * @enum {string|null}
       */
      session_type?: 'person' | 'group' | null;
      /**
       * @description Pieces: `Plain` with a `text`, `Image` with a `url` or a data URL as `base64`, `At` with a `target`; others are
       *     passed over.
       * @example [
       *       {
       *         "type": "Plain",
       *         "text": "Hello"
       *       }
       *     ]
       */
      message: Record<string, never>[];
      /**
       * @description The answer comes as server-sent events: `start`, the message as it grows, `end`.
       * @default false
       */
      is_stream?: boolean | null;
    };
    SendMessageDto: {
      /**
       * @description Pieces of the message, in order.
       * @example [
       *       {
       *         "type": "Plain",
       *         "text": "Hello"
       *       }
       *     ]
       */
      message_chain: {
        [key: string]: unknown;
      }[];
      /**
       * @example person
       * @enum {string}
       */
      target_type: 'person' | 'group';
      /**
       * @description As the platform names the person or group.
       * @example 4711
       */
      target_id: string;
    };
    SentDto: {
      sent: boolean;
    };
    ServiceDetailDto: {
      service_name: string;
      status: string;
      message: string;
    };
    ServiceDto: {
      /** @example 0 */
      id: number;
      /** @example postgres */
      name: string;
      /** @example 127.0.0.1 */
      host: string;
      /** @example 5432 */
      port: number;
      /** @example meta_data */
      service_type: string;
      /** @description `alive` or `timeout`. */
      status: string;
    };
    SessionDto: {
      id: string;
      /** @description Whether it is the one that asks. */
      current: boolean;
      /**
       * @description Through which surface it was opened.
       * @enum {string}
       */
      channel: 'admin' | 'langbot' | 'own' | 'user-mode';
      /** @example 203.0.113.7 */
      address: string;
      user_agent: string;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      expires_at: string;
    };
    SetPipelineExtensionsDto: {
      /**
       * @description Kept, and without effect.
       * @default []
       */
      bound_plugins?: components['schemas']['PluginNameDto'][] | null;
      /**
       * @description The uuids of MCP servers whose tools the model may call, unless all are enabled.
       * @default []
       * @example [
       *       "01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10"
       *     ]
       */
      bound_mcp_servers?: string[] | null;
      /**
       * @description Kept, and without effect.
       * @default true
       */
      enable_all_plugins?: boolean | null;
      /**
       * @description Every connected MCP server of the tenant, later ones included.
       * @default true
       */
      enable_all_mcp_servers?: boolean | null;
    };
    PluginNameDto: {
      author: string;
      name: string;
    };
    SetTenantDefaultsDto: {
      /**
       * @description Chat.
       * @example gpt-4o-mini@OpenAI
       */
      llm_id?: string | null;
      /**
       * @description Embedding.
       * @example text-embedding-3-small
       */
      embd_id?: string | null;
      /**
       * @description Speech to text.
       * @example whisper-1
       */
      asr_id?: string | null;
      /** @description Image to text. */
      img2txt_id?: string | null;
      /** @description Rerank. */
      rerank_id?: string | null;
      /**
       * @description Text to speech.
       * @example tts-1
       */
      tts_id?: string | null;
    };
    SetVariableDto: {
      var_name: string;
      var_value: string;
    };
    SetupDto: {
      /** @description From the one-time link that the first start printed. */
      token: string;
      /** @example ada@example.com */
      email: string;
      /** @example correct horse battery staple */
      password: string;
    };
    SetupStateDto: {
      /** @description Whether the first administrator is still to be made. */
      needed: boolean;
    };
    ShareCredentialDto: {
      /**
       * @description The tenants that may use it, and no others; empty for none.
       * @example [
       *       "6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f"
       *     ]
       */
      tenant_ids?: string[] | null;
      /** @description Every tenant of the instance, in place of `tenant_ids`. For instance administrators. */
      all?: boolean | null;
    };
    TaskDto: {
      /** @example 0 */
      id: number;
      /** @example user */
      task_type: string;
      /**
       * @example knowledge-operation
       * @enum {string}
       */
      kind: 'knowledge-operation' | 'mcp-operation' | 'plugin-operation';
      /** @example knowledge-store-file */
      name: string;
      label: string;
      /** @description Always empty. */
      scopes: string[];
      task_context: components['schemas']['TaskContextDto'];
      runtime: components['schemas']['TaskRuntimeDto'];
      /**
       * Format: date-time
       * @example 2026-11-24T09:00:00.000Z
       */
      created_at: string;
    };
    TaskContextDto: {
      /** @example embedding */
      current_action: string;
      /** @description Lines, the oldest first. */
      log: string;
      /** @description More, by kind of task. */
      metadata: {
        [key: string]: unknown;
      };
    };
    TaskRuntimeDto: {
      done: boolean;
      /**
       * @example FINISHED
       * @enum {string}
       */
      state: 'PENDING' | 'FINISHED';
      /** @description What it failed with; null when it did not. */
      exception: string | null;
      /** @description Always null: LangBot shows the stack of its own code here. */
      exception_traceback: string | null;
      /** @description Null until it is done, and for tasks that result in nothing. */
      result: Record<string, never>;
    };
    TaskListDto: {
      tasks: components['schemas']['TaskDto'][];
      /**
       * @description The id that the next task is likely to get.
       * @example 1
       */
      id_index: number;
    };
    TenantDto: {
      /** @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f */
      id: string;
      /** @example Ada‘s Kingdom */
      name: string;
      /**
       * @description What the caller is in it.
       * @enum {string}
       */
      role: 'admin' | 'owner' | 'member' | 'viewer';
    };
    TenantNameDto: {
      /** @example Data science */
      name: string;
    };
    TenantOverviewDto: {
      /** @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f */
      id: string;
      /** @example Data science */
      name: string;
      /** @description Counted up to 1000: that many, or more. */
      member_count: number;
      /** @description Counted up to 1000: that many, or more. */
      key_count: number;
      /** Format: date-time */
      created_at: string;
    };
    TenantPageDto: {
      items: components['schemas']['TenantOverviewDto'][];
      /** @description Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
    TestMcpServerDto: {
      /**
       * Format: uuid
       * @description The stored server that this is a changed form of: masks stand for what it has.
       */
      uuid?: string | null;
      /** @example weather */
      name?: string;
      /**
       * @example http
       * @enum {string}
       */
      mode?: 'stdio' | 'sse' | 'http' | 'remote';
      /** @description Whether it is connected, and its tools offered to pipelines. */
      enable?: boolean;
      /**
       * @description How it is reached. `sse`, `http` and `remote`: `url`, `headers`, `timeout` (seconds a call may take); `stdio`:
       *     `command`, `args`, `env`. A mask that comes back stands for what is stored.
       * @example {
       *       "url": "https://mcp.example.com/mcp",
       *       "headers": {
       *         "Authorization": "Bearer …"
       *       },
       *       "timeout": 60
       *     }
       */
      extra_args?: {
        [key: string]: unknown;
      };
    };
    TokenDto: {
      /**
       * @description The key itself.
       * @example ragflow-…
       */
      token: string;
      /** @description Publishable token for embedding; it does not authenticate here. */
      beta: string | null;
      /** @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f */
      tenant_id: string;
      /** @description Epoch milliseconds. */
      create_time: number;
      /** @example 2026-11-24T16:03:41Z */
      create_date: string;
      /** @description Epoch milliseconds; null while nothing was changed. */
      update_time: number | null;
      /** @description Null while nothing was changed. */
      update_date: string | null;
      /** @description Always null for keys of this kind. */
      dialog_id: string | null;
      /** @description Always null for keys of this kind. */
      source: string | null;
    };
    ToolListDto: {
      tools: components['schemas']['ToolDto'][];
    };
    UpdateAliasDto: {
      name?: string;
      /** @enum {string} */
      strategy?: 'ordered' | 'weighted';
      /** @description All of them anew. */
      targets?: components['schemas']['AliasTargetInputDto'][];
      /** @description The version you know; another one meanwhile is a 409. */
      version?: number;
    };
    UpdateApiKeyDto: {
      name?: string;
      /** @description Pauses or resumes the key. */
      paused?: boolean;
      /** @description The version you know; another one meanwhile is a 409. */
      version?: number;
      /** @description What it is for. */
      description?: string;
      /**
       * @description What the key may do; never more than you may. `keys:write` and `admin` can only be granted by a user who signed in.
       * @example [
       *       "inference",
       *       "models:read"
       *     ]
       */
      scopes?: (
        | '*'
        | 'inference'
        | 'models:read'
        | 'models:write'
        | 'resources:read'
        | 'resources:write'
        | 'usage:read'
        | 'keys:read'
        | 'keys:write'
        | 'admin'
      )[];
      /** @description The only models it may use at the gateway; null for all. */
      allowed_models?: string[] | null;
      /**
       * @description The only addresses or CIDRs from which it may use the gateway; null for all.
       * @example [
       *       "10.1.0.0/16"
       *     ]
       */
      allowed_addresses?: string[] | null;
      /**
       * @description When it ends by itself, in the future; null for never.
       * @example 2030-01-01T00:00:00Z
       */
      expires_at?: string | null;
    };
    UpdateBaseDto: {
      name?: string;
      /** @example What new colleagues ask */
      description?: string | null;
      /**
       * @description A picture for consoles.
       * @example 📚
       */
      emoji?: string | null;
      /**
       * @description The embedding model: its `uuid`, `name@Factory`, a bare name or an alias. Left out or empty: the tenant's default
       *     embedding model, else the server's built-in one. Another one in an update embeds all files anew.
       * @example text-embedding-3-small@OpenAI
       */
      embedding_model_uuid?: string | null;
      /**
       * @description How many chunks an answer holds unless the question says.
       * @example 5
       */
      top_k?: number | null;
      creation_settings?: components['schemas']['CreationSettingsDto'] | null;
      retrieval_settings?: components['schemas']['RetrievalSettingsDto'] | null;
    };
    UpdateBotDto: {
      name?: string;
      /**
       * @description Another adapter takes a `config` of its own in the same request.
       * @example telegram
       */
      adapter?: string;
      /**
       * Format: uuid
       * @description The pipeline that answers; null for none.
       */
      use_pipeline_uuid?: string | null;
      /** @description The adapter's configuration; `GET /api/v1/platform/adapters/{name}` says which fields it has. */
      config?: {
        [key: string]: unknown;
      };
      /** @description Another name of `config`; it wins where both are given. */
      adapter_config?: {
        [key: string]: unknown;
      };
      description?: string | null;
      /** @description Whether it runs. Adapters that can't run here are refused with 400. */
      enable?: boolean;
    };
    UpdateCredentialDto: {
      label?: string;
      /** @description Another place, together with the whole credential; empty for the factory's usual one. */
      base_url?: string | null;
      /**
       * @description The fields to change. One that is left out, or sent back as it was shown, stays; null takes one away.
       * @example {
       *       "api_key": "sk-…"
       *     }
       */
      credential?: {
        [key: string]: unknown;
      } | null;
      /**
       * @description Ask the provider first when its place or the credential changes, and change nothing when it refuses.
       * @default true
       */
      verify?: boolean | null;
    };
    UpdateCredentialModelDto: {
      /** @description Whether it can be called and is offered. */
      enabled?: boolean;
      /** @description All of them anew; null for the gateway's own. */
      timeouts?: components['schemas']['CallTimeoutsDto'] | null;
      /** @description What requests cost from now on; null for the public price. What was used before keeps its cost. */
      price?: components['schemas']['OperatorPriceDto'] | null;
    };
    UpdateLimitDto: {
      /** @description The version you know; another one meanwhile is a 409. */
      version?: number;
      /**
       * @description Null for any number.
       * @example 600
       */
      requests_per_minute?: number | null;
      /** @description Of prompts and answers together; null for any number. */
      tokens_per_minute?: number | null;
      /** @description Requests that are answered at the same time; null for any number. */
      parallel_requests?: number | null;
      /** @description At most one for each unit and period. */
      budgets?: components['schemas']['BudgetRequestDto'][];
      /**
       * @description Whether requests go on whose cost is not known, or while it can't be asked what has been spent. What they use is
       *     entered afterwards, as far as it is known.
       * @enum {string}
       */
      unknown_spend?: 'deny' | 'allow';
      /**
       * @description Who is told, by a signed webhook, when a budget has come to one of its `alert_at_percent`; null for nobody. The
       *     answer holds the secret that it is signed with.
       * @example https://example.com/hooks/budgets
       */
      alert_url?: string | null;
    };
    UpdateMcpServerDto: {
      /** @example weather */
      name?: string;
      /**
       * @example http
       * @enum {string}
       */
      mode?: 'stdio' | 'sse' | 'http' | 'remote';
      /** @description Whether it is connected, and its tools offered to pipelines. */
      enable?: boolean;
      /**
       * @description How it is reached. `sse`, `http` and `remote`: `url`, `headers`, `timeout` (seconds a call may take); `stdio`:
       *     `command`, `args`, `env`. A mask that comes back stands for what is stored.
       * @example {
       *       "url": "https://mcp.example.com/mcp",
       *       "headers": {
       *         "Authorization": "Bearer …"
       *       },
       *       "timeout": 60
       *     }
       */
      extra_args?: {
        [key: string]: unknown;
      };
    };
    UpdatePipelineDto: {
      /** @example My Pipeline */
      name?: string;
      /** @example Answers from the handbook */
      description?: string;
      /** @example 📚 */
      emoji?: string;
      /**
       * @description All settings anew: what is left out goes back to its default.
       * @example {
       *       "ai": {
       *         "local-agent": {
       *           "model": "gpt-4o-mini"
       *         }
       *       }
       *     }
       */
      config?: {
        [key: string]: unknown;
      };
    };
    UpdateWebhookDto: {
      name?: string;
      /** @example https://example.com/hooks/bots */
      url?: string;
      description?: string | null;
      enabled?: boolean;
    };
    UploadedDocumentDto: {
      /**
       * @description Names the document where it is imported into a knowledge base.
       * @example handbook_1a2b3c4d.pdf
       */
      file_id: string;
    };
    UploadedImageDto: {
      /**
       * @description Names the picture in `GET /api/v1/files/image/{key}`.
       * @example logo_1a2b3c4d.png
       */
      file_key: string;
    };
    UsagePageDto: {
      /**
       * Format: date-time
       * @description What was summed up: as asked for, or widened to whole hours.
       */
      from: string;
      /** Format: date-time */
      to: string;
      items: components['schemas']['UsageSumDto'][];
      /** @description Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
    UsageSumDto: {
      /**
       * @description When it began.
       * @example 2026-11-27T14:00:00Z
       */
      hour?: string;
      /** @example 2026-11-27 */
      day?: string;
      /** @example 2026-11 */
      month?: string;
      /** @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f */
      tenant_id?: string;
      /** @description Null when the tenant is gone. */
      tenant_name?: string | null;
      /** @description Null for users who signed in, without a key. */
      key_id?: string | null;
      /** @description Null when the key is gone, or there was none. */
      key_name?: string | null;
      user_id?: string;
      /** @description Null when the user is gone. */
      user_email?: string | null;
      /** @description `name@Factory`; null for requests that reached no model. */
      model?: string | null;
      /** @example 128 */
      requests: number;
      /** @description Of those: answered with 400 or more. That the client left before the end is none. */
      failures: number;
      input_tokens: number;
      output_tokens: number;
      /** @description Of the input: read from the provider's cache. */
      cached_input_tokens: number;
      /** @description Of the input: written into the provider's cache. */
      cache_write_tokens: number;
      /** @description Of the output. */
      reasoning_tokens: number;
      /** @description Input and output. */
      total_tokens: number;
      /**
       * @description In US dollars, exact to the millionth, of the requests whose price was known; at the prices of their time.
       * @example 1.204375
       */
      cost_usd: number;
      /** @description Requests that used tokens at a price nobody knew: their cost is missing. */
      unpriced_requests: number;
      /** @description Requests whose tokens were counted here, since the provider did not say. */
      estimated_requests: number;
      /** @description Of a request, in milliseconds; null without requests. */
      duration_ms_avg: number | null;
      /** @description What half of the requests did not exceed, estimated from how many took how long; at most 60000. */
      duration_ms_p50: number | null;
      /** @description The same for 95 of a hundred. */
      duration_ms_p95: number | null;
    };
    UsageRequestDto: {
      /**
       * @description As its client saw it.
       * @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10
       */
      id: string;
      /**
       * Format: date-time
       * @description When it arrived.
       */
      at: string;
      tenant_id: string;
      user_id: string;
      /** @description Null when the user is gone. */
      user_email: string | null;
      /** @description Null for a user who signed in. */
      key_id: string | null;
      /** @description Null when the key is gone, or there was none. */
      key_name: string | null;
      /** @example chat */
      endpoint: string;
      /**
       * @description As the client named it; empty for the default.
       * @example gpt-4o-mini
       */
      requested_model: string;
      /**
       * @description `name@Factory` of the model that answered, or was asked last; null when none was.
       * @example gpt-4o-mini@OpenAI
       */
      model: string | null;
      /**
       * @description 499 when the client left.
       * @example 200
       */
      status: number;
      stream: boolean;
      /** @description How often providers were asked. */
      attempts: number;
      duration_ms: number;
      /** @description Until the answer began; null when there was none. */
      first_byte_ms: number | null;
      input_tokens: number;
      output_tokens: number;
      /** @description Of the input: read from the provider's cache. */
      cached_input_tokens: number;
      /** @description Of the input: written into the provider's cache. */
      cache_write_tokens: number;
      /** @description Of the output. */
      reasoning_tokens: number;
      /** @description Input and output. */
      total_tokens: number;
      /** @description Whether the tokens were counted here, since the provider did not say. */
      estimated: boolean;
      /**
       * @description In US dollars, exact to the millionth; null when no price was known.
       * @example 0.000042
       */
      cost_usd: number | null;
    };
    UsageRequestPageDto: {
      items: components['schemas']['UsageRequestDto'][];
      /** @description Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
    UserChangeDto: {
      /** @example Ada */
      nickname?: string;
      /** @description `false` deactivates: they can't sign in, and their keys stop. */
      is_active?: boolean;
      /** @description Whether they administer the instance. */
      is_instance_admin?: boolean;
      /** @description A new password, plain. */
      password?: string;
    };
    UserDto: {
      /** @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f */
      id: string;
      /** @example ada@example.com */
      email: string;
      /** @example Ada */
      nickname: string;
      /**
       * @description The console's language, or null while they chose none.
       * @enum {string|null}
       */
      language: 'en' | 'zh' | null;
      is_active: boolean;
      is_instance_admin: boolean;
      /** @description Their own tenant. */
      tenant_id: string;
      /** @example Ada‘s Kingdom */
      tenant_name: string;
      /** @description Keys that act as them, counted up to 1000: that many, or more. */
      key_count: number;
      /**
       * Format: date-time
       * @description Null for never.
       */
      last_login_at: string | null;
      /** Format: date-time */
      created_at: string;
    };
    UserPageDto: {
      items: components['schemas']['UserDto'][];
      /** @description Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
    UserSummaryDto: {
      /** @example ada@example.com */
      email: string;
      nickname: string;
      /** @example 2026-11-24T16:03:41Z */
      create_date: string;
      /** @description `1` active, `0` not. */
      is_active: string;
      is_superuser: boolean;
    };
    VariableDto: {
      name: string;
      /** @example variable */
      source: string;
      /** @example string */
      data_type: string;
      value: string;
    };
    VerificationDto: {
      /**
       * @description valid: some type answers · rejected: the provider refuses it · unknown: it could not be judged.
       * @enum {string}
       */
      verdict: 'unknown' | 'valid' | 'rejected';
      results: components['schemas']['VerificationResultDto'][];
      /** @description Models that the provider listed itself. */
      models: components['schemas']['NamedModelDto'][];
    };
    NamedModelDto: {
      /** @example gpt-4o-mini */
      name: string;
      /**
       * @example chat
       * @enum {string}
       */
      type: 'chat' | 'embedding' | 'rerank' | 'image2text' | 'speech2text' | 'tts';
    };
    VerifyCredentialDto: {
      /**
       * @description A factory's name as `GET /api/v1/factories` spells it.
       * @example OpenAI
       */
      factory: string;
      /** @description Where the provider is, if not at its usual place. */
      base_url?: string;
      /**
       * @description The fields that the factory's `credential_fields` name.
       * @example {
       *       "api_key": "sk-…"
       *     }
       */
      credential?: {
        [key: string]: unknown;
      };
      /** @description The models to try; without them a few of the catalog's or of those that the provider lists. */
      models?: components['schemas']['NamedModelDto'][];
    };
    VersionDto: {
      /** @example 0.1.0 */
      version: string;
    };
    WebhookListDto: {
      webhooks: components['schemas']['WebhookDto'][];
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
