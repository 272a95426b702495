"""The header `Idempotency-Key`: a request that is sent again, because its answer got lost, acts once."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any, cast

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.problems import ProblemError
from accounts.models import User
from accounts.services import Answer, KeyReusedError, StillRunningError, answer_once

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
KEY = "^[!-~]{1,200}$"
AGAIN_AFTER = 1  # seconds
IDEMPOTENCY = OpenApiParameter(
    HEADER,
    {"type": "string", "pattern": KEY, "example": "5b1f6c1e-2f0e-4c5e-9d53-0a7d2f7a9a41"},
    OpenApiParameter.HEADER,
    description=(
        "请求标识，由程序自取，每次办理各用一个（如 UUID）。没有收到答复时以同一标识重发同一请求，"
        "只办理一次：答复与第一次相同，并带响应头 Idempotent-Replayed: true。保存至少 48 小时"
    ),
)

Action = Callable[..., HttpResponseBase]


def once(act: Action) -> Action:
    """Of an action that writes: with a key, the same request is answered the same and not done again.

    What the views refuse themselves (rights, form of the body) is not kept, what the services do or refuse
    is. The answer given again is for those only who still see what it is about.
    """

    @wraps(act)
    def answered(view: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = request.headers.get(HEADER)
        if key is None:
            return act(view, request, *args, **kwargs)
        _check(key)
        digest = sha256(request.body).hexdigest()  # before anything reads it as a stream
        try:
            answer = answer_once(
                user=cast(User, request.user),
                key=key,
                request=f"{request.method} {request.path}",
                digest=digest,
                work=lambda: _answer_of(view, request, lambda: act(view, request, *args, **kwargs)),
                at=timezone.now(),
            )
        except KeyReusedError as error:
            raise ProblemError("idempotency_key_reused", "") from error
        except StillRunningError as error:
            raise ProblemError("idempotency_in_progress", "", wait=AGAIN_AFTER) from error
        if answer.is_replayed:
            view.get_object()
        return _response(answer)

    return answered


def _check(key: str) -> None:
    if not re.fullmatch(KEY, key):
        said = f"应为 1–200 个可见的 ASCII 字符（不含空格），现有 {len(key)} 个字符。"
        raise ValidationError({HEADER: [said]})


def _answer_of(view: Any, request: Request, act: Callable[[], HttpResponseBase]) -> Answer:
    """The answer, or the problem document; what nobody expected goes on, and undoes everything."""
    try:
        response = act()
    except Exception as error:
        response = view.handle_exception(error)
    assert isinstance(response, Response)
    renderer = request.accepted_renderer
    body = renderer.render(response.data, request.accepted_media_type, {})
    media_type = response.content_type or str(renderer.media_type)
    return Answer(response.status_code, media_type, cast(bytes, body).decode())


def _response(answer: Answer) -> HttpResponse:
    response = HttpResponse(answer.body, status=answer.status, content_type=answer.media_type)
    if answer.is_replayed:
        response[REPLAYED] = "true"
    return response
