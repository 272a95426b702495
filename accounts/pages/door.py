"""The login page of a demonstration, and the page of one's own tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.demo import DEMO_PASSWORD
from accounts.models import ApiToken, Grant

TIMED_OUT = "timed_out"  # the session's note for the login page, a key of TIMED_OUT_WORDS
TIMED_OUT_WORDS = {
    "idle": "因长时间未操作，已退出。请重新登录，登录后回到原来的页面。",
    "unsaved": (
        "因长时间未操作，已退出，刚才提交的内容没有保存。"
        "重新登录后请再次提交；用浏览器的“后退”可找回填写的内容。"
    ),
}


@dataclass(frozen=True)
class DemoAccount:
    username: str
    name: str
    rights: tuple[str, ...]


@dataclass(frozen=True)
class DemoAccounts:
    """The accounts of a demonstration; they share one password."""

    password: str
    accounts: tuple[DemoAccount, ...]


def demo_accounts(grants: Sequence[Grant]) -> DemoAccounts | None:
    """In the order of the grants; None where there is no demonstration."""
    rights: dict[int, list[str]] = {}
    for grant in grants:
        department = f"（{grant.department}）" if grant.department else ""
        rights.setdefault(grant.user_id, []).append(f"{grant.region} {grant.get_role_display()}{department}")
    users = {grant.user_id: grant.user for grant in grants}
    accounts = tuple(
        DemoAccount(users[pk].username, users[pk].name, tuple(held)) for pk, held in rights.items()
    )
    return DemoAccounts(DEMO_PASSWORD, accounts) if accounts else None


@dataclass(frozen=True)
class TokenRow:
    """A token as listed: never its key."""

    id: int
    name: str
    scope: str
    shown: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    state: str
    state_class: str
    is_open: bool


@dataclass(frozen=True)
class TokensPage:
    """接口: own tokens, the key just made (shown once), and addresses for the examples."""

    tokens: tuple[TokenRow, ...]
    new_key: str
    new_name: str
    origin: str
    region: str
    year: int


def tokens_page(
    tokens: Sequence[ApiToken], *, at: datetime, origin: str, region: str, key: str = "", name: str = ""
) -> TokensPage:
    """`region` and the year before stand in the examples, so that they can be run as they are."""
    return TokensPage(tuple(_row(token, at) for token in tokens), key, name, origin, region, at.year - 1)


def _row(token: ApiToken, at: datetime) -> TokenRow:
    state, state_class = "有效", "tag-ok"
    if token.revoked_at is not None:
        state, state_class = "已撤销", "tag-estimate"
    elif not token.is_valid_at(at):
        state, state_class = "已到期", "tag-provisional"
    return TokenRow(
        token.pk, token.name, token.get_scope_display(), f"{token.prefix}…", token.created_at,
        token.expires_at, token.last_used_at, state, state_class, token.is_valid_at(at),
    )  # fmt: skip
