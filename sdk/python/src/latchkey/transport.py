"""Sends requests, repeats those that may be repeated, opens the envelope, and makes failures errors."""

from __future__ import annotations

import json
import re
from types import TracebackType
from typing import IO, Any, Callable, Dict, Iterator, Mapping, Optional, Tuple, TypeVar, Union
from urllib.parse import quote

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from typing_extensions import Self, TypedDict, Unpack
from urllib3 import BaseHTTPResponse
from urllib3.connectionpool import ConnectionPool
from urllib3.exceptions import MaxRetryError, ResponseError
from urllib3.util.retry import Retry

from .errors import ApiConnectionError, LatchkeyError, kind_of

Item = TypeVar("Item")

#: An open file, or its name and its bytes.
Upload = Union[IO[bytes], Tuple[str, bytes]]

#: Waits longer than this are the caller's to decide on.
_LONGEST_WAIT_SECONDS = 30

#: Visible ASCII.
_SENDABLE = re.compile(r"[!-~]+")

_SAFE_TO_REPEAT = frozenset({"GET", "PUT", "DELETE"})


class Omitted:
    """The type of :data:`OMIT`: a field that is not sent, where ``None`` would be sent as null."""

    def __repr__(self) -> str:
        return "OMIT"


OMIT = Omitted()


class _Retry(Retry):
    """What was turned away unread (429) may be sent again; a change whose fate is unknown may not."""

    def is_retry(self, method: str, status_code: int, has_retry_after: bool = False) -> bool:
        if not self.total:
            return False
        return status_code == 429 or (method in _SAFE_TO_REPEAT and status_code in (502, 503, 504))

    def increment(
        self,
        method: Optional[str] = None,
        url: Optional[str] = None,
        response: Optional[BaseHTTPResponse] = None,
        error: Optional[Exception] = None,
        _pool: Optional[ConnectionPool] = None,
        _stacktrace: Optional[TracebackType] = None,
    ) -> Self:
        if response is not None and _pool is not None and (self.get_retry_after(response) or 0) > _LONGEST_WAIT_SECONDS:
            raise MaxRetryError(_pool, url or "", ResponseError("Retry-After is too long to wait for"))
        return super().increment(method, url, response, error, _pool, _stacktrace)


class Caller(AuthBase):
    """Says who asks. As ``auth``, so that no .netrc speaks in its place."""

    def __init__(self, bearer: Callable[[], Optional[str]], tenant_id: Optional[str]) -> None:
        self._bearer = bearer
        self._tenant_id = tenant_id

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        bearer = (self._bearer() or "").strip()
        if bearer:
            if not _SENDABLE.fullmatch(bearer):
                # What refuses such a header says the whole of it.
                raise LatchkeyError("The API key or token holds characters that none has; is it masked?")
            request.headers["Authorization"] = f"Bearer {bearer}"
        if self._tenant_id is not None:
            request.headers["X-Tenant-Id"] = self._tenant_id
        return request


class _Sent(TypedDict, total=False):
    """What goes with a request."""

    query: Mapping[str, Any]
    body: Mapping[str, Any]
    file: Upload


class Transport:
    def __init__(
        self,
        *,
        base_url: str,
        caller: Caller,
        timeout: float,
        retries: int,
        session: Optional[requests.Session],
    ) -> None:
        self._origin = base_url
        self._caller = caller
        self._timeout = timeout
        self._session = session or _session(retries)

    def json(self, verb: str, path: str, **sent: Unpack[_Sent]) -> Any:
        """Gives ``data`` of the answer."""
        said = _envelope(self._send(verb, path, **sent))
        return said["data"] if "data" in said else said

    def bytes(self, verb: str, path: str, **sent: Unpack[_Sent]) -> bytes:
        return self._send(verb, path, **sent).content

    def close(self) -> None:
        self._session.close()

    def _send(self, verb: str, path: str, **sent: Unpack[_Sent]) -> requests.Response:
        body, file = sent.get("body"), sent.get("file")
        try:
            answer = self._session.request(
                verb,
                f"{self._origin}{path}",
                params=_query(sent.get("query", {})),
                data=None if body is None else json.dumps(_given(body), allow_nan=False).encode(),
                headers=None if body is None else {"Content-Type": "application/json"},
                files=None if file is None else {"file": file},
                auth=self._caller,
                timeout=self._timeout,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise ApiConnectionError(f"No answer from {self._origin}: {error}") from error
        if answer.is_redirect:
            elsewhere = answer.headers["Location"]
            raise ApiConnectionError(f"{self._origin} leads to {elsewhere}, where nothing is sent unasked")
        if answer.status_code != 200:
            raise _failure(answer)
        return answer


def at(template: str, *values: str) -> str:
    """A path with its parts quoted; one that would lead elsewhere is refused."""
    return template.format(*(_segment(value) for value in values))


def every_item(page: Callable[[Union[str, Omitted]], Any]) -> Iterator[Any]:
    """Every item of a list that comes in pages, a page at a time."""
    cursor: Union[str, Omitted, None] = OMIT
    while cursor is not None:
        one = page(cursor)
        yield from one["items"]
        cursor = one["next_cursor"]


def _session(retries: int) -> requests.Session:
    session = requests.Session()
    policy = _Retry(
        total=retries,
        # TLS that breaks may break once a change was sent.
        other=0,
        allowed_methods=_SAFE_TO_REPEAT,
        backoff_factor=0.3,
        backoff_jitter=0.3,
        raise_on_status=False,
    )
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=policy))
    session.headers["User-Agent"] = "latchkey-sdk-python"
    return session


def _segment(value: str) -> str:
    if value in ("", ".", ".."):
        raise LatchkeyError(f"{value!r} cannot be part of an address")
    return quote(value, safe="")


def _given(fields: Mapping[str, Any]) -> Dict[str, Any]:
    return {name: value for name, value in fields.items() if not isinstance(value, Omitted)}


def _query(fields: Mapping[str, Any]) -> Dict[str, str]:
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in _given(fields).items()
        if value is not None
    }


def _envelope(answer: requests.Response) -> Dict[str, Any]:
    try:
        said = answer.json()
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise ApiConnectionError(f"{answer.url} is no Latchkey: it answered {answer.status_code} without JSON")
    return said


def _failure(answer: requests.Response) -> LatchkeyError:
    said = _envelope(answer)
    message = said.get("message") or said.get("msg") or answer.reason
    return kind_of(answer.status_code)(
        str(message),
        status=answer.status_code,
        code=said.get("code", answer.status_code),
        faults=said.get("errors") or [],
        data=said.get("data"),
    )
