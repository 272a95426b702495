"""Signing out whoever has been away too long."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.models import User
from accounts.pages.door import TIMED_OUT
from accounts.services import note_logout

Respond = Callable[[HttpRequest], HttpResponse]

SEEN = "last_seen"
WRITE_EVERY = 60  # seconds; a session is not written at every request


def idle_timeout_middleware(get_response: Respond) -> Respond:
    """End a session idle for SESSION_IDLE_MINUTES; the login page says why and leads back."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now, seen = int(time.time()), request.session.get(SEEN)
            if seen is not None and now - seen > settings.SESSION_IDLE_MINUTES * 60:
                _sign_out(request)
            elif seen is None or now - seen >= WRITE_EVERY:
                request.session[SEEN] = now
        return get_response(request)

    return middleware


def _sign_out(request: HttpRequest) -> None:
    user = request.user
    logout(request)
    if isinstance(user, User):
        note_logout(user=user, at=timezone.now(), idle=True)
    # What was being sent is not saved, and the person must be told so.
    request.session[TIMED_OUT] = "unsaved" if request.method == "POST" else "idle"
