"""Latchkey's API: provider credentials, models, API keys and what is built on them."""

from .client import Latchkey
from .errors import (
    ApiConnectionError,
    ApiError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    FieldFault,
    LatchkeyError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
)
from .generated import types
from .transport import OMIT

__all__ = [
    "OMIT",
    "ApiConnectionError",
    "ApiError",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "FieldFault",
    "Latchkey",
    "LatchkeyError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "ServerError",
    "types",
]
