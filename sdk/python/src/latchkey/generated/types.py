# Generated from openapi.json by `npm run sdk`; a change here is lost.
from __future__ import annotations

from typing import Any, Dict, List, Literal

from typing_extensions import NotRequired, TypedDict


class AccessToken(TypedDict):
    access_token: str
    """Send it as `Authorization: Bearer …`."""
    token_type: str
    expires_in: float
    """Seconds."""


class Adapter(TypedDict):
    name: str
    label: AdapterLabel
    description: AdapterLabel
    icon: str
    """File name of its picture, which `GET /api/v1/platform/adapters/{name}/icon` answers."""
    runnable: bool
    """Whether bots of it can be enabled on this server; others can only be stored."""
    spec: AdapterSpec


class AdapterField(TypedDict):
    default: str | int | bool
    name: str
    label: AdapterLabel
    description: AdapterLabel
    type: str
    required: bool
    options: NotRequired[List[AdapterFieldOptions]]


class AdapterFieldOptions(TypedDict):
    name: str
    label: AdapterLabel


class AdapterLabel(TypedDict):
    en_US: str
    zh_Hans: str


class AdapterList(TypedDict):
    adapters: List[Adapter]


class AdapterSpec(TypedDict):
    config: List[AdapterField]


class AddMember(TypedDict):
    email: str
    """E-mail address of an existing user."""
    role: Literal["owner", "admin", "member", "viewer"]
    """viewer reads; member also uses models and makes keys of their own; admin also configures; owner also names owners."""


class AddedBotAdmin(TypedDict):
    id: float


class Alias(TypedDict):
    id: str
    name: str
    strategy: Literal["ordered", "weighted"]
    """`ordered`: the first target that answers, in their order. `weighted`: by lot, the others standing by."""
    targets: List[AliasTarget]
    """Empty when the models have all been removed, or are shared no more."""
    version: float
    """Grows with every change; send it along to be told of changes in between."""
    created_at: str
    updated_at: str


class AliasPage(TypedDict):
    items: List[Alias]
    next_cursor: str | None
    """Send it as `cursor` for the next page; null on the last one."""


class AliasTarget(TypedDict):
    model: str
    model_id: str
    """Names the model even where a tenant has several credentials of one factory."""
    factory: str
    type: Literal["chat", "rerank", "embedding", "image2text", "speech2text", "tts"]
    weight: float
    available: bool
    """Whether it can be called: it is enabled, and its factory can be spoken to."""


class AliasTargetInput(TypedDict):
    model: str
    """The model's id, `name@Factory`, or its bare name where only one factory has it."""
    weight: NotRequired[float | None]
    """Its share of the requests where the strategy is `weighted`, against the sum of all."""


class Alive(TypedDict):
    code: float
    msg: str


class ApiKey(TypedDict):
    id: str
    """Permanent, whatever happens to the token."""
    name: str
    description: str
    tenant_id: str
    """The tenant that the key is bound to for ever."""
    user_id: str
    """The user as whom it acts, and whose rights bound it."""
    masked: str
    """How the token looks."""
    scopes: List[Literal["inference", "models:read", "models:write", "resources:read", "resources:write", "usage:read", "keys:read", "keys:write", "admin", "*"]]
    """What it may do; `*` is inference, models, resources and usage."""
    allowed_models: List[str] | None
    """The only models it may use at the gateway, or null for all of the tenant's."""
    allowed_addresses: List[str] | None
    """The only addresses (or CIDRs) from which it may use the gateway, or null for all."""
    expires_at: str | None
    """When it ends by itself, or null."""
    paused: bool
    """A paused key is refused until it is resumed."""
    last_used_at: str | None
    """Some seconds late at most; null when it was never used."""
    version: float
    """Grows with every change; send it along to be told of changes in between."""
    created_at: str
    updated_at: str


class ApiKeyDetail(TypedDict):
    user_email: str
    """Of the user as whom it acts."""
    tenant_name: str
    status: Literal["paused", "active", "expired"]
    """An expired key is expired, paused or not."""
    id: str
    """Permanent, whatever happens to the token."""
    name: str
    description: str
    tenant_id: str
    """The tenant that the key is bound to for ever."""
    user_id: str
    """The user as whom it acts, and whose rights bound it."""
    masked: str
    """How the token looks."""
    scopes: List[Literal["inference", "models:read", "models:write", "resources:read", "resources:write", "usage:read", "keys:read", "keys:write", "admin", "*"]]
    """What it may do; `*` is inference, models, resources and usage."""
    allowed_models: List[str] | None
    """The only models it may use at the gateway, or null for all of the tenant's."""
    allowed_addresses: List[str] | None
    """The only addresses (or CIDRs) from which it may use the gateway, or null for all."""
    expires_at: str | None
    """When it ends by itself, or null."""
    paused: bool
    """A paused key is refused until it is resumed."""
    last_used_at: str | None
    """Some seconds late at most; null when it was never used."""
    version: float
    """Grows with every change; send it along to be told of changes in between."""
    created_at: str
    updated_at: str
    used_by: KeyUses


class ApiKeyPage(TypedDict):
    items: List[ListedApiKey]
    next_cursor: str | None
    """Send it as `cursor` for the next page; null on the last one. A page may be short, and even empty, before the last:
    where no index finds the keys, only so many are looked at for one page.
    """


class AppliedConfiguration(TypedDict):
    changes: List[ConfigurationChange]
    """In the order in which they are done; empty when all was so already."""
    plan_digest: str
    """Stands for these changes: send it as `expect` to have exactly them done."""
    applied: bool
    """False for a `dry_run`."""


class AuditActor(TypedDict):
    kind: str
    """`user`, `key` or `system`."""
    id: str | None
    """Null for the service itself."""
    name: str | None
    """E-mail address of a user, name of a key; null when that is gone, or none of your business."""
    user_email: str | None
    """Of the user, or of the key's."""


class AuditEvent(TypedDict):
    id: str
    at: str
    actor: AuditActor
    action: str
    target: AuditTarget
    tenant_id: str | None
    """Null for what concerns the whole instance."""
    tenant_name: str | None
    details: Dict[str, Any]
    """What else is worth knowing; never a secret."""


class AuditPage(TypedDict):
    items: List[AuditEvent]
    next_cursor: str | None
    """Send it as `cursor` for the next page; null on the last one."""


class AuditTarget(TypedDict):
    kind: str
    id: str | None
    """Null for the whole instance."""
    name: str | None
    """Of users (e-mail address), keys and tenants that there still are."""


class AvailableMcpServer(TypedDict):
    uuid: str
    name: str


class Bot(TypedDict):
    uuid: str
    name: str
    description: str
    adapter: str
    adapter_config: Dict[str, Any]
    """The adapter's configuration, secrets masked. A mask that comes back means the secret that is stored."""
    config: Dict[str, Any]
    """The same as `adapter_config`."""
    enable: bool
    use_pipeline_uuid: str | None
    """The pipeline that answers; null for none."""
    use_pipeline_name: str
    """Empty when there is none, or no more."""
    created_at: str
    """UTC, without a zone."""
    updated_at: str


class BotAdmin(TypedDict):
    id: float
    launcher_type: str
    launcher_id: str


class BotAdminList(TypedDict):
    admins: List[BotAdmin]


class BotList(TypedDict):
    bots: List[Bot]


class BotLogEntry(TypedDict):
    seq_id: float
    """Counts from 0 and is never used again."""
    timestamp: float
    """Seconds since 1970."""
    level: Literal["error", "info", "debug", "warning"]
    text: str
    images: List[str]
    message_session_id: str
    """`person_<id>` or `group_<id>`; empty for what concerns the bot itself."""


class BotLogs(TypedDict):
    logs: List[BotLogEntry]
    """The oldest first."""
    total_count: float
    """How many entries are held: 200 at most."""


class BotOfKey(TypedDict):
    id: str
    name: str
    enabled: bool


class BotRuntime(TypedDict):
    bot_account_id: str | None
    """What its platform calls it; null while it has no connection."""
    webhook_url: str | None
    """Where its platform is to send messages, for adapters that work so."""
    webhook_full_url: str | None
    """The same with this server's public address, if it is known."""
    extra_webhook_full_url: str | None
    status: Literal["error", "starting", "running", "stopped"]
    """`error`: it will be tried again at `next_try_at`."""
    last_error: str | None
    next_try_at: str | None
    """UTC, without a zone."""


class BoundPlugin(TypedDict):
    author: str
    name: str


class Budget(TypedDict):
    id: str
    """Kept while unit and period stay."""
    unit: Literal["requests", "usd", "tokens"]
    amount: float
    """In US dollars, tokens or requests."""
    period: Literal["week", "day", "hour", "month"]
    """When it begins anew, in UTC; weeks begin on Monday."""
    alert_at_percent: List[float]
    """Shares of the amount, in percent, at which webhooks are told."""
    spent: float
    """Used in this window, in the unit; some seconds late at most."""
    reserved: float
    """Held by requests that are being answered."""
    window_start: str
    window_end: str


class BudgetRequest(TypedDict):
    unit: Literal["usd", "tokens", "requests"]
    """What is counted: money in US dollars, tokens, or requests."""
    amount: float
    """In the unit; dollars to a millionth."""
    period: Literal["hour", "day", "week", "month"]
    """When it begins anew, in UTC; weeks begin on Monday."""
    alert_at_percent: NotRequired[List[float]]
    """Shares of the amount, in percent, at which webhooks that listen to `budget.alert` are told."""


class CallTimeouts(TypedDict):
    first_byte_ms: NotRequired[float | None]
    """Until the answer begins."""
    idle_ms: NotRequired[float | None]
    """Between two pieces of an answer."""
    total_ms: NotRequired[float | None]
    """In all."""


class CatalogModel(TypedDict):
    name: str
    """The name the vendor knows it by."""
    type: Literal["chat", "rerank", "embedding", "image2text", "speech2text", "tts"]
    max_tokens: float | None
    """The limit RAGFlow's clients read: usually the context window in tokens; null when the vendor names none."""
    context_length: float | None
    """Tokens of question and answer together; null for audio and where the vendor is silent."""
    abilities: List[str]
    """What it can do besides its type: `chat`, `tools`, `vision`, `reasoning`, `json_schema`."""
    max_output_tokens: NotRequired[float | None]
    """Only with `include_prices`: tokens of an answer at most; null when the vendor names no limit."""
    price: NotRequired[ModelPrice | None]
    """Only with `include_prices`: the vendor's public price; null when none is known."""
    ends_on: NotRequired[str | None]
    """Only with `include_prices`: the day on which the vendor ends it (YYYY-MM-DD); null when none is known."""


class ChangedLimit(TypedDict):
    alert_secret: str | None
    """What alerts are signed with, as Standard Webhooks says; null when none was made. Keep it: it can't be shown again."""
    id: str
    tenant_id: str
    key_id: str | None
    """Null: all requests of the tenant together."""
    model: str | None
    """A name, or `name@Factory`; null for all models together."""
    requests_per_minute: float | None
    """Null for any number."""
    tokens_per_minute: float | None
    """Of prompts and answers together; null for any number."""
    parallel_requests: float | None
    """Requests that are answered at the same time; null for any number."""
    budgets: List[Budget]
    unknown_spend: Literal["allow", "deny"]
    """What is done while it can't be known what a request costs, or what has been spent."""
    alert_url: str | None
    """Who is told when a budget has come to one of its shares; null for nobody, and for those who don't manage the tenant."""
    version: float
    """Grows with every change."""
    created_at: str
    updated_at: str


class ChunkContent(TypedDict):
    type: str
    text: str


class ChunkMetadata(TypedDict):
    uuid: str
    """The chunk."""
    file_id: str
    """The file."""
    file_name: str
    text: str


class ConfigurationChange(TypedDict):
    action: Literal["create", "update", "delete"]
    kind: Literal["tenant", "member", "credential", "model", "sharing", "default", "alias", "instance_default"]
    tenant: str | None
    """The tenant's name; null for the instance."""
    name: str
    """A tenant's name, a member's address, a credential's label, `label/model (type)`, the field of a default, an alias."""
    fields: List[FieldChange]


class ConfiguredCredential(TypedDict):
    shared_with: NotRequired[Literal["all"] | List[str] | None]
    """With exactly which tenants it is shared, by name or id; `all` is for instance administrators. Left out: as it is."""
    label: str
    """What it is called; within the tenant it is known by this."""
    factory: str
    """A factory's name as `GET /api/v1/factories` spells it. It can't change."""
    base_url: NotRequired[str | None]
    """Where the provider is; empty for its usual place. Left out: as it is. Changes together with the whole credential."""
    credential: NotRequired[Dict[str, Any] | None]
    """The fields that the factory's `credential_fields` name. What is left out, or is the mask that we show, stays; null
    takes a field away.
    """
    models: NotRequired[List[ConfiguredModel] | None]
    """The models that it opens. Left out: all of the catalog for a new credential, else as they are."""


class ConfiguredInstance(TypedDict):
    defaults: Any
    """Default models of the instance, named as your own tenant has them."""


class ConfiguredModel(TypedDict):
    name: str
    type: Literal["chat", "embedding", "rerank", "image2text", "speech2text", "tts"]
    max_tokens: NotRequired[float | None]
    """Its context length; the catalog's when left out."""
    enabled: NotRequired[bool | None]
    """Whether it can be called and is offered. Left out: as it is; new ones are."""
    timeouts: NotRequired[CallTimeouts | None]
    """How long the gateway waits for it; null for the gateway's own. Left out: as it is."""


class ConfiguredTenant(TypedDict):
    name: NotRequired[str | None]
    """Its name, among the tenants that you may administer. Instance administrators make those that there are not."""
    id: NotRequired[str | None]
    """In place of the name, where several are called so."""
    members: NotRequired[List[AddMember] | None]
    """Existing users and their roles. For users who signed in, not for API keys."""
    credentials: NotRequired[List[ConfiguredCredential] | None]
    defaults: NotRequired[SetDefaultModels | None]
    """Default models: null or an empty text clears one, one that is left out stays, prune or not."""
    aliases: NotRequired[List[CreateAlias] | None]


class CreateAlias(TypedDict):
    name: str
    """What clients will call it: unique in the tenant, upper and lower case being two things. It wins over a model of the
    same name.
    """
    strategy: NotRequired[Literal["ordered", "weighted", None]]
    """`ordered`: the first target that answers, in their order. `weighted`: by lot, the others standing by."""
    targets: List[AliasTargetInput]
    """Models of one type, the tenant's own or shared with it."""


class Created(TypedDict):
    uuid: str


class CreatedBase(TypedDict):
    uuid: str
    """Of the new base."""


class CreatedPipeline(TypedDict):
    uuid: str


class CreationSettings(TypedDict):
    embedding_model_uuid: NotRequired[str | None]
    """See `embedding_model_uuid` of the base."""


class Credential(TypedDict):
    credential: Dict[str, str]
    """The credential's fields; secret ones masked."""
    shared_with: Literal["all"] | List[str]
    """`all`, or the ids of tenants."""
    id: str
    factory: str
    label: str
    base_url: str
    """Empty for the factory's usual place."""
    verification: StoredVerification | None
    """Null when the provider was never asked."""
    model_count: float
    source: str
    """Through which surface it came: `own`, `ragflow` or `langbot`."""
    created_at: str
    updated_at: str


class CredentialField(TypedDict):
    name: str
    """The exact name to send, for example `api_key`."""
    label: str
    """What to call the field in a form."""
    secret: bool
    """Whether the value is sealed, and shown only masked."""
    required: bool
    """Whether the field must be sent."""
    pattern: str | None
    """A regular expression that the whole value must match; null when anything goes."""
    default: str | None
    """What is taken when the field is left out on Latchkey's own routes; null when it can't be."""
    types: NotRequired[List[Literal["chat", "rerank", "embedding", "image2text", "speech2text", "tts"]]]
    """Present when the field belongs only to models of these types."""


class CredentialModel(TypedDict):
    id: str
    name: str
    type: Literal["chat", "rerank", "embedding", "image2text", "speech2text", "tts"]
    max_tokens: float | None
    """Null when nobody said."""
    enabled: bool
    timeouts: CallTimeouts | None
    """How long the gateway waits for it; null for the gateway's own."""
    price: OperatorPrice | None
    """What the operator said it costs; null for the public price."""
    used_token: float
    """By the credential's own tenant."""


class CredentialModelList(TypedDict):
    items: List[CredentialModel]


class CredentialPage(TypedDict):
    items: List[Credential]
    next_cursor: str | None
    """Send it as `cursor` for the next page; null on the last one."""


class DebugMessage(TypedDict):
    id: float
    role: str
    """`user` or `assistant`."""
    content: str
    message_chain: List[PlainSegment]
    timestamp: str
    """UTC, without a zone."""
    is_final: bool
    """False while more of it is to come."""


class DebugMessageList(TypedDict):
    messages: List[DebugMessage]


class DebugReply(TypedDict):
    message: DebugMessage


class DebugReset(TypedDict):
    message: str


class DefaultModels(TypedDict):
    llm_id: str
    embd_id: str
    asr_id: str
    img2txt_id: str
    rerank_id: str
    tts_id: str


class DiscoveredModel(TypedDict):
    name: str
    type: Literal["chat", "rerank", "embedding", "image2text", "speech2text", "tts", None]
    """Null when it is of no type that can be added, or nobody knows."""
    context_length: float | None
    """Tokens of question and answer together; null when nobody says."""
    max_output_tokens: float | None
    """Tokens of an answer at most; null when nobody says."""
    abilities: List[str]
    price: ModelPrice | None
    """The vendor's public price; null when none is known."""
    added: bool
    """Whether the credential has it already."""


class Discovery(TypedDict):
    models: List[DiscoveredModel]


class Embed(TypedDict):
    key_id: str
    beta: str
    """Goes to `/v1/chat/completions` as `Authorization: Bearer …`, talks to this bot, and does nothing else."""


class Environment(TypedDict):
    env: str
    value: str


class ExplainedRule(TypedDict):
    rule: str
    """`key`, `user`, `address`, `scope`, `model`, `allowed_models`, `provider`, or `limit`."""
    passes: bool
    message: str
    limit_id: str | None
    """The limit in question, where there is one."""


class Explanation(TypedDict):
    would_pass: bool
    decided_by: ExplainedRule | None
    """The first rule that does not let it pass; null when all do."""
    rules: List[ExplainedRule]
    """All rules in the order in which they are judged, up to the one that decides."""
    models: List[str]
    """`name@Factory` of those that would be asked, in order."""


class Extension(TypedDict):
    type: Literal["mcp"]
    """Always `mcp`."""
    server: McpServer


class ExtensionList(TypedDict):
    extensions: List[Extension]


class Factory(TypedDict):
    name: str
    """The exact name, as RAGFlow has it; case counts."""
    tags: List[str]
    """RAGFlow's tags of the factory."""
    model_types: List[Literal["chat", "rerank", "embedding", "image2text", "speech2text", "tts"]]
    """The model types the vendor serves."""
    base_url: str | None
    """Where it is called unless a base URL is given; null when there is no such place."""
    base_url_required: bool
    """Whether a base URL must be given."""
    self_deployed: bool
    """Whether it runs at the user's own place: the key is optional then, and adding it is not verified."""
    dialect: str
    """The protocol it is spoken to in."""
    available: bool
    """Whether this version can call it."""
    unavailable_reason: str | None
    """Why it can't; null when it can."""
    credential_fields: List[CredentialField]
    """What its credential consists of."""
    model_count: float
    """How many models come with adding the whole factory."""


class FactoryDetail(TypedDict):
    name: str
    """The exact name, as RAGFlow has it; case counts."""
    tags: List[str]
    """RAGFlow's tags of the factory."""
    model_types: List[Literal["chat", "rerank", "embedding", "image2text", "speech2text", "tts"]]
    """The model types the vendor serves."""
    base_url: str | None
    """Where it is called unless a base URL is given; null when there is no such place."""
    base_url_required: bool
    """Whether a base URL must be given."""
    self_deployed: bool
    """Whether it runs at the user's own place: the key is optional then, and adding it is not verified."""
    dialect: str
    """The protocol it is spoken to in."""
    available: bool
    """Whether this version can call it."""
    unavailable_reason: str | None
    """Why it can't; null when it can."""
    credential_fields: List[CredentialField]
    """What its credential consists of."""
    model_count: float
    """How many models come with adding the whole factory."""
    models: List[CatalogModel]
    """The models that come with adding the whole factory, current ones first within a type."""


class FieldChange(TypedDict):
    field: str
    before: str | None
    """Null: there was none."""
    after: str | None
    """Null: there is none any more."""


class ImportBegun(TypedDict):
    task_id: float
    """Tells at `GET /api/v1/system/tasks/{id}` how far it is; of an archive, that of its first file."""


class IssuedApiKey(TypedDict):
    token: str
    """The key itself. Keep it: it can't be shown again."""
    id: str
    """Permanent, whatever happens to the token."""
    name: str
    description: str
    tenant_id: str
    """The tenant that the key is bound to for ever."""
    user_id: str
    """The user as whom it acts, and whose rights bound it."""
    masked: str
    """How the token looks."""
    scopes: List[Literal["inference", "models:read", "models:write", "resources:read", "resources:write", "usage:read", "keys:read", "keys:write", "admin", "*"]]
    """What it may do; `*` is inference, models, resources and usage."""
    allowed_models: List[str] | None
    """The only models it may use at the gateway, or null for all of the tenant's."""
    allowed_addresses: List[str] | None
    """The only addresses (or CIDRs) from which it may use the gateway, or null for all."""
    expires_at: str | None
    """When it ends by itself, or null."""
    paused: bool
    """A paused key is refused until it is resumed."""
    last_used_at: str | None
    """Some seconds late at most; null when it was never used."""
    version: float
    """Grows with every change; send it along to be told of changes in between."""
    created_at: str
    updated_at: str


class KeyFinding(TypedDict):
    kind: Literal["never_used", "unused", "unused_scope", "wide_scope", "unused_models", "no_expiry", "no_limit"]
    message: str
    since: str | None
    """Since when it is so; null where that is not known."""
    details: Dict[str, Any]
    """Which `scopes` or `models` it is about, where it is about some."""


class KeyReportPage(TypedDict):
    items: List[ReportedKey]
    next_cursor: str | None
    """Send it as `cursor` for the next page; null on the last one."""


class KeyUses(TypedDict):
    bots: List[BotOfKey]


class KnowledgeBase(TypedDict):
    uuid: str
    name: str
    description: str
    emoji: str | None
    embedding_model_uuid: str
    """A model's `uuid`, or a name: as it was given, or what was the default then."""
    top_k: float
    """How many chunks an answer holds unless the question says."""
    created_at: str
    """In UTC."""
    updated_at: str
    """In UTC."""


class KnowledgeBaseList(TypedDict):
    bases: List[KnowledgeBase]


class KnowledgeFile(TypedDict):
    uuid: str
    kb_id: str
    """The base."""
    file_name: str
    """The upload's `file_id`; of an archive's member a name made alike."""
    extension: str
    size: float
    """In bytes."""
    status: Literal["pending", "failed", "processing", "completed"]
    error: str | None
    """Why it failed; null when it did not."""
    task_id: float
    """The task that tells, or told, how far it is."""
    created_at: str
    """In UTC."""


class KnowledgeFileList(TypedDict):
    files: List[KnowledgeFile]


class LangBotSystemInfo(TypedDict):
    version: str
    """Of Latchkey."""
    edition: str
    """LangBot's word for a server that its operator runs."""
    debug: bool
    """Always false."""
    enable_marketplace: bool
    """Always false: there are no plugins to shop for."""
    cloud_service_url: str
    """Always empty: this server belongs to no cloud service."""
    allow_modify_login_info: bool
    """Always true: users can change their passwords."""
    disable_models_service: bool
    """Always true: LangBot's hosted models are not in this edition."""


class Limit(TypedDict):
    id: str
    tenant_id: str
    key_id: str | None
    """Null: all requests of the tenant together."""
    model: str | None
    """A name, or `name@Factory`; null for all models together."""
    requests_per_minute: float | None
    """Null for any number."""
    tokens_per_minute: float | None
    """Of prompts and answers together; null for any number."""
    parallel_requests: float | None
    """Requests that are answered at the same time; null for any number."""
    budgets: List[Budget]
    unknown_spend: Literal["allow", "deny"]
    """What is done while it can't be known what a request costs, or what has been spent."""
    alert_url: str | None
    """Who is told when a budget has come to one of its shares; null for nobody, and for those who don't manage the tenant."""
    version: float
    """Grows with every change."""
    created_at: str
    updated_at: str


class LimitPage(TypedDict):
    items: List[Limit]
    next_cursor: str | None
    """Send it as `cursor` for the next page; null on the last one."""


class ListedApiKey(TypedDict):
    user_email: str
    """Of the user as whom it acts."""
    tenant_name: str
    status: Literal["paused", "active", "expired"]
    """An expired key is expired, paused or not."""
    id: str
    """Permanent, whatever happens to the token."""
    name: str
    description: str
    tenant_id: str
    """The tenant that the key is bound to for ever."""
    user_id: str
    """The user as whom it acts, and whose rights bound it."""
    masked: str
    """How the token looks."""
    scopes: List[Literal["inference", "models:read", "models:write", "resources:read", "resources:write", "usage:read", "keys:read", "keys:write", "admin", "*"]]
    """What it may do; `*` is inference, models, resources and usage."""
    allowed_models: List[str] | None
    """The only models it may use at the gateway, or null for all of the tenant's."""
    allowed_addresses: List[str] | None
    """The only addresses (or CIDRs) from which it may use the gateway, or null for all."""
    expires_at: str | None
    """When it ends by itself, or null."""
    paused: bool
    """A paused key is refused until it is resumed."""
    last_used_at: str | None
    """Some seconds late at most; null when it was never used."""
    version: float
    """Grows with every change; send it along to be told of changes in between."""
    created_at: str
    updated_at: str


class ListedFactory(TypedDict):
    tags: str
    llm: List[ListedModel]


class ListedModel(TypedDict):
    type: Literal["chat", "rerank", "embedding", "image2text", "speech2text", "tts"]
    name: str
    used_token: float
    status: str
    """`1` usable, `0` switched off."""
    api_base: NotRequired[str]
    """With details: where the provider is; empty for its usual place."""
    max_tokens: NotRequired[float]
    """With details: the context length."""


class Logs(TypedDict):
    logs: str
    """Lines as they were logged, one JSON object each."""
    end_page_number: float
    end_offset: float


class LongPromptPrice(TypedDict):
    above: float
    """Tokens of the prompt above which it applies."""
    usd_per_million: UnitPrices


class McpLogLine(TypedDict):
    timestamp: float
    """Seconds since 1970."""
    level: Literal["error", "info", "debug", "warning"]
    text: str


class McpLogs(TypedDict):
    logs: List[McpLogLine]
    """The oldest first. From the memory of the process that answered: a restart forgets them."""


class McpResource(TypedDict):
    contents: List[McpResourceContent]


class McpResourceCapabilities(TypedDict):
    subscribe: bool
    listChanged: bool


class McpResourceContent(TypedDict):
    uri: str
    mime_type: str | None
    text: str | None
    """Null for what is not text."""
    blob: str | None
    """Base64; null for text, unless it was asked for, and where it is longer than `max_bytes`."""
    size: float
    """In bytes."""
    truncated: bool


class McpResourceTemplates(TypedDict):
    resource_templates: List[Dict[str, Any]]


class McpResources(TypedDict):
    resources: List[Dict[str, Any]]
    resource_templates: List[Dict[str, Any]]
    resource_capabilities: McpResourceCapabilities | None
    """Null when the server has no resources at all."""


class McpRuntimeInfo(TypedDict):
    status: Literal["error", "connecting", "connected"]
    tool_count: float
    tools: List[McpServerTool]
    error_message: str | None
    error_phase: Literal["session", "connect", "tools", None]
    """What it was doing then."""
    retry_count: float
    """Failures in a row."""


class McpServer(TypedDict):
    uuid: str
    name: str
    enable: bool
    mode: Literal["http", "stdio", "sse", "remote"]
    extra_args: Dict[str, Any]
    """How it is reached; values of headers and variables are masked."""
    created_at: str
    """UTC, without a zone."""
    updated_at: str
    runtime_info: McpRuntimeInfo | None
    """Null when there is no session: the server is disabled, or the process has only just started."""


class McpServerList(TypedDict):
    servers: List[McpServer]


class McpServerTool(TypedDict):
    name: str
    description: str
    parameters: Dict[str, Any]
    """JSON schema of the arguments."""


class McpTest(TypedDict):
    task_id: float


class Me(TypedDict):
    kind: Literal["api-key", "session"]
    user_id: str
    email: str
    tenant_id: str
    """The tenant that this request acts on."""
    role: Literal["admin", "owner", "member", "viewer", None]
    """The user's role in that tenant; null for an administrator's key elsewhere."""
    is_instance_admin: bool
    scopes: List[str]
    key_id: str | None
    """The calling key, or null for a user token."""
    nickname: str
    language: Literal["en", "zh", None]
    """The console's language, or null while none was chosen."""


class Member(TypedDict):
    user_id: str
    email: str
    nickname: str
    is_active: bool
    role: Literal["admin", "owner", "member", "viewer"]
    created_at: str
    """When they joined."""


class ModelPrice(TypedDict):
    usd_per_million: UnitPrices
    long_prompt: LongPromptPrice | None
    """Null when the length of the prompt does not matter."""


class NamedModel(TypedDict):
    name: str
    type: Literal["chat", "embedding", "rerank", "image2text", "speech2text", "tts"]


class NewModel(TypedDict):
    name: str
    type: Literal["chat", "embedding", "rerank", "image2text", "speech2text", "tts"]
    max_tokens: NotRequired[float | None]
    """Its context length; the catalog's when left out."""


class NewToken(TypedDict):
    token: str
    """The key itself."""
    beta: str | None
    """Publishable token for embedding; it does not authenticate here."""
    tenant_id: str
    create_time: float
    """Epoch milliseconds."""
    create_date: str
    update_time: float | None
    """Epoch milliseconds; null while nothing was changed."""
    update_date: str | None
    """Null while nothing was changed."""


class Nothing(TypedDict):
    pass


class OneAdapter(TypedDict):
    adapter: Adapter


class OneBot(TypedDict):
    bot: RunningBot


class OneKnowledgeBase(TypedDict):
    base: KnowledgeBase


class OneMcpServer(TypedDict):
    server: McpServer


class OnePipeline(TypedDict):
    pipeline: Pipeline


class OneTool(TypedDict):
    tool: Tool


class OneWebhook(TypedDict):
    webhook: Webhook


class OperatorPrice(TypedDict):
    input: NotRequired[str]
    """Tokens of the prompt."""
    output: NotRequired[str]
    """Tokens generated."""
    cache_read: NotRequired[str]
    """Tokens of the prompt that were read from the vendor's cache; as `input` where it is left out."""
    cache_write: NotRequired[str]
    """Tokens of the prompt that were written into the vendor's cache; as `input` where it is left out."""
    reasoning: NotRequired[str]
    """Tokens of thinking; as `output` where it is left out."""
    query: NotRequired[str]
    """Searches to rerank."""
    character: NotRequired[str]
    """Characters to speak."""


class Pipeline(TypedDict):
    uuid: str
    name: str
    description: str
    emoji: str
    created_at: str
    """UTC, without a zone."""
    updated_at: str
    for_version: str
    """The version of LangBot that it is like."""
    is_default: bool
    """Where nothing else is asked for, this one answers; the tenant's first pipeline, unless it was removed."""
    stages: List[str]
    """Always LangBot's twelve."""
    config: Dict[str, Any]
    """Settings by group and stage."""
    extensions_preferences: PipelineExtensionPreferences


class PipelineExtensionPreferences(TypedDict):
    plugins: List[BoundPlugin]
    mcp_servers: List[str]
    """Of MCP servers."""
    enable_all_plugins: bool
    enable_all_mcp_servers: bool


class PipelineExtensions(TypedDict):
    enable_all_plugins: bool
    enable_all_mcp_servers: bool
    bound_plugins: List[BoundPlugin]
    available_plugins: List[BoundPlugin]
    """Always empty."""
    bound_mcp_servers: List[str]
    """Uuids."""
    available_mcp_servers: List[AvailableMcpServer]
    """Those that are connected now and have tools."""


class PipelineList(TypedDict):
    pipelines: List[Pipeline]


class PipelineMetadata(TypedDict):
    configs: List[SettingGroup]


class PipelineRun(TypedDict):
    id: str
    pipeline_uuid: str
    origin: str
    """Where it came from: `debug`, `v1`, or `bot:<id>`."""
    session_type: str
    """`person` or `group`."""
    session_id: str
    """Of the person or group, as its platform names it."""
    status: Literal["failed", "succeeded", "cancelled", "running", "interrupted"]
    """`interrupted`: the server stopped before it was done."""
    model: str | None
    """`name@Factory` of the model that answered; null when none did."""
    input_tokens: float
    """Of all calls of models."""
    output_tokens: float
    tool_calls: List[RunToolCall]
    warnings: List[str]
    """What went otherwise than the pipeline says, without failing: knowledge bases that are gone."""
    error: str | None
    """What it failed with; null when it did not."""
    started_at: str
    finished_at: str | None
    """Null while it goes on."""


class PipelineRunPage(TypedDict):
    items: List[PipelineRun]
    next_cursor: str | None
    """For `cursor` of the next page; null on the last one."""


class PipelineStats(TypedDict):
    active_session_count: float
    """Sessions that asked something in the last hour."""
    conversation_count: float
    """Sessions whose history is kept."""
    query_count: float
    """Runs of pipelines, failed ones too, of which a record is kept."""


class PlainSegment(TypedDict):
    type: str
    text: str


class PluginName(TypedDict):
    author: str
    name: str


class RagflowUser(TypedDict):
    id: str
    email: str
    nickname: str
    avatar: str
    language: str
    login_channel: str
    is_active: str
    """`1` active, `0` not."""
    is_anonymous: str
    status: str
    is_superuser: bool
    last_login_time: str | None
    """Null before the first sign-in."""
    create_date: str
    update_date: str


class Ready(TypedDict):
    status: Literal["ready", "degraded"]
    """`degraded`: the database is away, keys that are known go on for a while."""


class ReportedKey(TypedDict):
    id: str
    name: str
    masked: str
    user_id: str
    user_email: str
    tenant_id: str
    tenant_name: str
    last_used_at: str | None
    findings: List[KeyFinding]


class RetrievalSettings(TypedDict):
    top_k: NotRequired[float | None]
    """See `top_k` of the base."""


class Retrieved(TypedDict):
    results: List[RetrievedChunk]
    """The best first."""


class RetrievedChunk(TypedDict):
    id: str
    """The chunk."""
    metadata: ChunkMetadata
    content: List[ChunkContent]
    """The same text as LangBot's second generation has it."""
    distance: float
    """1 minus the cosine similarity: smaller is nearer."""
    score: float
    """Of the merged ranking of meaning and words, or of the rerank model: larger is better."""


class RotatedApiKey(TypedDict):
    token: str
    """The key itself. Keep it: it can't be shown again."""
    id: str
    """Permanent, whatever happens to the token."""
    name: str
    description: str
    tenant_id: str
    """The tenant that the key is bound to for ever."""
    user_id: str
    """The user as whom it acts, and whose rights bound it."""
    masked: str
    """How the token looks."""
    scopes: List[Literal["inference", "models:read", "models:write", "resources:read", "resources:write", "usage:read", "keys:read", "keys:write", "admin", "*"]]
    """What it may do; `*` is inference, models, resources and usage."""
    allowed_models: List[str] | None
    """The only models it may use at the gateway, or null for all of the tenant's."""
    allowed_addresses: List[str] | None
    """The only addresses (or CIDRs) from which it may use the gateway, or null for all."""
    expires_at: str | None
    """When it ends by itself, or null."""
    paused: bool
    """A paused key is refused until it is resumed."""
    last_used_at: str | None
    """Some seconds late at most; null when it was never used."""
    version: float
    """Grows with every change; send it along to be told of changes in between."""
    created_at: str
    updated_at: str
    previous_valid_until: str
    """Until when the former token still works."""


class RunToolCall(TypedDict):
    server: str
    """Of the MCP server."""
    tool: str
    ms: float
    """How long it took."""
    is_error: bool


class RunningBot(TypedDict):
    uuid: str
    name: str
    description: str
    adapter: str
    adapter_config: Dict[str, Any]
    """The adapter's configuration, secrets masked. A mask that comes back means the secret that is stored."""
    config: Dict[str, Any]
    """The same as `adapter_config`."""
    enable: bool
    use_pipeline_uuid: str | None
    """The pipeline that answers; null for none."""
    use_pipeline_name: str
    """Empty when there is none, or no more."""
    created_at: str
    """UTC, without a zone."""
    updated_at: str
    adapter_runtime_values: BotRuntime


class Sent(TypedDict):
    sent: bool


class Service(TypedDict):
    id: float
    name: str
    host: str
    port: float
    service_type: str
    status: str
    """`alive` or `timeout`."""


class ServiceDetail(TypedDict):
    service_name: str
    status: str
    message: str


class Session(TypedDict):
    id: str
    current: bool
    """Whether it is the one that asks."""
    channel: Literal["admin", "langbot", "own", "user-mode"]
    """Through which surface it was opened."""
    address: str
    user_agent: str
    created_at: str
    expires_at: str


class SetDefaultModels(TypedDict):
    llm_id: NotRequired[str | None]
    """Chat."""
    embd_id: NotRequired[str | None]
    """Embedding."""
    asr_id: NotRequired[str | None]
    """Speech to text."""
    img2txt_id: NotRequired[str | None]
    """Image to text."""
    rerank_id: NotRequired[str | None]
    """Rerank."""
    tts_id: NotRequired[str | None]
    """Text to speech."""


class Setting(TypedDict):
    default: str | float | bool | Dict[str, Any] | List[Any]
    """What it is when it is left out."""
    name: str
    label: Words
    description: Words
    type: str
    """How LangBot's console draws it."""
    required: bool
    """Always false: what is left out is set to its default."""
    options: NotRequired[List[SettingOption]]
    min: NotRequired[float]
    max: NotRequired[float]
    unsupported: NotRequired[bool]
    """It is stored, and changes nothing here."""


class SettingGroup(TypedDict):
    name: str
    label: Words
    stages: List[SettingStage]


class SettingOption(TypedDict):
    name: str
    """What is stored."""
    label: Words


class SettingStage(TypedDict):
    name: str
    label: Words
    description: Words
    config: List[Setting]


class SetupState(TypedDict):
    needed: bool
    """Whether the first administrator is still to be made."""


class StoredVerification(TypedDict):
    verdict: str
    """valid: some type answers · rejected: the provider refuses it · unknown: it could not be judged."""
    checked_at: str
    results: List[VerificationResult]


class Task(TypedDict):
    id: float
    task_type: str
    kind: Literal["knowledge-operation", "mcp-operation", "plugin-operation"]
    name: str
    label: str
    scopes: List[str]
    """Always empty."""
    task_context: TaskContext
    runtime: TaskRuntime
    created_at: str


class TaskContext(TypedDict):
    current_action: str
    log: str
    """Lines, the oldest first."""
    metadata: Dict[str, Any]
    """More, by kind of task."""


class TaskList(TypedDict):
    tasks: List[Task]
    id_index: float
    """The id that the next task is likely to get."""


class TaskRuntime(TypedDict):
    done: bool
    state: Literal["PENDING", "FINISHED"]
    exception: str | None
    """What it failed with; null when it did not."""
    exception_traceback: str | None
    """Always null: LangBot shows the stack of its own code here."""
    result: Dict[str, Any]
    """Null until it is done, and for tasks that result in nothing."""


class Tenant(TypedDict):
    id: str
    name: str
    role: Literal["admin", "owner", "member", "viewer"]
    """What the caller is in it."""


class TenantOverview(TypedDict):
    id: str
    name: str
    member_count: float
    """Counted up to 1000: that many, or more."""
    key_count: float
    """Counted up to 1000: that many, or more."""
    created_at: str


class TenantPage(TypedDict):
    items: List[TenantOverview]
    next_cursor: str | None
    """Send it as `cursor` for the next page; null on the last one."""


class Token(TypedDict):
    token: str
    """The key itself."""
    beta: str | None
    """Publishable token for embedding; it does not authenticate here."""
    tenant_id: str
    create_time: float
    """Epoch milliseconds."""
    create_date: str
    update_time: float | None
    """Epoch milliseconds; null while nothing was changed."""
    update_date: str | None
    """Null while nothing was changed."""
    dialog_id: str | None
    """Always null for keys of this kind."""
    source: str | None
    """Always null for keys of this kind."""


class Tool(TypedDict):
    name: str
    description: str
    """For models."""
    human_desc: str
    """For people; the same."""
    parameters: Dict[str, Any]
    """JSON schema of the arguments."""
    server: str
    """The MCP server that has it."""


class ToolList(TypedDict):
    tools: List[Tool]


class UnitPrices(TypedDict):
    input: NotRequired[str]
    """Tokens of the prompt."""
    output: NotRequired[str]
    """Tokens generated."""
    cache_read: NotRequired[str]
    """Tokens of the prompt that were read from the vendor's cache."""
    cache_write: NotRequired[str]
    """Tokens of the prompt that were written into the vendor's cache."""
    reasoning: NotRequired[str]
    """Tokens of thinking, where they differ from `output`."""
    audio_input: NotRequired[str]
    """Tokens of audio in the prompt."""
    audio_output: NotRequired[str]
    """Tokens of audio generated."""
    second: NotRequired[str]
    """Seconds of audio to transcribe."""
    character: NotRequired[str]
    """Characters to speak."""
    query: NotRequired[str]
    """Searches to rerank."""


class UploadedDocument(TypedDict):
    file_id: str
    """Names the document where it is imported into a knowledge base."""


class UploadedImage(TypedDict):
    file_key: str
    """Names the picture in `GET /api/v1/files/image/{key}`."""


UsagePage = TypedDict(
    "UsagePage",
    {
        "from": "str",
        "to": "str",
        "items": "List[UsageSum]",
        "next_cursor": "str | None",
    },
)


class UsageRequest(TypedDict):
    id: str
    """As its client saw it."""
    at: str
    """When it arrived."""
    tenant_id: str
    user_id: str
    user_email: str | None
    """Null when the user is gone."""
    key_id: str | None
    """Null for a user who signed in."""
    key_name: str | None
    """Null when the key is gone, or there was none."""
    endpoint: str
    requested_model: str
    """As the client named it; empty for the default."""
    model: str | None
    """`name@Factory` of the model that answered, or was asked last; null when none was."""
    status: float
    """499 when the client left."""
    stream: bool
    attempts: float
    """How often providers were asked."""
    duration_ms: float
    first_byte_ms: float | None
    """Until the answer began; null when there was none."""
    input_tokens: float
    output_tokens: float
    cached_input_tokens: float
    """Of the input: read from the provider's cache."""
    cache_write_tokens: float
    """Of the input: written into the provider's cache."""
    reasoning_tokens: float
    """Of the output."""
    total_tokens: float
    """Input and output."""
    estimated: bool
    """Whether the tokens were counted here, since the provider did not say."""
    cost_usd: float | None
    """In US dollars, exact to the millionth; null when no price was known."""


class UsageRequestPage(TypedDict):
    items: List[UsageRequest]
    next_cursor: str | None
    """Send it as `cursor` for the next page; null on the last one."""


class UsageSum(TypedDict):
    hour: NotRequired[str]
    """When it began."""
    day: NotRequired[str]
    month: NotRequired[str]
    tenant_id: NotRequired[str]
    tenant_name: NotRequired[str | None]
    """Null when the tenant is gone."""
    key_id: NotRequired[str | None]
    """Null for users who signed in, without a key."""
    key_name: NotRequired[str | None]
    """Null when the key is gone, or there was none."""
    user_id: NotRequired[str]
    user_email: NotRequired[str | None]
    """Null when the user is gone."""
    model: NotRequired[str | None]
    """`name@Factory`; null for requests that reached no model."""
    requests: float
    failures: float
    """Of those: answered with 400 or more. That the client left before the end is none."""
    input_tokens: float
    output_tokens: float
    cached_input_tokens: float
    """Of the input: read from the provider's cache."""
    cache_write_tokens: float
    """Of the input: written into the provider's cache."""
    reasoning_tokens: float
    """Of the output."""
    total_tokens: float
    """Input and output."""
    cost_usd: float
    """In US dollars, exact to the millionth, of the requests whose price was known; at the prices of their time."""
    unpriced_requests: float
    """Requests that used tokens at a price nobody knew: their cost is missing."""
    estimated_requests: float
    """Requests whose tokens were counted here, since the provider did not say."""
    duration_ms_avg: float | None
    """Of a request, in milliseconds; null without requests."""
    duration_ms_p50: float | None
    """What half of the requests did not exceed, estimated from how many took how long; at most 60000."""
    duration_ms_p95: float | None
    """The same for 95 of a hundred."""


class User(TypedDict):
    id: str
    email: str
    nickname: str
    language: Literal["en", "zh", None]
    """The console's language, or null while they chose none."""
    is_active: bool
    is_instance_admin: bool
    tenant_id: str
    """Their own tenant."""
    tenant_name: str
    key_count: float
    """Keys that act as them, counted up to 1000: that many, or more."""
    last_login_at: str | None
    """Null for never."""
    created_at: str


class UserPage(TypedDict):
    items: List[User]
    next_cursor: str | None
    """Send it as `cursor` for the next page; null on the last one."""


class UserSummary(TypedDict):
    email: str
    nickname: str
    create_date: str
    is_active: str
    """`1` active, `0` not."""
    is_superuser: bool


class Variable(TypedDict):
    name: str
    source: str
    data_type: str
    value: str


class Verification(TypedDict):
    verdict: Literal["unknown", "valid", "rejected"]
    """valid: some type answers · rejected: the provider refuses it · unknown: it could not be judged."""
    results: List[VerificationResult]
    models: List[NamedModel]
    """Models that the provider listed itself."""


class VerificationResult(TypedDict):
    type: Literal["chat", "rerank", "embedding", "image2text", "speech2text", "tts", None]
    model: str | None
    verdict: Literal["unknown", "valid", "rejected"]
    cause: Literal["forbidden", "tls", "timeout", "unauthorized", "model_not_found", "bad_path", "blocked_address", "dns", "connection_refused", "rate_limited", "quota", "region", "bad_answer", None]
    """What class of failure it was; null when it answered."""
    message: str
    """The provider's own words, without secrets."""
    hint: str
    """What to do about it."""
    upstream_status: float | None
    duration_ms: float


class Version(TypedDict):
    version: str


class Webhook(TypedDict):
    id: float
    name: str
    url: str
    description: str
    enabled: bool
    created_at: str
    """UTC, without a zone."""
    updated_at: str


class WebhookList(TypedDict):
    webhooks: List[Webhook]


class Words(TypedDict):
    en_US: str
    zh_Hans: str
