# Generated from openapi.json by `npm run sdk`; a change here is lost.
# mypy: disable-error-code="no-any-return"
from __future__ import annotations

from typing import Any, Dict, Iterator, List, Literal

from ..transport import OMIT, Omitted, Transport, Upload, at, every_item
from . import types


class HealthApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def alive(
        self,
    ) -> types.Alive:
        """The process is alive."""
        return self._transport.json(
            "GET",
            at("/healthz"),
        )

    def ready(
        self,
    ) -> types.Ready:
        """The process can serve; 503 when it can't."""
        return self._transport.json(
            "GET",
            at("/readyz"),
        )


class SystemApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get_info(
        self,
    ) -> types.LangBotSystemInfo:
        """The version of this server, and which parts of LangBot it has."""
        return self._transport.json(
            "GET",
            at("/api/v1/system/info"),
        )


class TenantsApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
    ) -> List[types.Tenant]:
        """The tenants that I belong to, with my role in each. An API key sees the one it is bound to."""
        return self._transport.json(
            "GET",
            at("/api/v1/tenants"),
        )

    def create(
        self,
        *,
        name: str,
        owner_email: str | Omitted = OMIT,
    ) -> types.TenantOverview:
        """Makes a tenant beside those that users have of their own. For administrators.

        :param owner_email: The e-mail address of the user who is to own it; you, unless said.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/tenants"),
            body={"owner_email": owner_email, "name": name},
        )

    def list_members(
        self,
        id: str,
    ) -> List[types.Member]:
        """The members of a tenant of mine."""
        return self._transport.json(
            "GET",
            at("/api/v1/tenants/{}/members", id),
        )

    def add_member(
        self,
        id: str,
        *,
        email: str,
        role: Literal["owner", "admin", "member", "viewer"],
    ) -> types.Member:
        """Lets an existing user into a tenant that I manage.

        :param email: E-mail address of an existing user.
        :param role: viewer reads; member also uses models and makes keys of their own; admin also configures; owner also names owners.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/tenants/{}/members", id),
            body={"email": email, "role": role},
        )

    def change_member(
        self,
        id: str,
        user_id: str,
        *,
        role: Literal["owner", "admin", "member", "viewer"],
    ) -> types.Member:
        """Gives a member another role. The last owner stays owner.

        :param role: viewer reads; member also uses models and makes keys of their own; admin also configures; owner also names owners.
        """
        return self._transport.json(
            "PATCH",
            at("/api/v1/tenants/{}/members/{}", id, user_id),
            body={"role": role},
        )

    def remove_member(
        self,
        id: str,
        user_id: str,
    ) -> None:
        """Takes a member out of the tenant; their keys for it stop at once."""
        return self._transport.json(
            "DELETE",
            at("/api/v1/tenants/{}/members/{}", id, user_id),
        )

    def list_all(
        self,
        *,
        cursor: str | Omitted = OMIT,
        search: str | Omitted = OMIT,
        sort: Literal["created_at", "-created_at"] | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> types.TenantPage:
        """All tenants of the instance. For administrators.

        :param cursor: `next_cursor` of the page before; the rest of the query has to stay the same.
        :param search: Only tenants whose name, or users whose e-mail address or nickname, contains this, in any case.
        :param sort: Newest first (`-created_at`), or oldest first.
        :param limit: How many records at most.
        """
        return self._transport.json(
            "GET",
            at("/api/v1/tenants/all"),
            query={"cursor": cursor, "search": search, "sort": sort, "limit": limit},
        )

    def iterate_all(
        self,
        *,
        search: str | Omitted = OMIT,
        sort: Literal["created_at", "-created_at"] | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> Iterator[types.TenantOverview]:
        """As `list_all`, but every item of every page, asked for as the loop goes on."""
        return every_item(
            lambda cursor: self.list_all(
                search=search,
                sort=sort,
                limit=limit,
                cursor=cursor,
            )
        )

    def rename(
        self,
        id: str,
        *,
        name: str,
    ) -> types.TenantOverview:
        """Renames a tenant of mine, or, as an administrator, any."""
        return self._transport.json(
            "PATCH",
            at("/api/v1/tenants/{}", id),
            body={"name": name},
        )


class KeysReportApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        cursor: str | Omitted = OMIT,
        unused_days: float | Omitted = OMIT,
        user_id: str | Omitted = OMIT,
        tenant_id: str | Omitted = OMIT,
        all_tenants: bool | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> types.KeyReportPage:
        """Keys that nobody uses, that may do more than they do, that never expire or have no limit; by when they were used,
        and by the models that they called in 90 days. Expired ones are left out. A page looks at `limit` keys and has those
        of which there is something to say: it may come back short, and even empty, though `next_cursor` names more.

        :param cursor: `next_cursor` of the page before; the rest of the query has to stay the same.
        :param unused_days: A key that was not used for so many days is unused.
        :param user_id: Keys of that user; another than yourself only for those who manage the tenant.
        :param tenant_id: The keys of that tenant. For administrators.
        :param all_tenants: `true` for the keys of all tenants. For administrators.
        :param limit: How many records at most.
        """
        return self._transport.json(
            "GET",
            at("/api/v1/keys/report"),
            query={"cursor": cursor, "unused_days": unused_days, "user_id": user_id, "tenant_id": tenant_id, "all_tenants": all_tenants, "limit": limit},
        )

    def iterate(
        self,
        *,
        unused_days: float | Omitted = OMIT,
        user_id: str | Omitted = OMIT,
        tenant_id: str | Omitted = OMIT,
        all_tenants: bool | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> Iterator[types.ReportedKey]:
        """As `list`, but every item of every page, asked for as the loop goes on."""
        return every_item(
            lambda cursor: self.list(
                unused_days=unused_days,
                user_id=user_id,
                tenant_id=tenant_id,
                all_tenants=all_tenants,
                limit=limit,
                cursor=cursor,
            )
        )


class KeysExplanationsApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self,
        *,
        key_id: str,
        model: str | Omitted = OMIT,
        endpoint: Literal["chat", "embeddings", "rerank", "speech", "transcriptions"] | Omitted = OMIT,
        address: str | Omitted = OMIT,
        input_tokens: float | Omitted = OMIT,
        max_tokens: float | Omitted = OMIT,
    ) -> types.Explanation:
        """Whether a request with a key would pass, and which rule decides. Nothing is sent, and nothing is counted. Of one's
        own keys; for those who manage the tenant, of all its keys; for administrators, of any.

        :param key_id: The key that would make it.
        :param model: As a client would name it; left out for the tenant's default.
        :param endpoint: Where it would go.
        :param address: Where it would come from; left out, addresses are not looked at.
        :param input_tokens: Tokens of its prompt.
        :param max_tokens: What it would set as `max_tokens`, where it is a chat; left out, what is usual.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/keys/explain"),
            body={"key_id": key_id, "model": model, "endpoint": endpoint, "address": address, "input_tokens": input_tokens, "max_tokens": max_tokens},
        )


class KeysApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.report = KeysReportApi(transport)
        self.explanations = KeysExplanationsApi(transport)

    def list(
        self,
        *,
        cursor: str | Omitted = OMIT,
        search: str | Omitted = OMIT,
        sort: Literal["created_at", "-created_at", "name", "-name", "last_used_at", "-last_used_at"] | Omitted = OMIT,
        status: Literal["active", "paused", "expired"] | Omitted = OMIT,
        user_id: str | Omitted = OMIT,
        scope: Literal["*", "inference", "models:read", "models:write", "resources:read", "resources:write", "usage:read", "keys:read", "keys:write", "admin"] | Omitted = OMIT,
        tenant_id: str | Omitted = OMIT,
        all_tenants: bool | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> types.ApiKeyPage:
        """My keys; for those who manage the tenant, all of its keys; for administrators who ask so, those of any tenant.

        :param cursor: `next_cursor` of the page before; the rest of the query has to stay the same.
        :param search: Only keys whose name or description contains this, in any case.
        :param sort: By `created_at`, `name` (whatever its case) or `last_used_at` (keys that were never used count as the oldest); with
            `-` before it the other way round.
        :param status: Only keys that are so; an expired one is expired, paused or not.
        :param user_id: Only keys of that user.
        :param scope: Only keys that may do this, be it by `*`; `*` finds only keys that have it.
        :param tenant_id: The keys of that tenant. For administrators.
        :param all_tenants: `true` for the keys of all tenants. For administrators.
        :param limit: How many records at most.
        """
        return self._transport.json(
            "GET",
            at("/api/v1/keys"),
            query={"cursor": cursor, "search": search, "sort": sort, "status": status, "user_id": user_id, "scope": scope, "tenant_id": tenant_id, "all_tenants": all_tenants, "limit": limit},
        )

    def iterate(
        self,
        *,
        search: str | Omitted = OMIT,
        sort: Literal["created_at", "-created_at", "name", "-name", "last_used_at", "-last_used_at"] | Omitted = OMIT,
        status: Literal["active", "paused", "expired"] | Omitted = OMIT,
        user_id: str | Omitted = OMIT,
        scope: Literal["*", "inference", "models:read", "models:write", "resources:read", "resources:write", "usage:read", "keys:read", "keys:write", "admin"] | Omitted = OMIT,
        tenant_id: str | Omitted = OMIT,
        all_tenants: bool | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> Iterator[types.ListedApiKey]:
        """As `list`, but every item of every page, asked for as the loop goes on."""
        return every_item(
            lambda cursor: self.list(
                search=search,
                sort=sort,
                status=status,
                user_id=user_id,
                scope=scope,
                tenant_id=tenant_id,
                all_tenants=all_tenants,
                limit=limit,
                cursor=cursor,
            )
        )

    def create(
        self,
        *,
        name: str,
        user_id: str | Omitted = OMIT,
        tenant_id: str | Omitted = OMIT,
        description: str | Omitted = OMIT,
        scopes: List[Literal["*", "inference", "models:read", "models:write", "resources:read", "resources:write", "usage:read", "keys:read", "keys:write", "admin"]] | Omitted = OMIT,
        allowed_models: List[str] | None | Omitted = OMIT,
        allowed_addresses: List[str] | None | Omitted = OMIT,
        expires_at: str | None | Omitted = OMIT,
    ) -> types.IssuedApiKey:
        """Makes an API key. The answer is the only place where its token appears.

        :param user_id: The user as whom it acts, in their own tenant unless `tenant_id` says otherwise. For administrators.
        :param tenant_id: The tenant it is bound to. For administrators.
        :param description: What it is for.
        :param scopes: What the key may do; never more than you may. `keys:write` and `admin` can only be granted by a user who signed in.
        :param allowed_models: The only models it may use at the gateway; null for all.
        :param allowed_addresses: The only addresses or CIDRs from which it may use the gateway; null for all.
        :param expires_at: When it ends by itself, in the future; null for never.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/keys"),
            body={"name": name, "user_id": user_id, "tenant_id": tenant_id, "description": description, "scopes": scopes, "allowed_models": allowed_models, "allowed_addresses": allowed_addresses, "expires_at": expires_at},
        )

    def self_(
        self,
    ) -> types.ApiKey:
        """The key that makes this call."""
        return self._transport.json(
            "GET",
            at("/api/v1/keys/self"),
        )

    def get(
        self,
        id: str,
    ) -> types.ApiKeyDetail:
        """One key, and what would stop with it. Administrators may name any tenant's, here and below."""
        return self._transport.json(
            "GET",
            at("/api/v1/keys/{}", id),
        )

    def update(
        self,
        id: str,
        *,
        name: str | Omitted = OMIT,
        paused: bool | Omitted = OMIT,
        version: float | Omitted = OMIT,
        description: str | Omitted = OMIT,
        scopes: List[Literal["*", "inference", "models:read", "models:write", "resources:read", "resources:write", "usage:read", "keys:read", "keys:write", "admin"]] | Omitted = OMIT,
        allowed_models: List[str] | None | Omitted = OMIT,
        allowed_addresses: List[str] | None | Omitted = OMIT,
        expires_at: str | None | Omitted = OMIT,
    ) -> types.ListedApiKey:
        """Changes a key, or pauses and resumes it. Holds at once.

        :param paused: Pauses or resumes the key.
        :param version: The version you know; another one meanwhile is a 409.
        :param description: What it is for.
        :param scopes: What the key may do; never more than you may. `keys:write` and `admin` can only be granted by a user who signed in.
        :param allowed_models: The only models it may use at the gateway; null for all.
        :param allowed_addresses: The only addresses or CIDRs from which it may use the gateway; null for all.
        :param expires_at: When it ends by itself, in the future; null for never.
        """
        return self._transport.json(
            "PATCH",
            at("/api/v1/keys/{}", id),
            body={"name": name, "paused": paused, "version": version, "description": description, "scopes": scopes, "allowed_models": allowed_models, "allowed_addresses": allowed_addresses, "expires_at": expires_at},
        )

    def delete(
        self,
        id: str,
    ) -> None:
        """Ends a key for ever. Holds at once."""
        return self._transport.json(
            "DELETE",
            at("/api/v1/keys/{}", id),
        )

    def rotate(
        self,
        id: str,
        *,
        overlap_seconds: float | Omitted = OMIT,
    ) -> types.RotatedApiKey:
        """Gives a key a new token, keeping its id and all that hangs on it.

        :param overlap_seconds: For how long the former token still works.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/keys/{}/rotate", id),
            body={"overlap_seconds": overlap_seconds},
        )


class AuthApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def login(
        self,
        *,
        email: str,
        password: str,
    ) -> types.AccessToken:
        """Signs in with e-mail address and password. The token lasts 15 minutes; the cookie that comes along renews it."""
        return self._transport.json(
            "POST",
            at("/api/v1/auth/login"),
            body={"email": email, "password": password},
        )

    def refresh(
        self,
    ) -> types.AccessToken:
        """A fresh token for the refresh cookie, which is replaced."""
        return self._transport.json(
            "POST",
            at("/api/v1/auth/refresh"),
        )

    def logout(
        self,
    ) -> None:
        """Ends this session at once."""
        return self._transport.json(
            "POST",
            at("/api/v1/auth/logout"),
        )

    def change_password(
        self,
        *,
        current_password: str,
        new_password: str,
    ) -> None:
        """Changes my password. All my sessions end, this one included."""
        return self._transport.json(
            "POST",
            at("/api/v1/auth/password"),
            body={"current_password": current_password, "new_password": new_password},
        )

    def me(
        self,
    ) -> types.Me:
        """Who I am, to this server."""
        return self._transport.json(
            "GET",
            at("/api/v1/auth/me"),
        )

    def change_profile(
        self,
        *,
        nickname: str | Omitted = OMIT,
        language: Literal["en", "zh", None] | Omitted = OMIT,
    ) -> types.Me:
        """Changes how I am called, or the language in which the console speaks to me.

        :param language: The console's language; null for the browser's.
        """
        return self._transport.json(
            "PATCH",
            at("/api/v1/auth/me"),
            body={"nickname": nickname, "language": language},
        )

    def list_sessions(
        self,
    ) -> List[types.Session]:
        """My sign-ins that are still good, the newest first."""
        return self._transport.json(
            "GET",
            at("/api/v1/auth/sessions"),
        )

    def delete_session(
        self,
        id: str,
    ) -> None:
        """Ends one of my sign-ins at once."""
        return self._transport.json(
            "DELETE",
            at("/api/v1/auth/sessions/{}", id),
        )

    def get_setup(
        self,
    ) -> types.SetupState:
        """Whether the first administrator is still to be made."""
        return self._transport.json(
            "GET",
            at("/api/v1/auth/setup"),
        )

    def setup(
        self,
        *,
        token: str,
        email: str,
        password: str,
    ) -> types.AccessToken:
        """Makes the first administrator, with the token of the one-time link, and signs them in.

        :param token: From the one-time link that the first start printed.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/auth/setup"),
            body={"token": token, "email": email, "password": password},
        )


class ModelsDefaultsApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(
        self,
        *,
        own: bool | Omitted = OMIT,
    ) -> types.DefaultModels:
        """The six default models of the caller's tenant. The instance's fill what it leaves empty; with `own=true` those stay
        out.

        :param own: `true` leaves out what the instance fills in.
        """
        return self._transport.json(
            "GET",
            at("/api/v1/models/default"),
            query={"own": own},
        )

    def set(
        self,
        *,
        llm_id: str | None | Omitted = OMIT,
        embd_id: str | None | Omitted = OMIT,
        asr_id: str | None | Omitted = OMIT,
        img2txt_id: str | None | Omitted = OMIT,
        rerank_id: str | None | Omitted = OMIT,
        tts_id: str | None | Omitted = OMIT,
    ) -> bool:
        """Sets or clears default models, all that are given or none. A model must be configured and of the right type.

        :param llm_id: Chat.
        :param embd_id: Embedding.
        :param asr_id: Speech to text.
        :param img2txt_id: Image to text.
        :param rerank_id: Rerank.
        :param tts_id: Text to speech.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/models/default"),
            body={"llm_id": llm_id, "embd_id": embd_id, "asr_id": asr_id, "img2txt_id": img2txt_id, "rerank_id": rerank_id, "tts_id": tts_id},
        )


class ModelsApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.defaults = ModelsDefaultsApi(transport)

    def list(
        self,
        *,
        include_details: bool | Omitted = OMIT,
    ) -> Dict[str, types.ListedFactory]:
        """The configured factories by name, each with its models, and `Builtin` with what this instance brings along.

        :param include_details: `true`, in any case, adds `api_base` and `max_tokens`.
        """
        return self._transport.json(
            "GET",
            at("/api/v1/models"),
            query={"include_details": include_details},
        )

    def add(
        self,
        *,
        llm_factory: str,
        api_key: str | Dict[str, Any] | None | Omitted = OMIT,
        llm_name: str | None | Omitted = OMIT,
        model_type: str | None | Omitted = OMIT,
        base_url: str | None | Omitted = OMIT,
        api_base: str | None | Omitted = OMIT,
        max_tokens: float | None | Omitted = OMIT,
        ark_api_key: str | Omitted = OMIT,
        endpoint_id: str | Omitted = OMIT,
        hunyuan_sid: str | Omitted = OMIT,
        hunyuan_sk: str | Omitted = OMIT,
        tencent_cloud_sid: str | Omitted = OMIT,
        tencent_cloud_sk: str | Omitted = OMIT,
        bedrock_ak: str | Omitted = OMIT,
        bedrock_sk: str | Omitted = OMIT,
        bedrock_region: str | Omitted = OMIT,
        auth_mode: str | Omitted = OMIT,
        aws_role_arn: str | Omitted = OMIT,
        yiyan_ak: str | Omitted = OMIT,
        yiyan_sk: str | Omitted = OMIT,
        fish_audio_ak: str | Omitted = OMIT,
        fish_audio_refid: str | Omitted = OMIT,
        google_project_id: str | Omitted = OMIT,
        google_region: str | Omitted = OMIT,
        google_service_account_key: str | Omitted = OMIT,
        api_version: str | Omitted = OMIT,
        provider_order: str | Omitted = OMIT,
        spark_api_password: str | Omitted = OMIT,
        spark_app_id: str | Omitted = OMIT,
        spark_api_secret: str | Omitted = OMIT,
        spark_api_key: str | Omitted = OMIT,
    ) -> bool:
        """Connects a factory, or one model of it. The provider is asked with the credential first; nothing is stored unless
        it answers. Adding again updates credential and address in place.

        :param api_key: The key for the provider; or an object (or JSON) with the fields of a special factory.
        :param llm_name: One model instead of all that the catalog has.
        :param model_type: chat, embedding, rerank, image2text, speech2text or tts; with `llm_name`.
        :param base_url: Where the provider is, if not at its usual place.
        :param api_base: The older name of `base_url`.
        :param max_tokens: Context length of the one model; 8192 when absent.
        :param ark_api_key: VolcEngine
        :param endpoint_id: VolcEngine
        :param hunyuan_sid: Tencent Hunyuan
        :param hunyuan_sk: Tencent Hunyuan
        :param tencent_cloud_sid: Tencent Cloud
        :param tencent_cloud_sk: Tencent Cloud
        :param bedrock_ak: Bedrock
        :param bedrock_sk: Bedrock
        :param bedrock_region: Bedrock
        :param auth_mode: Bedrock: only modes that use the credential given here.
        :param aws_role_arn: Bedrock
        :param yiyan_ak: BaiduYiyan
        :param yiyan_sk: BaiduYiyan
        :param fish_audio_ak: Fish Audio
        :param fish_audio_refid: Fish Audio: the voice.
        :param google_project_id: Google Cloud
        :param google_region: Google Cloud
        :param google_service_account_key: Google Cloud: the service account's JSON, base64-encoded.
        :param api_version: Azure-OpenAI
        :param provider_order: OpenRouter: a comma list.
        :param spark_api_password: XunFei Spark, for chat models.
        :param spark_app_id: XunFei Spark, for TTS models.
        :param spark_api_secret: XunFei Spark, for TTS models.
        :param spark_api_key: XunFei Spark, for TTS models.
        :param llm_factory: A factory's name as `GET /api/v1/factories` spells it.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/models"),
            body={"api_key": api_key, "llm_name": llm_name, "model_type": model_type, "base_url": base_url, "api_base": api_base, "max_tokens": max_tokens, "ark_api_key": ark_api_key, "endpoint_id": endpoint_id, "hunyuan_sid": hunyuan_sid, "hunyuan_sk": hunyuan_sk, "tencent_cloud_sid": tencent_cloud_sid, "tencent_cloud_sk": tencent_cloud_sk, "bedrock_ak": bedrock_ak, "bedrock_sk": bedrock_sk, "bedrock_region": bedrock_region, "auth_mode": auth_mode, "aws_role_arn": aws_role_arn, "yiyan_ak": yiyan_ak, "yiyan_sk": yiyan_sk, "fish_audio_ak": fish_audio_ak, "fish_audio_refid": fish_audio_refid, "google_project_id": google_project_id, "google_region": google_region, "google_service_account_key": google_service_account_key, "api_version": api_version, "provider_order": provider_order, "spark_api_password": spark_api_password, "spark_app_id": spark_app_id, "spark_api_secret": spark_api_secret, "spark_api_key": spark_api_key, "llm_factory": llm_factory},
        )

    def remove(
        self,
        *,
        llm_factory: str,
        llm_name: str | None | Omitted = OMIT,
    ) -> bool:
        """Disconnects a factory, or removes one model of it. Defaults that point there are cleared.

        :param llm_name: Only this model, instead of the whole factory. Empty is refused: it can't have meant the whole.
        :param llm_factory: A factory's name as `GET /api/v1/factories` spells it.
        """
        return self._transport.json(
            "DELETE",
            at("/api/v1/models"),
            body={"llm_name": llm_name, "llm_factory": llm_factory},
        )


class CredentialsModelsApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def discover(
        self,
        id: str,
    ) -> types.Discovery:
        """Asks the provider which models it has: with public prices and limits, and whether they are added already."""
        return self._transport.json(
            "POST",
            at("/api/v1/credentials/{}/discover", id),
        )

    def list(
        self,
        id: str,
    ) -> types.CredentialModelList:
        """The models that were added."""
        return self._transport.json(
            "GET",
            at("/api/v1/credentials/{}/models", id),
        )

    def add(
        self,
        id: str,
        *,
        name: str,
        type: Literal["chat", "embedding", "rerank", "image2text", "speech2text", "tts"],
        max_tokens: float | None | Omitted = OMIT,
    ) -> types.CredentialModel:
        """Adds a model, without asking the provider.

        :param max_tokens: Its context length; the catalog's when left out.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/credentials/{}/models", id),
            body={"name": name, "type": type, "max_tokens": max_tokens},
        )

    def update(
        self,
        id: str,
        model_id: str,
        *,
        enabled: bool | Omitted = OMIT,
        timeouts: types.CallTimeouts | None | Omitted = OMIT,
        price: types.OperatorPrice | None | Omitted = OMIT,
    ) -> types.CredentialModel:
        """Switches a model on or off, or changes how long the gateway waits for it.

        :param enabled: Whether it can be called and is offered.
        :param timeouts: All of them anew; null for the gateway's own.
        :param price: What requests cost from now on; null for the public price. What was used before keeps its cost.
        """
        return self._transport.json(
            "PATCH",
            at("/api/v1/credentials/{}/models/{}", id, model_id),
            body={"enabled": enabled, "timeouts": timeouts, "price": price},
        )

    def remove(
        self,
        id: str,
        model_id: str,
        *,
        force: bool | Omitted = OMIT,
    ) -> None:
        """Removes a model. While defaults or aliases use it, `data.used_by` names those instead.

        :param force: `true` removes it although something uses it.
        """
        return self._transport.json(
            "DELETE",
            at("/api/v1/credentials/{}/models/{}", id, model_id),
            query={"force": force},
        )


class CredentialsApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.models = CredentialsModelsApi(transport)

    def verify(
        self,
        *,
        factory: str,
        base_url: str | Omitted = OMIT,
        credential: Dict[str, Any] | Omitted = OMIT,
        models: List[types.NamedModel] | Omitted = OMIT,
    ) -> types.Verification:
        """Tries a provider credential with tiny calls, without storing it: which model types answer, or what went wrong.
        Answers 200 whatever the provider says.

        :param factory: A factory's name as `GET /api/v1/factories` spells it.
        :param base_url: Where the provider is, if not at its usual place.
        :param credential: The fields that the factory's `credential_fields` name.
        :param models: The models to try; without them a few of the catalog's or of those that the provider lists.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/credentials/verify"),
            body={"factory": factory, "base_url": base_url, "credential": credential, "models": models},
        )

    def list(
        self,
        *,
        cursor: str | Omitted = OMIT,
        search: str | Omitted = OMIT,
        sort: Literal["created_at", "-created_at"] | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> types.CredentialPage:
        """The credentials of the caller's tenant, secrets masked. Those of others that it may use are not among them.

        :param cursor: `next_cursor` of the page before.
        :param search: Only records whose name contains this, in any case.
        :param sort: Newest first (`-created_at`), or oldest first.
        :param limit: How many records at most.
        """
        return self._transport.json(
            "GET",
            at("/api/v1/credentials"),
            query={"cursor": cursor, "search": search, "sort": sort, "limit": limit},
        )

    def iterate(
        self,
        *,
        search: str | Omitted = OMIT,
        sort: Literal["created_at", "-created_at"] | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> Iterator[types.Credential]:
        """As `list`, but every item of every page, asked for as the loop goes on."""
        return every_item(
            lambda cursor: self.list(
                search=search,
                sort=sort,
                limit=limit,
                cursor=cursor,
            )
        )

    def create(
        self,
        *,
        factory: str,
        label: str | None | Omitted = OMIT,
        base_url: str | None | Omitted = OMIT,
        credential: Dict[str, Any] | None | Omitted = OMIT,
        models: List[types.NewModel] | None | Omitted = OMIT,
        verify: bool | None | Omitted = OMIT,
    ) -> types.Credential:
        """Connects a provider and adds its models. The provider is asked first; `data` of a refusal says what each model type
        answered.

        :param factory: A factory's name as `GET /api/v1/factories` spells it.
        :param label: What you call it; the factory's name when left out. A factory may have several credentials.
        :param base_url: Where the provider is, if not at its usual place.
        :param credential: The fields that the factory's `credential_fields` name.
        :param models: The models to add; all of the factory's catalog when left out.
        :param verify: Ask the provider first, and save nothing unless one of the model types answers. Self-deployed ones are saved unasked.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/credentials"),
            body={"factory": factory, "label": label, "base_url": base_url, "credential": credential, "models": models, "verify": verify},
        )

    def get(
        self,
        id: str,
    ) -> types.Credential:
        """One credential, secrets masked."""
        return self._transport.json(
            "GET",
            at("/api/v1/credentials/{}", id),
        )

    def update(
        self,
        id: str,
        *,
        label: str | Omitted = OMIT,
        base_url: str | None | Omitted = OMIT,
        credential: Dict[str, Any] | None | Omitted = OMIT,
        verify: bool | None | Omitted = OMIT,
    ) -> types.Credential:
        """Changes a credential. What was shown masked may be sent back so, but not to another place.

        :param base_url: Another place, together with the whole credential; empty for the factory's usual one.
        :param credential: The fields to change. One that is left out, or sent back as it was shown, stays; null takes one away.
        :param verify: Ask the provider first when its place or the credential changes, and change nothing when it refuses.
        """
        return self._transport.json(
            "PATCH",
            at("/api/v1/credentials/{}", id),
            body={"label": label, "base_url": base_url, "credential": credential, "verify": verify},
        )

    def delete(
        self,
        id: str,
        *,
        force: bool | Omitted = OMIT,
    ) -> None:
        """Removes a credential with its models. While defaults or aliases use them, `data.used_by` names those instead.

        :param force: `true` removes it although something uses it.
        """
        return self._transport.json(
            "DELETE",
            at("/api/v1/credentials/{}", id),
            query={"force": force},
        )

    def verify_stored(
        self,
        id: str,
    ) -> types.Verification:
        """Asks the provider again, and keeps what it says. Answers 200 whatever that is."""
        return self._transport.json(
            "POST",
            at("/api/v1/credentials/{}/verify", id),
        )

    def share(
        self,
        id: str,
        *,
        tenant_ids: List[str] | None | Omitted = OMIT,
        all: bool | None | Omitted = OMIT,
    ) -> types.Credential:
        """Shares a credential with exactly these tenants, or with all. They can use its models, but neither see nor change
        it; what they use is booked to them.

        :param tenant_ids: The tenants that may use it, and no others; empty for none.
        :param all: Every tenant of the instance, in place of `tenant_ids`. For instance administrators.
        """
        return self._transport.json(
            "PUT",
            at("/api/v1/credentials/{}/shares", id),
            body={"tenant_ids": tenant_ids, "all": all},
        )


class InstanceDefaultsApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(
        self,
    ) -> types.DefaultModels:
        """The six default models of the instance."""
        return self._transport.json(
            "GET",
            at("/api/v1/instance/defaults"),
        )

    def set(
        self,
        *,
        llm_id: str | None | Omitted = OMIT,
        embd_id: str | None | Omitted = OMIT,
        asr_id: str | None | Omitted = OMIT,
        img2txt_id: str | None | Omitted = OMIT,
        rerank_id: str | None | Omitted = OMIT,
        tts_id: str | None | Omitted = OMIT,
    ) -> types.DefaultModels:
        """Sets or clears default models of the instance, all that are given or none. Models are named as your tenant has
        them; each tenant that can use such a model, because it is built in or shared with it, and has no default of its
        own gets it.

        :param llm_id: Chat.
        :param embd_id: Embedding.
        :param asr_id: Speech to text.
        :param img2txt_id: Image to text.
        :param rerank_id: Rerank.
        :param tts_id: Text to speech.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/instance/defaults"),
            body={"llm_id": llm_id, "embd_id": embd_id, "asr_id": asr_id, "img2txt_id": img2txt_id, "rerank_id": rerank_id, "tts_id": tts_id},
        )


class InstanceApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.defaults = InstanceDefaultsApi(transport)


class AliasesApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        cursor: str | Omitted = OMIT,
        search: str | Omitted = OMIT,
        sort: Literal["created_at", "-created_at"] | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> types.AliasPage:
        """The aliases of the caller's tenant.

        :param cursor: `next_cursor` of the page before.
        :param search: Only records whose name contains this, in any case.
        :param sort: Newest first (`-created_at`), or oldest first.
        :param limit: How many records at most.
        """
        return self._transport.json(
            "GET",
            at("/api/v1/aliases"),
            query={"cursor": cursor, "search": search, "sort": sort, "limit": limit},
        )

    def iterate(
        self,
        *,
        search: str | Omitted = OMIT,
        sort: Literal["created_at", "-created_at"] | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> Iterator[types.Alias]:
        """As `list`, but every item of every page, asked for as the loop goes on."""
        return every_item(
            lambda cursor: self.list(
                search=search,
                sort=sort,
                limit=limit,
                cursor=cursor,
            )
        )

    def create(
        self,
        *,
        name: str,
        targets: List[types.AliasTargetInput],
        strategy: Literal["ordered", "weighted", None] | Omitted = OMIT,
    ) -> types.Alias:
        """Gives one or several models a name of the tenant's own.

        :param name: What clients will call it: unique in the tenant, upper and lower case being two things. It wins over a model of the
            same name.
        :param strategy: `ordered`: the first target that answers, in their order. `weighted`: by lot, the others standing by.
        :param targets: Models of one type, the tenant's own or shared with it.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/aliases"),
            body={"name": name, "strategy": strategy, "targets": targets},
        )

    def get(
        self,
        id: str,
    ) -> types.Alias:
        """One alias."""
        return self._transport.json(
            "GET",
            at("/api/v1/aliases/{}", id),
        )

    def update(
        self,
        id: str,
        *,
        name: str | Omitted = OMIT,
        strategy: Literal["ordered", "weighted"] | Omitted = OMIT,
        targets: List[types.AliasTargetInput] | Omitted = OMIT,
        version: float | Omitted = OMIT,
    ) -> types.Alias:
        """Changes an alias.

        :param targets: All of them anew.
        :param version: The version you know; another one meanwhile is a 409.
        """
        return self._transport.json(
            "PATCH",
            at("/api/v1/aliases/{}", id),
            body={"name": name, "strategy": strategy, "targets": targets, "version": version},
        )

    def delete(
        self,
        id: str,
    ) -> None:
        """Removes an alias. Its models stay."""
        return self._transport.json(
            "DELETE",
            at("/api/v1/aliases/{}", id),
        )


class TasksApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        type: Literal["user", "system"] | Omitted = OMIT,
        kind: Literal["knowledge-operation", "mcp-operation", "plugin-operation"] | Omitted = OMIT,
    ) -> types.TaskList:
        """The last 200 tasks of the caller's tenant, the youngest first.

        :param type: All of ours are `user`.
        :param kind: Only tasks of this kind.
        """
        return self._transport.json(
            "GET",
            at("/api/v1/system/tasks"),
            query={"type": type, "kind": kind},
        )

    def get(
        self,
        id: str,
    ) -> types.Task:
        """One task."""
        return self._transport.json(
            "GET",
            at("/api/v1/system/tasks/{}", id),
        )


class AdminUsersApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
    ) -> List[types.UserSummary]:
        """All users."""
        return self._transport.json(
            "GET",
            at("/api/v1/admin/users"),
        )

    def create(
        self,
        *,
        username: str | Omitted = OMIT,
        user_name: str | Omitted = OMIT,
        password: str | Omitted = OMIT,
        role: Literal["user", "admin"] | Omitted = OMIT,
    ) -> types.RagflowUser:
        """Makes a user with a tenant of their own.

        :param username: The e-mail address.
        :param user_name: The same, as older clients spell it.
        :param password: Plain, or encrypted as RAGFlow's clients do.
        :param role: `admin` makes an instance administrator.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/admin/users"),
            body={"username": username, "user_name": user_name, "password": password, "role": role},
        )

    def get(
        self,
        username: str,
    ) -> List[types.RagflowUser]:
        """One user, as a list of one."""
        return self._transport.json(
            "GET",
            at("/api/v1/admin/users/{}", username),
        )

    def delete(
        self,
        username: str,
    ) -> None:
        """Deletes a deactivated user with their tenant and everything in it."""
        return self._transport.json(
            "DELETE",
            at("/api/v1/admin/users/{}", username),
        )

    def set_password(
        self,
        username: str,
        *,
        new_password: str,
    ) -> None:
        """Sets a user's password and ends all their sessions.

        :param new_password: Plain, or encrypted as RAGFlow's clients do.
        """
        return self._transport.json(
            "PUT",
            at("/api/v1/admin/users/{}/password", username),
            body={"new_password": new_password},
        )

    def set_active(
        self,
        username: str,
        *,
        activate_status: str,
    ) -> None:
        """Activates or deactivates a user. Deactivation ends their sessions and stops their keys at once.

        :param activate_status: `on` or `off`, in any case.
        """
        return self._transport.json(
            "PUT",
            at("/api/v1/admin/users/{}/activate", username),
            body={"activate_status": activate_status},
        )

    def grant_admin(
        self,
        username: str,
    ) -> None:
        """Makes a user an instance administrator."""
        return self._transport.json(
            "PUT",
            at("/api/v1/admin/users/{}/admin", username),
        )

    def revoke_admin(
        self,
        username: str,
    ) -> None:
        """Takes administration away from a user."""
        return self._transport.json(
            "DELETE",
            at("/api/v1/admin/users/{}/admin", username),
        )

    def set_role(
        self,
        username: str,
        *,
        role_name: str,
    ) -> None:
        """RAGFlow's role engine is not in this edition; memberships of tenants are at `/api/v1/tenants`."""
        return self._transport.json(
            "PUT",
            at("/api/v1/admin/users/{}/role", username),
            body={"role_name": role_name},
        )

    def get_permission(
        self,
        username: str,
    ) -> None:
        """RAGFlow's role engine is not in this edition."""
        return self._transport.json(
            "GET",
            at("/api/v1/admin/users/{}/permission", username),
        )

    def list_datasets(
        self,
        username: str,
    ) -> List[Dict[str, Any]]:
        """Datasets of a user: none, this edition keeps none."""
        return self._transport.json(
            "GET",
            at("/api/v1/admin/users/{}/datasets", username),
        )

    def list_agents(
        self,
        username: str,
    ) -> List[Dict[str, Any]]:
        """Agents of a user: none, this edition keeps none."""
        return self._transport.json(
            "GET",
            at("/api/v1/admin/users/{}/agents", username),
        )

    def list_api_keys(
        self,
        username: str,
    ) -> List[types.Token]:
        """The API keys of a user. Those made here are shown whole, unless the operator forbids it."""
        return self._transport.json(
            "GET",
            at("/api/v1/admin/users/{}/api_key", username),
        )

    def create_api_key(
        self,
        username: str,
    ) -> types.NewToken:
        """Makes an API key for a user."""
        return self._transport.json(
            "POST",
            at("/api/v1/admin/users/{}/api_key", username),
        )

    def delete_api_key(
        self,
        username: str,
        token: str,
    ) -> None:
        """Ends an API key of a user at once."""
        return self._transport.json(
            "DELETE",
            at("/api/v1/admin/users/{}/api_key/{}", username, token),
        )


class AdminSystemApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get_version(
        self,
    ) -> types.Version:
        """The version of this server."""
        return self._transport.json(
            "GET",
            at("/api/v1/admin/version"),
        )

    def list_services(
        self,
    ) -> List[types.Service]:
        """What this instance consists of."""
        return self._transport.json(
            "GET",
            at("/api/v1/admin/services"),
        )

    def get_service(
        self,
        id: str,
    ) -> types.ServiceDetail:
        """One part of this instance."""
        return self._transport.json(
            "GET",
            at("/api/v1/admin/services/{}", id),
        )

    def restart_service(
        self,
        id: str,
    ) -> None:
        """Restarting parts is not in this edition."""
        return self._transport.json(
            "PUT",
            at("/api/v1/admin/services/{}", id),
        )

    def shutdown_service(
        self,
        id: str,
    ) -> None:
        """Stopping parts is not in this edition."""
        return self._transport.json(
            "DELETE",
            at("/api/v1/admin/services/{}", id),
        )

    def list_variables(
        self,
    ) -> List[types.Variable]:
        """All variables, or the one that the body names as `var_name`."""
        return self._transport.json(
            "GET",
            at("/api/v1/admin/variables"),
        )

    def set_variable(
        self,
        *,
        var_name: str,
        var_value: str,
    ) -> None:
        """Sets a variable, be it new or not."""
        return self._transport.json(
            "PUT",
            at("/api/v1/admin/variables"),
            body={"var_name": var_name, "var_value": var_value},
        )

    def list_configs(
        self,
    ) -> List[types.Service]:
        """How the parts of this instance are configured."""
        return self._transport.json(
            "GET",
            at("/api/v1/admin/configs"),
        )

    def list_environments(
        self,
    ) -> List[types.Environment]:
        """The operator's settings in force."""
        return self._transport.json(
            "GET",
            at("/api/v1/admin/environments"),
        )


class AdminApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.users = AdminUsersApi(transport)
        self.system = AdminSystemApi(transport)


class UsersApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        active: bool | Omitted = OMIT,
        administrators: bool | Omitted = OMIT,
        cursor: str | Omitted = OMIT,
        search: str | Omitted = OMIT,
        sort: Literal["created_at", "-created_at"] | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> types.UserPage:
        """All users of the instance. For administrators, as is all of this.

        :param active: `true` for active users only, `false` for deactivated ones.
        :param administrators: `true` for administrators of the instance only, `false` for everybody else.
        :param cursor: `next_cursor` of the page before; the rest of the query has to stay the same.
        :param search: Only tenants whose name, or users whose e-mail address or nickname, contains this, in any case.
        :param sort: Newest first (`-created_at`), or oldest first.
        :param limit: How many records at most.
        """
        return self._transport.json(
            "GET",
            at("/api/v1/users"),
            query={"active": active, "administrators": administrators, "cursor": cursor, "search": search, "sort": sort, "limit": limit},
        )

    def iterate(
        self,
        *,
        active: bool | Omitted = OMIT,
        administrators: bool | Omitted = OMIT,
        search: str | Omitted = OMIT,
        sort: Literal["created_at", "-created_at"] | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> Iterator[types.User]:
        """As `list`, but every item of every page, asked for as the loop goes on."""
        return every_item(
            lambda cursor: self.list(
                active=active,
                administrators=administrators,
                search=search,
                sort=sort,
                limit=limit,
                cursor=cursor,
            )
        )

    def create(
        self,
        *,
        email: str,
        password: str,
        nickname: str | Omitted = OMIT,
        is_instance_admin: bool | Omitted = OMIT,
    ) -> types.User:
        """Makes a user with a tenant of their own.

        :param password: Plain: the connection is what keeps it from others.
        :param is_instance_admin: Whether they administer the instance.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/users"),
            body={"email": email, "password": password, "nickname": nickname, "is_instance_admin": is_instance_admin},
        )

    def get(
        self,
        id: str,
    ) -> types.User:
        """One user."""
        return self._transport.json(
            "GET",
            at("/api/v1/users/{}", id),
        )

    def update(
        self,
        id: str,
        *,
        nickname: str | Omitted = OMIT,
        is_active: bool | Omitted = OMIT,
        is_instance_admin: bool | Omitted = OMIT,
        password: str | Omitted = OMIT,
    ) -> types.User:
        """Changes a user. A new password, or deactivation, ends all their sessions at once; deactivation stops their keys too.
        There is always an administrator left, and nobody locks themselves out.

        :param is_active: `false` deactivates: they can't sign in, and their keys stop.
        :param is_instance_admin: Whether they administer the instance.
        :param password: A new password, plain.
        """
        return self._transport.json(
            "PATCH",
            at("/api/v1/users/{}", id),
            body={"nickname": nickname, "is_active": is_active, "is_instance_admin": is_instance_admin, "password": password},
        )

    def delete(
        self,
        id: str,
    ) -> None:
        """Deletes a deactivated user who is no administrator, with their own tenant and everything in it."""
        return self._transport.json(
            "DELETE",
            at("/api/v1/users/{}", id),
        )


class AuditApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        cursor: str | Omitted = OMIT,
        actor: str | Omitted = OMIT,
        action: str | Omitted = OMIT,
        target_kind: str | Omitted = OMIT,
        target_id: str | Omitted = OMIT,
        tenant_id: str | Omitted = OMIT,
        since: str | Omitted = OMIT,
        until: str | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> types.AuditPage:
        """Who changed what, the newest first: for administrators everywhere, for owners and administrators of a tenant who
        signed in, in theirs. A key needs the scope `admin`.

        :param cursor: `next_cursor` of the page before; the rest of the query has to stay the same.
        :param actor: Who did it: a user's id, or `user:<id>`, `key:<id>`, `system`.
        :param target_kind: What kind of thing it was done to.
        :param target_id: To which one; needs `target_kind`.
        :param tenant_id: In which tenant; another one than yours only as an administrator.
        :param since: Not before then.
        :param until: Before then.
        :param limit: How many records at most.
        """
        return self._transport.json(
            "GET",
            at("/api/v1/audit"),
            query={"cursor": cursor, "actor": actor, "action": action, "target_kind": target_kind, "target_id": target_id, "tenant_id": tenant_id, "since": since, "until": until, "limit": limit},
        )

    def iterate(
        self,
        *,
        actor: str | Omitted = OMIT,
        action: str | Omitted = OMIT,
        target_kind: str | Omitted = OMIT,
        target_id: str | Omitted = OMIT,
        tenant_id: str | Omitted = OMIT,
        since: str | Omitted = OMIT,
        until: str | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> Iterator[types.AuditEvent]:
        """As `list`, but every item of every page, asked for as the loop goes on."""
        return every_item(
            lambda cursor: self.list(
                actor=actor,
                action=action,
                target_kind=target_kind,
                target_id=target_id,
                tenant_id=tenant_id,
                since=since,
                until=until,
                limit=limit,
                cursor=cursor,
            )
        )


class UsageApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        group_by: str | Omitted = OMIT,
        sort: Literal["-cost", "-tokens", "-requests"] | Omitted = OMIT,
        all_tenants: bool | Omitted = OMIT,
        cursor: str | Omitted = OMIT,
        from_: str | Omitted = OMIT,
        to: str | Omitted = OMIT,
        key_id: str | Omitted = OMIT,
        user_id: str | Omitted = OMIT,
        model: str | Omitted = OMIT,
        tenant_id: str | Omitted = OMIT,
        format: Literal["json", "csv"] | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> types.UsagePage:
        """What was used and what it cost: in total, or by time, key, user and model. Those who manage a tenant see all of it,
        others what they used themselves and by their keys, administrators what any tenant used.

        :param group_by: By what, three at most, separated by commas: one of `hour`, `day`, `month` (UTC), and `key`, `user`, `model`,
            `tenant` (administrators). The latest come first. Left out: one sum of all.
        :param sort: The largest first, where nothing is grouped by time.
        :param all_tenants: `true` for all tenants together. For administrators.
        :param cursor: `next_cursor` of the page before; the rest of the query has to stay the same.
        :param from_: Not before then; 30 days before `to` if it is left out.
        :param to: Before then; now if it is left out.
        :param key_id: By that key; `none` for users who signed in, without one.
        :param user_id: By that user, and by their keys; another than yourself only for those who manage the tenant.
        :param model: Of that model, `name@Factory`, or of all factories' models of that name; `none` for what reached no model.
        :param tenant_id: In that tenant; another than yours only for administrators.
        :param format: `csv` for the whole list as a file, whatever `limit` and `cursor` say; so does `Accept: text/csv`. A million rows at
            most: where there are more, the answer has the header `X-Truncated: true`.
        :param limit: How many records at most.
        """
        return self._transport.json(
            "GET",
            at("/api/v1/usage"),
            query={"group_by": group_by, "sort": sort, "all_tenants": all_tenants, "cursor": cursor, "from": from_, "to": to, "key_id": key_id, "user_id": user_id, "model": model, "tenant_id": tenant_id, "format": format, "limit": limit},
        )

    def iterate(
        self,
        *,
        group_by: str | Omitted = OMIT,
        sort: Literal["-cost", "-tokens", "-requests"] | Omitted = OMIT,
        all_tenants: bool | Omitted = OMIT,
        from_: str | Omitted = OMIT,
        to: str | Omitted = OMIT,
        key_id: str | Omitted = OMIT,
        user_id: str | Omitted = OMIT,
        model: str | Omitted = OMIT,
        tenant_id: str | Omitted = OMIT,
        format: Literal["json", "csv"] | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> Iterator[types.UsageSum]:
        """As `list`, but every item of every page, asked for as the loop goes on."""
        return every_item(
            lambda cursor: self.list(
                group_by=group_by,
                sort=sort,
                all_tenants=all_tenants,
                from_=from_,
                to=to,
                key_id=key_id,
                user_id=user_id,
                model=model,
                tenant_id=tenant_id,
                format=format,
                limit=limit,
                cursor=cursor,
            )
        )

    def list_requests(
        self,
        *,
        status: str | Omitted = OMIT,
        endpoint: Literal["chat", "messages", "embeddings", "rerank", "speech", "transcriptions", "models", "count_tokens"] | Omitted = OMIT,
        cursor: str | Omitted = OMIT,
        from_: str | Omitted = OMIT,
        to: str | Omitted = OMIT,
        key_id: str | Omitted = OMIT,
        user_id: str | Omitted = OMIT,
        model: str | Omitted = OMIT,
        tenant_id: str | Omitted = OMIT,
        format: Literal["json", "csv"] | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> types.UsageRequestPage:
        """Single requests, the newest first. Of many that do not match, a page may come back short, and even empty, though
        `next_cursor` says that there is more to look at.

        :param status: How they ended: `ok`, `failed` (400 or more), `left` (the client, before the end), or a status.
        :param endpoint: What was called.
        :param cursor: `next_cursor` of the page before; the rest of the query has to stay the same.
        :param from_: Not before then; 30 days before `to` if it is left out.
        :param to: Before then; now if it is left out.
        :param key_id: By that key; `none` for users who signed in, without one.
        :param user_id: By that user, and by their keys; another than yourself only for those who manage the tenant.
        :param model: Of that model, `name@Factory`, or of all factories' models of that name; `none` for what reached no model.
        :param tenant_id: In that tenant; another than yours only for administrators.
        :param format: `csv` for the whole list as a file, whatever `limit` and `cursor` say; so does `Accept: text/csv`. A million rows at
            most: where there are more, the answer has the header `X-Truncated: true`.
        :param limit: How many records at most.
        """
        return self._transport.json(
            "GET",
            at("/api/v1/usage/requests"),
            query={"status": status, "endpoint": endpoint, "cursor": cursor, "from": from_, "to": to, "key_id": key_id, "user_id": user_id, "model": model, "tenant_id": tenant_id, "format": format, "limit": limit},
        )

    def iterate_requests(
        self,
        *,
        status: str | Omitted = OMIT,
        endpoint: Literal["chat", "messages", "embeddings", "rerank", "speech", "transcriptions", "models", "count_tokens"] | Omitted = OMIT,
        from_: str | Omitted = OMIT,
        to: str | Omitted = OMIT,
        key_id: str | Omitted = OMIT,
        user_id: str | Omitted = OMIT,
        model: str | Omitted = OMIT,
        tenant_id: str | Omitted = OMIT,
        format: Literal["json", "csv"] | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> Iterator[types.UsageRequest]:
        """As `list_requests`, but every item of every page, asked for as the loop goes on."""
        return every_item(
            lambda cursor: self.list_requests(
                status=status,
                endpoint=endpoint,
                from_=from_,
                to=to,
                key_id=key_id,
                user_id=user_id,
                model=model,
                tenant_id=tenant_id,
                format=format,
                limit=limit,
                cursor=cursor,
            )
        )


class ConfigurationApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def apply(
        self,
        *,
        dry_run: bool | None | Omitted = OMIT,
        expect: str | None | Omitted = OMIT,
        prune: bool | None | Omitted = OMIT,
        verify: bool | None | Omitted = OMIT,
        tenants: List[types.ConfiguredTenant] | None | Omitted = OMIT,
        instance: types.ConfiguredInstance | None | Omitted = OMIT,
    ) -> types.AppliedConfiguration:
        """Makes tenants as they are described here, all of it or nothing: what is missing is made, what differs is changed, what
        is not spoken of stays. With `dry_run` it tells what it would do, having tried it.

        Needs what the single calls need: models:write in each tenant, for members a user who signed in, for new tenants and
        `instance` an instance administrator. An API key reaches its own tenant alone.

        :param dry_run: Work out and try everything, and change nothing.
        :param expect: The `plan_digest` of a plan before: if something else would be done now, a 409 and nothing is done.
        :param prune: In sections that are given, delete what is not listed. Other tenants and other sections stay.
        :param verify: Ask providers about new and changed credentials first, as `POST /api/v1/credentials` does.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/configuration"),
            body={"dry_run": dry_run, "expect": expect, "prune": prune, "verify": verify, "tenants": tenants, "instance": instance},
        )


class ToolsApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
    ) -> types.ToolList:
        """All tools of connected servers."""
        return self._transport.json(
            "GET",
            at("/api/v1/tools"),
        )

    def get(
        self,
        name: str,
    ) -> types.OneTool:
        """One tool."""
        return self._transport.json(
            "GET",
            at("/api/v1/tools/{}", name),
        )


class ExtensionsApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
    ) -> types.ExtensionList:
        """All MCP servers of the caller's tenant."""
        return self._transport.json(
            "GET",
            at("/api/v1/extensions"),
        )


class LogsApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def read(
        self,
        *,
        start_page_number: float,
        start_offset: float,
    ) -> types.Logs:
        """The last lines of the server that answers, all of its workers together, from a place on; ask again from the place where they end.

        :param start_page_number: Where to begin: a page has 20 lines.
        :param start_offset: Where to begin in that page.
        """
        return self._transport.json(
            "GET",
            at("/api/v1/logs"),
            query={"start_page_number": start_page_number, "start_offset": start_offset},
        )


class BotsAdaptersApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
    ) -> types.AdapterList:
        """All adapters, those that can only be stored among them."""
        return self._transport.json(
            "GET",
            at("/api/v1/platform/adapters"),
        )

    def get(
        self,
        name: str,
    ) -> types.OneAdapter:
        """One adapter."""
        return self._transport.json(
            "GET",
            at("/api/v1/platform/adapters/{}", name),
        )

    def icon(
        self,
        name: str,
    ) -> bytes:
        """Its picture: a letter in a circle."""
        return self._transport.bytes(
            "GET",
            at("/api/v1/platform/adapters/{}/icon", name),
        )


class BotsApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.adapters = BotsAdaptersApi(transport)

    def list(
        self,
    ) -> types.BotList:
        """All bots, the youngest first."""
        return self._transport.json(
            "GET",
            at("/api/v1/platform/bots"),
        )

    def create(
        self,
        *,
        name: str,
        adapter: str,
        use_pipeline_uuid: str | None | Omitted = OMIT,
        config: Dict[str, Any] | Omitted = OMIT,
        adapter_config: Dict[str, Any] | Omitted = OMIT,
        description: str | None | Omitted = OMIT,
        enable: bool | Omitted = OMIT,
    ) -> types.Created:
        """Makes a bot. It runs at once when `enable` is true.

        :param adapter: As `GET /api/v1/platform/adapters` names it.
        :param use_pipeline_uuid: The pipeline that answers; the tenant's default one when left out.
        :param config: The adapter's configuration; `GET /api/v1/platform/adapters/{name}` says which fields it has.
        :param adapter_config: Another name of `config`; it wins where both are given.
        :param enable: Whether it runs. Adapters that can't run here are refused with 400.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/platform/bots"),
            body={"name": name, "adapter": adapter, "use_pipeline_uuid": use_pipeline_uuid, "config": config, "adapter_config": adapter_config, "description": description, "enable": enable},
        )

    def get(
        self,
        uuid: str,
    ) -> types.OneBot:
        """One bot, and how it fares."""
        return self._transport.json(
            "GET",
            at("/api/v1/platform/bots/{}", uuid),
        )

    def update(
        self,
        uuid: str,
        *,
        name: str | Omitted = OMIT,
        adapter: str | Omitted = OMIT,
        use_pipeline_uuid: str | None | Omitted = OMIT,
        config: Dict[str, Any] | Omitted = OMIT,
        adapter_config: Dict[str, Any] | Omitted = OMIT,
        description: str | None | Omitted = OMIT,
        enable: bool | Omitted = OMIT,
    ) -> None:
        """Changes a bot, and starts it again.

        :param adapter: Another adapter takes a `config` of its own in the same request.
        :param use_pipeline_uuid: The pipeline that answers; null for none.
        :param config: The adapter's configuration; `GET /api/v1/platform/adapters/{name}` says which fields it has.
        :param adapter_config: Another name of `config`; it wins where both are given.
        :param enable: Whether it runs. Adapters that can't run here are refused with 400.
        """
        return self._transport.json(
            "PUT",
            at("/api/v1/platform/bots/{}", uuid),
            body={"name": name, "adapter": adapter, "use_pipeline_uuid": use_pipeline_uuid, "config": config, "adapter_config": adapter_config, "description": description, "enable": enable},
        )

    def delete(
        self,
        uuid: str,
    ) -> None:
        """Removes a bot, its log and what it was told."""
        return self._transport.json(
            "DELETE",
            at("/api/v1/platform/bots/{}", uuid),
        )

    def read_logs(
        self,
        uuid: str,
        *,
        from_index: float,
        max_count: float,
    ) -> types.BotLogs:
        """A part of the bot's log: up to `max_count` entries that end with `from_index`.

        :param from_index: The newest entry that is wanted; negative for the last one.
        :param max_count: How many entries at most, ending there.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/platform/bots/{}/logs", uuid),
            body={"from_index": from_index, "max_count": max_count},
        )

    def send_message(
        self,
        uuid: str,
        *,
        message_chain: List[Dict[str, Any]],
        target_type: Literal["person", "group"],
        target_id: str,
    ) -> types.Sent:
        """Lets the bot say something unasked.

        :param message_chain: Pieces of the message, in order.
        :param target_id: As the platform names the person or group.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/platform/bots/{}/send_message", uuid),
            body={"message_chain": message_chain, "target_type": target_type, "target_id": target_id},
        )

    def list_admins(
        self,
        uuid: str,
    ) -> types.BotAdminList:
        """Who administers the bot on its platform."""
        return self._transport.json(
            "GET",
            at("/api/v1/platform/bots/{}/admins", uuid),
        )

    def add_admin(
        self,
        uuid: str,
        *,
        launcher_type: str,
        launcher_id: str,
    ) -> types.AddedBotAdmin:
        """Adds somebody who administers the bot on its platform."""
        return self._transport.json(
            "POST",
            at("/api/v1/platform/bots/{}/admins", uuid),
            body={"launcher_type": launcher_type, "launcher_id": launcher_id},
        )

    def remove_admin(
        self,
        uuid: str,
        id: str,
    ) -> None:
        """Removes somebody from those who administer the bot."""
        return self._transport.json(
            "DELETE",
            at("/api/v1/platform/bots/{}/admins/{}", uuid, id),
        )

    def embed(
        self,
        uuid: str,
        *,
        key_id: str,
    ) -> types.Embed:
        """Ties a key's publishable token to this bot alone. One that was tied to another bot leaves it.

        :param key_id: The key's id, as `GET /api/v1/keys` shows it.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/platform/bots/{}/embed", uuid),
            body={"key_id": key_id},
        )

    def remove_embed(
        self,
        uuid: str,
        key_id: str,
    ) -> None:
        """Ends what a key's publishable token may do with this bot."""
        return self._transport.json(
            "DELETE",
            at("/api/v1/platform/bots/{}/embed/{}", uuid, key_id),
        )


class PipelinesStatsApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get_basic(
        self,
    ) -> types.PipelineStats:
        """Counts over what is kept of the tenant's conversations and runs."""
        return self._transport.json(
            "GET",
            at("/api/v1/stats/basic"),
        )


class PipelinesRunsApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        uuid: str,
        *,
        cursor: str | Omitted = OMIT,
        search: str | Omitted = OMIT,
        sort: Literal["created_at", "-created_at"] | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> types.PipelineRunPage:
        """The runs of a pipeline, those that go on included; `search` has no effect.

        :param cursor: `next_cursor` of the page before.
        :param search: Only records whose name contains this, in any case.
        :param sort: Newest first (`-created_at`), or oldest first.
        :param limit: How many records at most.
        """
        return self._transport.json(
            "GET",
            at("/api/v1/pipelines/{}/runs", uuid),
            query={"cursor": cursor, "search": search, "sort": sort, "limit": limit},
        )

    def iterate(
        self,
        uuid: str,
        *,
        search: str | Omitted = OMIT,
        sort: Literal["created_at", "-created_at"] | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> Iterator[types.PipelineRun]:
        """As `list`, but every item of every page, asked for as the loop goes on."""
        return every_item(
            lambda cursor: self.list(
                uuid,
                search=search,
                sort=sort,
                limit=limit,
                cursor=cursor,
            )
        )

    def get(
        self,
        uuid: str,
        id: str,
    ) -> types.PipelineRun:
        """One run."""
        return self._transport.json(
            "GET",
            at("/api/v1/pipelines/{}/runs/{}", uuid, id),
        )


class PipelinesChatApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def send(
        self,
        uuid: str,
        *,
        message: List[Dict[str, Any]],
        session_type: Literal["person", "group", None] | Omitted = OMIT,
        is_stream: bool | None | Omitted = OMIT,
    ) -> types.DebugReply:
        """Asks the pipeline. With `is_stream` the answer comes as server-sent events; whoever leaves ends the run.

        :param session_type: Which of the two conversations it belongs to.
        :param message: Pieces: `Plain` with a `text`, `Image` with a `url` or a data URL as `base64`, `At` with a `target`; others are
            passed over.
        :param is_stream: The answer comes as server-sent events: `start`, the message as it grows, `end`.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/pipelines/{}/chat/send", uuid),
            body={"session_type": session_type, "message": message, "is_stream": is_stream},
        )

    def list(
        self,
        uuid: str,
        session_type: str,
    ) -> types.DebugMessageList:
        """What the caller and the pipeline said, the oldest first."""
        return self._transport.json(
            "GET",
            at("/api/v1/pipelines/{}/chat/messages/{}", uuid, session_type),
        )

    def reset(
        self,
        uuid: str,
        session_type: str,
    ) -> types.DebugReset:
        """Forgets what was said."""
        return self._transport.json(
            "POST",
            at("/api/v1/pipelines/{}/chat/reset/{}", uuid, session_type),
        )


class PipelinesApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.stats = PipelinesStatsApi(transport)
        self.runs = PipelinesRunsApi(transport)
        self.chat = PipelinesChatApi(transport)

    def list(
        self,
        *,
        sort_by: str | Omitted = OMIT,
        sort_order: str | Omitted = OMIT,
    ) -> types.PipelineList:
        """All pipelines of the caller's tenant.

        :param sort_by: `created_at` or `updated_at`; by anything else the list is not sorted.
        :param sort_order: `DESC`; anything else means ascending.
        """
        return self._transport.json(
            "GET",
            at("/api/v1/pipelines"),
            query={"sort_by": sort_by, "sort_order": sort_order},
        )

    def create(
        self,
        *,
        name: str,
        description: str | None | Omitted = OMIT,
        emoji: str | None | Omitted = OMIT,
        config: Dict[str, Any] | None | Omitted = OMIT,
    ) -> types.CreatedPipeline:
        """Makes a pipeline; a tenant's first one is its default.

        :param name: Need not be unique; where it is, `pipeline:<name>` calls the pipeline on `/v1`.
        :param config: Settings by group and stage, as `/_/metadata` lists them; what is left out is set to its default, and what is not
            known is kept.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/pipelines"),
            body={"name": name, "description": description, "emoji": emoji, "config": config},
        )

    def get_metadata(
        self,
    ) -> types.PipelineMetadata:
        """Everything that can be set; what has no effect on this server says so."""
        return self._transport.json(
            "GET",
            at("/api/v1/pipelines/_/metadata"),
        )

    def get(
        self,
        uuid: str,
    ) -> types.OnePipeline:
        """One pipeline."""
        return self._transport.json(
            "GET",
            at("/api/v1/pipelines/{}", uuid),
        )

    def update(
        self,
        uuid: str,
        *,
        name: str | Omitted = OMIT,
        description: str | Omitted = OMIT,
        emoji: str | Omitted = OMIT,
        config: Dict[str, Any] | Omitted = OMIT,
    ) -> None:
        """Changes a pipeline; what the body leaves out stays, and `config` is replaced whole.

        :param config: All settings anew: what is left out goes back to its default.
        """
        return self._transport.json(
            "PUT",
            at("/api/v1/pipelines/{}", uuid),
            body={"name": name, "description": description, "emoji": emoji, "config": config},
        )

    def delete(
        self,
        uuid: str,
    ) -> None:
        """Removes a pipeline with its runs and sessions. Where it was the default, the oldest one left becomes that."""
        return self._transport.json(
            "DELETE",
            at("/api/v1/pipelines/{}", uuid),
        )

    def copy(
        self,
        uuid: str,
    ) -> types.CreatedPipeline:
        """Makes a pipeline like another one, under its name with ` (Copy)`."""
        return self._transport.json(
            "POST",
            at("/api/v1/pipelines/{}/copy", uuid),
        )

    def get_extensions(
        self,
        uuid: str,
    ) -> types.PipelineExtensions:
        """What a pipeline uses besides its model, and what it could."""
        return self._transport.json(
            "GET",
            at("/api/v1/pipelines/{}/extensions", uuid),
        )

    def set_extensions(
        self,
        uuid: str,
        *,
        bound_plugins: List[types.PluginName] | None | Omitted = OMIT,
        bound_mcp_servers: List[str] | None | Omitted = OMIT,
        enable_all_plugins: bool | None | Omitted = OMIT,
        enable_all_mcp_servers: bool | None | Omitted = OMIT,
    ) -> None:
        """Says which MCP servers a pipeline may use.

        :param bound_plugins: Kept, and without effect.
        :param bound_mcp_servers: The uuids of MCP servers whose tools the model may call, unless all are enabled.
        :param enable_all_plugins: Kept, and without effect.
        :param enable_all_mcp_servers: Every connected MCP server of the tenant, later ones included.
        """
        return self._transport.json(
            "PUT",
            at("/api/v1/pipelines/{}/extensions", uuid),
            body={"bound_plugins": bound_plugins, "bound_mcp_servers": bound_mcp_servers, "enable_all_plugins": enable_all_plugins, "enable_all_mcp_servers": enable_all_mcp_servers},
        )


class FilesApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def upload_document(
        self,
        *,
        file: Upload,
    ) -> types.UploadedDocument:
        """Uploads a document of at most 10 MiB. It is forgotten after a day unless a knowledge base imports it.

        :param file: An open file, or its name and its bytes.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/files/documents"),
            file=file,
        )

    def upload_image(
        self,
        *,
        file: Upload,
    ) -> types.UploadedImage:
        """Uploads a picture (jpg, png, gif, webp) of at most 10 MiB. It is kept for 30 days after it was last looked at.

        :param file: An open file, or its name and its bytes.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/files/images"),
            file=file,
        )

    def image(
        self,
        key: str,
    ) -> bytes:
        """A picture as it was uploaded."""
        return self._transport.bytes(
            "GET",
            at("/api/v1/files/image/{}", key),
        )


class KnowledgeBasesApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
    ) -> types.KnowledgeBaseList:
        """All knowledge bases, the oldest first."""
        return self._transport.json(
            "GET",
            at("/api/v1/knowledge/bases"),
        )

    def create(
        self,
        *,
        name: str,
        description: str | None | Omitted = OMIT,
        emoji: str | None | Omitted = OMIT,
        embedding_model_uuid: str | None | Omitted = OMIT,
        top_k: float | None | Omitted = OMIT,
        creation_settings: types.CreationSettings | None | Omitted = OMIT,
        retrieval_settings: types.RetrievalSettings | None | Omitted = OMIT,
    ) -> types.CreatedBase:
        """Makes a knowledge base, without files.

        :param emoji: A picture for consoles.
        :param embedding_model_uuid: The embedding model: its `uuid`, `name@Factory`, a bare name or an alias. Left out or empty: the tenant's default
            embedding model, else the server's built-in one. Another one in an update embeds all files anew.
        :param top_k: How many chunks an answer holds unless the question says.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/knowledge/bases"),
            body={"name": name, "description": description, "emoji": emoji, "embedding_model_uuid": embedding_model_uuid, "top_k": top_k, "creation_settings": creation_settings, "retrieval_settings": retrieval_settings},
        )

    def get(
        self,
        uuid: str,
    ) -> types.OneKnowledgeBase:
        """One knowledge base."""
        return self._transport.json(
            "GET",
            at("/api/v1/knowledge/bases/{}", uuid),
        )

    def update(
        self,
        uuid: str,
        *,
        name: str | Omitted = OMIT,
        description: str | None | Omitted = OMIT,
        emoji: str | None | Omitted = OMIT,
        embedding_model_uuid: str | None | Omitted = OMIT,
        top_k: float | None | Omitted = OMIT,
        creation_settings: types.CreationSettings | None | Omitted = OMIT,
        retrieval_settings: types.RetrievalSettings | None | Omitted = OMIT,
    ) -> types.Nothing:
        """Changes a knowledge base; what the body leaves out stays. Another model embeds all its files anew.

        :param emoji: A picture for consoles.
        :param embedding_model_uuid: The embedding model: its `uuid`, `name@Factory`, a bare name or an alias. Left out or empty: the tenant's default
            embedding model, else the server's built-in one. Another one in an update embeds all files anew.
        :param top_k: How many chunks an answer holds unless the question says.
        """
        return self._transport.json(
            "PUT",
            at("/api/v1/knowledge/bases/{}", uuid),
            body={"name": name, "description": description, "emoji": emoji, "embedding_model_uuid": embedding_model_uuid, "top_k": top_k, "creation_settings": creation_settings, "retrieval_settings": retrieval_settings},
        )

    def delete(
        self,
        uuid: str,
    ) -> types.Nothing:
        """Removes a knowledge base with its files."""
        return self._transport.json(
            "DELETE",
            at("/api/v1/knowledge/bases/{}", uuid),
        )

    def retrieve(
        self,
        uuid: str,
        *,
        query: str,
        top_k: float | None | Omitted = OMIT,
        rerank_model: str | None | Omitted = OMIT,
        retrieval_settings: types.RetrievalSettings | None | Omitted = OMIT,
    ) -> types.Retrieved:
        """What the base holds on a question, the best first. It needs the scope `inference`, since models are called for it.

        :param top_k: How many chunks are wanted; the base's own number when left out.
        :param rerank_model: A rerank model that puts the best in front: `name@Factory`, a bare name or an alias. None when left out.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/knowledge/bases/{}/retrieve", uuid),
            body={"query": query, "top_k": top_k, "rerank_model": rerank_model, "retrieval_settings": retrieval_settings},
        )


class KnowledgeFilesApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        uuid: str,
    ) -> types.KnowledgeFileList:
        """All files of a base, the oldest first."""
        return self._transport.json(
            "GET",
            at("/api/v1/knowledge/bases/{}/files", uuid),
        )

    def add(
        self,
        uuid: str,
        *,
        file_id: str,
    ) -> types.ImportBegun:
        """Imports an uploaded document: txt, md, html, csv, pdf, docx, or a zip archive of such. It goes on after the answer.

        :param file_id: Of an upload to `POST /api/v1/files/documents`. The upload itself is gone then. One that failed is begun anew.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/knowledge/bases/{}/files", uuid),
            body={"file_id": file_id},
        )

    def delete(
        self,
        uuid: str,
        file_uuid: str,
    ) -> types.Nothing:
        """Removes a file with all that was made of it; an import that goes on ends."""
        return self._transport.json(
            "DELETE",
            at("/api/v1/knowledge/bases/{}/files/{}", uuid, file_uuid),
        )


class KnowledgeApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.bases = KnowledgeBasesApi(transport)
        self.files = KnowledgeFilesApi(transport)


class McpServersApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
    ) -> types.McpServerList:
        """All MCP servers, and how their sessions fare."""
        return self._transport.json(
            "GET",
            at("/api/v1/mcp/servers"),
        )

    def create(
        self,
        *,
        name: str,
        mode: Literal["stdio", "sse", "http", "remote"],
        enable: bool | Omitted = OMIT,
        extra_args: Dict[str, Any] | Omitted = OMIT,
    ) -> types.Created:
        """Makes an MCP server. It is connected at once when `enable` is true.

        :param name: What it is addressed by; may contain slashes.
        :param mode: `remote` is streamable HTTP, or SSE where that fails. `stdio` runs a command on the server, and is for instance
            administrators alone, where it is switched on at all.
        :param enable: Whether it is connected, and its tools offered to pipelines.
        :param extra_args: How it is reached. `sse`, `http` and `remote`: `url`, `headers`, `timeout` (seconds a call may take); `stdio`:
            `command`, `args`, `env`. A mask that comes back stands for what is stored.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/mcp/servers"),
            body={"name": name, "mode": mode, "enable": enable, "extra_args": extra_args},
        )

    def get(
        self,
        name: str,
    ) -> types.OneMcpServer:
        """One MCP server, and how its session fares."""
        return self._transport.json(
            "GET",
            at("/api/v1/mcp/servers/{}", name),
        )

    def update(
        self,
        current_name: str,
        *,
        name: str | Omitted = OMIT,
        mode: Literal["stdio", "sse", "http", "remote"] | Omitted = OMIT,
        enable: bool | Omitted = OMIT,
        extra_args: Dict[str, Any] | Omitted = OMIT,
    ) -> None:
        """Changes an MCP server, and connects it anew.

        :param enable: Whether it is connected, and its tools offered to pipelines.
        :param extra_args: How it is reached. `sse`, `http` and `remote`: `url`, `headers`, `timeout` (seconds a call may take); `stdio`:
            `command`, `args`, `env`. A mask that comes back stands for what is stored.
        """
        return self._transport.json(
            "PUT",
            at("/api/v1/mcp/servers/{}", current_name),
            body={"name": name, "mode": mode, "enable": enable, "extra_args": extra_args},
        )

    def delete(
        self,
        name: str,
    ) -> None:
        """Removes an MCP server, and ends its session."""
        return self._transport.json(
            "DELETE",
            at("/api/v1/mcp/servers/{}", name),
        )

    def test(
        self,
        current_name: str,
        *,
        uuid: str | None | Omitted = OMIT,
        name: str | Omitted = OMIT,
        mode: Literal["stdio", "sse", "http", "remote"] | Omitted = OMIT,
        enable: bool | Omitted = OMIT,
        extra_args: Dict[str, Any] | Omitted = OMIT,
    ) -> types.McpTest:
        """Connects a server for a test, as a task. With the name `_`: the record in the body, which need not be stored.

        :param uuid: The stored server that this is a changed form of: masks stand for what it has.
        :param enable: Whether it is connected, and its tools offered to pipelines.
        :param extra_args: How it is reached. `sse`, `http` and `remote`: `url`, `headers`, `timeout` (seconds a call may take); `stdio`:
            `command`, `args`, `env`. A mask that comes back stands for what is stored.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/mcp/servers/{}/test", current_name),
            body={"uuid": uuid, "name": name, "mode": mode, "enable": enable, "extra_args": extra_args},
        )

    def list_resources(
        self,
        name: str,
    ) -> types.McpResources:
        """What a connected server offers to be read."""
        return self._transport.json(
            "GET",
            at("/api/v1/mcp/servers/{}/resources", name),
        )

    def list_resource_templates(
        self,
        name: str,
    ) -> types.McpResourceTemplates:
        """The patterns of what a connected server offers to be read."""
        return self._transport.json(
            "GET",
            at("/api/v1/mcp/servers/{}/resource-templates", name),
        )

    def read_resource(
        self,
        name: str,
        *,
        uri: str,
        max_bytes: float,
        include_blob: bool,
    ) -> types.McpResource:
        """Reads a resource of a connected server.

        :param max_bytes: Of text, or of bytes; what is longer is cut.
        :param include_blob: Whether what is not text is sent too, in base64.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/mcp/servers/{}/resources/read", name),
            body={"uri": uri, "max_bytes": max_bytes, "include_blob": include_blob},
        )

    def logs(
        self,
        name: str,
        *,
        limit: float,
        level: Literal["debug", "info", "warning", "error"] | Omitted = OMIT,
    ) -> types.McpLogs:
        """What happened to a server's session in this process lately.

        :param level: Only lines of this level.
        """
        return self._transport.json(
            "GET",
            at("/api/v1/mcp/servers/{}/logs", name),
            query={"limit": limit, "level": level},
        )


class McpApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.servers = McpServersApi(transport)


class FactoriesApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
    ) -> List[types.Factory]:
        """All factories, in RAGFlow's order."""
        return self._transport.json(
            "GET",
            at("/api/v1/factories"),
        )

    def get(
        self,
        name: str,
        *,
        include_prices: bool | Omitted = OMIT,
    ) -> types.FactoryDetail:
        """One factory, with the models that come with it; with `include_prices=true` also what they cost.

        :param include_prices: `true` adds what each model costs, how long its answers may be, and when the vendor ends it.
        """
        return self._transport.json(
            "GET",
            at("/api/v1/factories/{}", name),
            query={"include_prices": include_prices},
        )


class LimitsApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        cursor: str | Omitted = OMIT,
        key_id: str | Omitted = OMIT,
        tenant_id: str | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> types.LimitPage:
        """The tenant's limits and those of my keys; for those who manage the tenant, of all its keys.

        :param cursor: `next_cursor` of the page before; the rest of the query has to stay the same.
        :param key_id: Only those of that key; `none` for those of the tenant as a whole.
        :param tenant_id: Of that tenant. For administrators.
        :param limit: How many records at most.
        """
        return self._transport.json(
            "GET",
            at("/api/v1/limits"),
            query={"cursor": cursor, "key_id": key_id, "tenant_id": tenant_id, "limit": limit},
        )

    def iterate(
        self,
        *,
        key_id: str | Omitted = OMIT,
        tenant_id: str | Omitted = OMIT,
        limit: float | Omitted = OMIT,
    ) -> Iterator[types.Limit]:
        """As `list`, but every item of every page, asked for as the loop goes on."""
        return every_item(
            lambda cursor: self.list(
                key_id=key_id,
                tenant_id=tenant_id,
                limit=limit,
                cursor=cursor,
            )
        )

    def create(
        self,
        *,
        key_id: str | None | Omitted = OMIT,
        model: str | None | Omitted = OMIT,
        tenant_id: str | Omitted = OMIT,
        requests_per_minute: float | None | Omitted = OMIT,
        tokens_per_minute: float | None | Omitted = OMIT,
        parallel_requests: float | None | Omitted = OMIT,
        budgets: List[types.BudgetRequest] | Omitted = OMIT,
        unknown_spend: Literal["deny", "allow"] | Omitted = OMIT,
        alert_url: str | None | Omitted = OMIT,
    ) -> types.ChangedLimit:
        """Limits a key, its use of one model, or a whole tenant: requests and tokens a minute, requests at a time, and
        budgets. Holds at once, on all processes; a request that several limits concern has to pass all of them.

        :param key_id: The key that is limited; null or absent for all requests of the tenant together (by administrators).
        :param model: Only its use of this model, by its name or as `name@Factory`; null for all models together.
        :param tenant_id: Whose; one's own tenant where it is left out. For administrators.
        :param requests_per_minute: Null for any number.
        :param tokens_per_minute: Of prompts and answers together; null for any number.
        :param parallel_requests: Requests that are answered at the same time; null for any number.
        :param budgets: At most one for each unit and period.
        :param unknown_spend: Whether requests go on whose cost is not known, or while it can't be asked what has been spent. What they use is
            entered afterwards, as far as it is known.
        :param alert_url: Who is told, by a signed webhook, when a budget has come to one of its `alert_at_percent`; null for nobody. The
            answer holds the secret that it is signed with.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/limits"),
            body={"key_id": key_id, "model": model, "tenant_id": tenant_id, "requests_per_minute": requests_per_minute, "tokens_per_minute": tokens_per_minute, "parallel_requests": parallel_requests, "budgets": budgets, "unknown_spend": unknown_spend, "alert_url": alert_url},
        )

    def get(
        self,
        id: str,
    ) -> types.Limit:
        """One limit, and how its budgets stand. Administrators may name any tenant's, here and below."""
        return self._transport.json(
            "GET",
            at("/api/v1/limits/{}", id),
        )

    def update(
        self,
        id: str,
        *,
        version: float | Omitted = OMIT,
        requests_per_minute: float | None | Omitted = OMIT,
        tokens_per_minute: float | None | Omitted = OMIT,
        parallel_requests: float | None | Omitted = OMIT,
        budgets: List[types.BudgetRequest] | Omitted = OMIT,
        unknown_spend: Literal["deny", "allow"] | Omitted = OMIT,
        alert_url: str | None | Omitted = OMIT,
    ) -> types.ChangedLimit:
        """Changes a limit. A budget that keeps its unit and period keeps what was spent of it; budgets that are left out of
        the list are gone.

        :param version: The version you know; another one meanwhile is a 409.
        :param requests_per_minute: Null for any number.
        :param tokens_per_minute: Of prompts and answers together; null for any number.
        :param parallel_requests: Requests that are answered at the same time; null for any number.
        :param budgets: At most one for each unit and period.
        :param unknown_spend: Whether requests go on whose cost is not known, or while it can't be asked what has been spent. What they use is
            entered afterwards, as far as it is known.
        :param alert_url: Who is told, by a signed webhook, when a budget has come to one of its `alert_at_percent`; null for nobody. The
            answer holds the secret that it is signed with.
        """
        return self._transport.json(
            "PATCH",
            at("/api/v1/limits/{}", id),
            body={"version": version, "requests_per_minute": requests_per_minute, "tokens_per_minute": tokens_per_minute, "parallel_requests": parallel_requests, "budgets": budgets, "unknown_spend": unknown_spend, "alert_url": alert_url},
        )

    def delete(
        self,
        id: str,
    ) -> None:
        """Takes a limit away, with all that was counted for it. What was used stays in the usage."""
        return self._transport.json(
            "DELETE",
            at("/api/v1/limits/{}", id),
        )


class WebhooksApi:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
    ) -> types.WebhookList:
        """All webhooks."""
        return self._transport.json(
            "GET",
            at("/api/v1/webhooks"),
        )

    def create(
        self,
        *,
        name: str,
        url: str,
        description: str | None | Omitted = OMIT,
        enabled: bool | Omitted = OMIT,
    ) -> types.OneWebhook:
        """Adds a webhook: each message that a bot of the tenant gets is posted to it, best effort.

        :param url: Where events are posted to, as JSON.
        """
        return self._transport.json(
            "POST",
            at("/api/v1/webhooks"),
            body={"name": name, "url": url, "description": description, "enabled": enabled},
        )

    def get(
        self,
        id: str,
    ) -> types.OneWebhook:
        """One webhook."""
        return self._transport.json(
            "GET",
            at("/api/v1/webhooks/{}", id),
        )

    def update(
        self,
        id: str,
        *,
        name: str | Omitted = OMIT,
        url: str | Omitted = OMIT,
        description: str | None | Omitted = OMIT,
        enabled: bool | Omitted = OMIT,
    ) -> None:
        """Changes a webhook."""
        return self._transport.json(
            "PUT",
            at("/api/v1/webhooks/{}", id),
            body={"name": name, "url": url, "description": description, "enabled": enabled},
        )

    def delete(
        self,
        id: str,
    ) -> None:
        """Removes a webhook."""
        return self._transport.json(
            "DELETE",
            at("/api/v1/webhooks/{}", id),
        )


class Resources:
    """Everything that the server can be asked for, by what it is about."""

    def __init__(self, transport: Transport) -> None:
        self.health = HealthApi(transport)
        self.system = SystemApi(transport)
        self.tenants = TenantsApi(transport)
        self.keys = KeysApi(transport)
        self.auth = AuthApi(transport)
        self.models = ModelsApi(transport)
        self.credentials = CredentialsApi(transport)
        self.instance = InstanceApi(transport)
        self.aliases = AliasesApi(transport)
        self.tasks = TasksApi(transport)
        self.admin = AdminApi(transport)
        self.users = UsersApi(transport)
        self.audit = AuditApi(transport)
        self.usage = UsageApi(transport)
        self.configuration = ConfigurationApi(transport)
        self.tools = ToolsApi(transport)
        self.extensions = ExtensionsApi(transport)
        self.logs = LogsApi(transport)
        self.bots = BotsApi(transport)
        self.pipelines = PipelinesApi(transport)
        self.files = FilesApi(transport)
        self.knowledge = KnowledgeApi(transport)
        self.mcp = McpApi(transport)
        self.factories = FactoriesApi(transport)
        self.limits = LimitsApi(transport)
        self.webhooks = WebhooksApi(transport)
