"""Personal keys for the API."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction

from accounts.models import ApiToken, User, digest_of
from accounts.permissions import check_can_revoke
from accounts.services.people import AccountError
from audit.origin import current_origin
from audit.services import record

LONGEST_DAYS = 366
KEY_PREFIX = "gh_"  # 规划: lets a scanner of leaked secrets recognise a key
LIVE = 20  # tokens of one person at a time
NOTED_EVERY = 3600  # seconds: a program that keeps on trying fills no trail
SHOWN = 10  # characters of the key that stay visible, to tell tokens apart


@transaction.atomic
def issue_token(*, user: User, name: str, scope: str, days: int, at: datetime) -> tuple[ApiToken, str]:
    """A new token and its key. The key exists in this answer only; what is stored is its hash."""
    if not name.strip():
        raise AccountError("请填写令牌的用途。")
    if scope not in ApiToken.Scope.values:
        raise AccountError(f"令牌权限“{scope}”应为 {'、'.join(ApiToken.Scope.values)} 之一。")
    if not 1 <= days <= LONGEST_DAYS:
        raise AccountError(f"有效期应为 1–{LONGEST_DAYS} 天。")
    User.objects.select_for_update().get(pk=user.pk)  # so that two requests at once count each other's
    if ApiToken.objects.filter(user=user).live_at(at).count() >= LIVE:
        raise AccountError(f"您已有 {LIVE} 个有效的令牌，不能再生成。请先撤销不再使用的。")
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user, name=name.strip(), scope=scope, prefix=key[:SHOWN], digest=digest_of(key),
        created_at=at, expires_at=at + timedelta(days=days),
    )  # fmt: skip
    record("token.issued", subject=token, by=user, at=at, scope=scope, days=days)
    return token, key


@transaction.atomic
def revoke_token(*, token_id: int, by: User | None, at: datetime) -> ApiToken:
    """From now on the key opens nothing. Revoking again changes nothing."""
    token = ApiToken.objects.select_for_update().get(pk=token_id)
    check_can_revoke(by, token)
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        record("token.revoked", subject=token, by=by, at=at)
    return token


def refuse_token(*, token: ApiToken | None, code: str, at: datetime) -> None:
    """A key that opens nothing was tried; None where it is nobody's. From one address one event an hour, and
    nothing of an unknown key, which may be a secret meant for something else.
    """
    noted = f"refused:{token.pk if token else ''}:{code}:{current_origin()}"
    if cache.get(noted) is None:
        cache.set(noted, True, NOTED_EVERY)
        subject = token or ApiToken(name="不存在的令牌")
        record("token.refused", subject=subject, by=None, at=at, outcome="refused", code=code)
