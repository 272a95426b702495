"""Signing in to the API with a personal token."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission, IsAuthenticated
from rest_framework.request import Request

from accounts.models import ApiToken, User
from accounts.queries import reach_of
from accounts.services import refuse_token
from accounts.throttling import count_stranger

USE_NOTED_EVERY = timedelta(minutes=5)  # not at every request


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Token KEY`. Unknown, expired and revoked tokens each get their own code and message."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        words = get_authorization_header(request).split()
        if not words or words[0].lower() not in (b"token", b"bearer"):
            return None
        if len(words) != 2:
            count_stranger(request)
            raise AuthenticationFailed(
                "Authorization 的格式应为：Token <令牌>，中间一个空格。", "token_malformed"
            )
        now = timezone.now()
        token = ApiToken.objects.with_key(words[1].decode("ascii", "replace")).select_related("user").first()
        code, said = _wrong(token, now)
        if token is None or code:
            count_stranger(request)
            refuse_token(token=token, code=code, at=now)
            raise AuthenticationFailed(said, code)
        if token.last_used_at is None or now - token.last_used_at > USE_NOTED_EVERY:
            ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Token"


def _wrong(token: ApiToken | None, now: datetime) -> tuple[str, str]:
    """The code and the words for a token that opens nothing; empty where it does."""
    again = "请在“接口”页重新生成。"
    if token is None or not token.user.is_active:
        return "token_unknown", f"令牌不存在或账号已停用。请核对是否复制完整，或{again}"
    if token.revoked_at is not None:
        return "token_revoked", f"令牌“{token.name}”已撤销。{again}"
    if not token.is_valid_at(now):
        day = timezone.localtime(token.expires_at)
        return "token_expired", f"令牌“{token.name}”已于 {day:%Y-%m-%d} 到期。{again}"
    return "", ""


class HasGrant(IsAuthenticated):
    """Signed in, and granted something somewhere."""

    message = "您的账号还没有任何授权。请联系本单位安全管理员。"

    def has_permission(self, request: Request, view: Any) -> bool:
        return bool(super().has_permission(request, view)) and bool(reach_of(request.user).rights)


class WritesWithReportScope(BasePermission):
    """A token that was made for reading opens nothing else; a session of the site is its person's own."""

    message = "这个令牌只能读取。办理填报请在“接口”页生成权限为“填报”的令牌。"
    code = "token_read_only"

    def has_permission(self, request: Request, view: Any) -> bool:
        token = request.auth
        writes = request.method not in SAFE_METHODS
        return not (writes and isinstance(token, ApiToken) and token.scope != ApiToken.Scope.REPORT)


class SiteSession(SessionAuthentication):
    """A browser signed in to the site; what writes needs the site's CSRF token as well. Asked last."""

    def authenticate(self, request: Request) -> Any:
        found = super().authenticate(request)
        if found is None:
            count_stranger(request)
        return found

    def enforce_csrf(self, request: Any) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied:
            raise PermissionDenied(
                "请求头 X-CSRFToken 缺少或不符：用网站登录的会话写入时，须带上 csrftoken 的值。",
                "csrf_failed",
            ) from None


class SiteSessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the API document describes a session."""

    target_class = "accounts.authentication.SiteSession"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        said = "登录网站后的会话；写入时另须请求头 X-CSRFToken"
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME, "description": said}


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the API document describes the token."""

    target_class = "accounts.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token <令牌>"}
