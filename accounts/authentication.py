"""Signing in to the API with a personal token."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request

from accounts.models import ApiToken, User
from accounts.queries import reach_of


def digest_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Token KEY`. Unknown, expired and revoked tokens each get their own message."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        words = get_authorization_header(request).split()
        if not words or words[0].lower() not in (b"token", b"bearer"):
            return None
        if len(words) != 2:
            raise AuthenticationFailed("Authorization 的格式应为：Token <令牌>，中间一个空格。")
        key = words[1].decode("ascii", "replace")
        token = ApiToken.objects.select_related("user").filter(digest=digest_of(key)).first()
        if token is None or not token.user.is_active:
            raise AuthenticationFailed("令牌不存在或账号已停用。请核对是否复制完整，或在“接口”页重新生成。")
        now = timezone.now()
        if token.revoked_at is not None:
            raise AuthenticationFailed(f"令牌“{token.name}”已撤销。请在“接口”页重新生成。")
        if now >= token.expires_at:
            day = timezone.localtime(token.expires_at)
            raise AuthenticationFailed(f"令牌“{token.name}”已于 {day:%Y-%m-%d} 到期。请在“接口”页重新生成。")
        if token.last_used_at is None or now - token.last_used_at > timedelta(minutes=5):
            ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Token"


class HasGrant(IsAuthenticated):
    """Signed in, and granted something somewhere."""

    message = "您的账号还没有任何授权。请联系系统管理员。"

    def has_permission(self, request: Request, view: Any) -> bool:
        return bool(super().has_permission(request, view)) and bool(reach_of(request.user).rights)


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the API document describes the token."""

    target_class = "accounts.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token <令牌>"}
