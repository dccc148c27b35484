"""One server as one caller sees it."""

from __future__ import annotations

import os
from types import TracebackType
from typing import Any, Callable, Dict, List, Optional, Type, Union

import requests
from typing_extensions import Self

from .errors import LatchkeyError
from .generated import types
from .generated.resources import Resources
from .transport import Caller, Transport


class Latchkey(Resources):
    """``client.models.add(…)``, ``client.admin.users.create_api_key(…)``.

    :param base_url: Address of the server, without ``/api`` or ``/v1``. Else ``LATCHKEY_URL``, else
        ``http://127.0.0.1:3000``.
    :param api_key: An API key. Else ``LATCHKEY_API_KEY``.
    :param access_token: A user token instead of a key: the token itself, or what gives the one of now.
    :param tenant_id: The tenant that a user token acts in; without it, the user's own. A key has its tenant.
    :param timeout: How long to wait for the server, in seconds, each time that it is asked.
    :param retries: How often a request is sent again that may be: what was turned away, and reads whose answer is lost.
    :param session: Sends the requests, in place of one of our own: for proxies, certificates, other retries.
    """

    def __init__(
        self,
        base_url: Optional[str] = None,
        *,
        api_key: Optional[str] = None,
        access_token: Union[str, Callable[[], str], None] = None,
        tenant_id: Optional[str] = None,
        timeout: float = 60.0,
        retries: int = 2,
        session: Optional[requests.Session] = None,
    ) -> None:
        if api_key is not None and access_token is not None:
            raise LatchkeyError("Give either api_key or access_token, not both")
        address = base_url or os.environ.get("LATCHKEY_URL") or "http://127.0.0.1:3000"
        #: Address of the server, without a slash at its end.
        self.base_url = address.rstrip("/")
        self._transport = Transport(
            base_url=self.base_url,
            caller=Caller(_bearer(api_key, access_token), tenant_id),
            timeout=timeout,
            retries=retries,
            session=session,
        )
        super().__init__(self._transport)

    @classmethod
    def signed_in(cls, email: str, password: str, base_url: Optional[str] = None, **options: Any) -> Self:
        """A client that acts as the user who has this e-mail and password, for as long as the token lives."""
        with cls(base_url, access_token="", **options) as stranger:
            token = stranger.auth.login(email=email, password=password)["access_token"]
        return cls(base_url, access_token=token, **options)

    @property
    def gateway_url(self) -> str:
        """Where OpenAI's own client finds the gateway: ``OpenAI(base_url=client.gateway_url, api_key=…)``."""
        return f"{self.base_url}/v1"

    def close(self) -> None:
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    # The names that RAGFlow's model calls have in the tests of its SDK, for programs written after those.

    def add_model(self, **fields: Any) -> bool:
        """As ``client.models.add``."""
        return self.models.add(**fields)

    def remove_model(self, llm_factory: str, **fields: Any) -> bool:
        """As ``client.models.remove``."""
        return self.models.remove(llm_factory=llm_factory, **fields)

    def list_user_models(self, include_details: bool = False) -> Dict[str, types.ListedFactory]:
        """As ``client.models.list``."""
        return self.models.list(include_details=include_details)

    def set_default_models(self, **ids: Optional[str]) -> bool:
        """As ``client.models.defaults.set``."""
        return self.models.defaults.set(**ids)

    def get_default_models(self) -> types.DefaultModels:
        """As ``client.models.defaults.get``."""
        return self.models.defaults.get()

    def generate_user_api_key(self, username: str) -> types.NewToken:
        """As ``client.admin.users.create_api_key``."""
        return self.admin.users.create_api_key(username)

    def get_user_api_key(self, username: str) -> List[types.Token]:
        """As ``client.admin.users.list_api_keys``."""
        return self.admin.users.list_api_keys(username)


def _bearer(
    api_key: Optional[str], access_token: Union[str, Callable[[], str], None]
) -> Callable[[], Optional[str]]:
    if callable(access_token):
        return access_token
    if access_token is not None:
        return lambda: access_token
    return lambda: api_key or os.environ.get("LATCHKEY_API_KEY")
