"""What can go wrong between here and a Latchkey server."""

from __future__ import annotations

from typing import Any, Dict, List, Type

from typing_extensions import TypedDict


class FieldFault(TypedDict):
    """One field of what was sent, and the rule it breaks."""

    field: str
    rule: str
    message: str


class LatchkeyError(Exception):
    """Anything that went wrong; the text says what."""


class ApiConnectionError(LatchkeyError):
    """No answer: the server is not there, did not answer in time, or the connection broke."""


class ApiError(LatchkeyError):
    """The server answered, and not with what was asked for. ``str(error)`` is its message."""

    def __init__(self, message: str, *, status: int, code: int, faults: List[FieldFault], data: Any) -> None:
        super().__init__(message)
        #: HTTP status.
        self.status = status
        #: Latchkey's own code; docs/errors.md lists them.
        self.code = code
        #: The fields at fault, where the server named them.
        self.faults = faults
        #: What came with the failure, e.g. ``{"used_by": [...]}`` of a credential that is in use.
        self.data = data

    @property
    def message(self) -> str:
        return str(self)


class BadRequestError(ApiError):
    """400, 413, 422: the input breaks a rule, or a provider refused."""


class AuthenticationError(ApiError):
    """401: no credential, or one that is not accepted."""


class PermissionDeniedError(ApiError):
    """403: the role or the scope is missing."""


class NotFoundError(ApiError):
    """404: there is no such thing, or not for this caller."""


class ConflictError(ApiError):
    """409: the state of things speaks against it."""


class RateLimitError(ApiError):
    """429: too many requests, retries included."""


class ServerError(ApiError):
    """5xx: the server's own fault, or its database is away."""


_BY_STATUS: Dict[int, Type[ApiError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    413: BadRequestError,
    422: BadRequestError,
    429: RateLimitError,
}


def kind_of(status: int) -> Type[ApiError]:
    return _BY_STATUS.get(status, ServerError if status >= 500 else ApiError)
