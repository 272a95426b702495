"""How often the API may be asked: each token for itself, a session as its person, the rest by address."""

from __future__ import annotations

from typing import Any

from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from accounts.models import ApiToken
from audit.middleware import address_of


class Calls(SimpleRateThrottle):
    """Every request of a token or a session (API_RATE). Programs of one person do not use up each other's."""

    scope = "calls"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        is_token = isinstance(request.auth, ApiToken)
        return f"{self.scope}:token:{request.auth.pk}" if is_token else f"{self.scope}:user:{request.user.pk}"


class Tables(Calls):
    """Whole lists as tables (EXPORT_RATE): one may hold as much as a thousand pages."""

    scope = "tables"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        is_table = hasattr(request.accepted_renderer, "answer")
        return super().get_cache_key(request, view) if is_table else None


class Strangers(SimpleRateThrottle):
    """Requests with nothing that opens anything (STRANGER_RATE), by address: programs that do not notice
    that their token has ended. Good tokens from the same address, which may be a whole office, go on.
    """

    scope = "strangers"

    def get_cache_key(self, request: Request, view: Any) -> str:
        return f"{self.scope}:{address_of(request)}"


def count_stranger(request: Request) -> None:
    """Before the API's own views are asked, which the request does not reach; Throttled where too many."""
    throttle = Strangers()
    if not throttle.allow_request(request, None):  # type: ignore[arg-type] # there is no view yet
        raise Throttled(throttle.wait())
