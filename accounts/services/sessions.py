"""Signing in and out, in the trail; and letting a locked account in again."""

from __future__ import annotations

from datetime import datetime

from axes.utils import reset

from accounts.models import User
from accounts.permissions import check_can_unlock
from audit.services import record


def note_login(*, user: User, at: datetime) -> None:
    record("login.succeeded", subject=user, by=user, at=at)


def refuse_login(*, username: str, locked: bool, at: datetime) -> None:
    """A refused attempt, under the name that was typed, whether or not there is such an account."""
    typed = username[:60]
    user = User.objects.filter(username=typed).first() or User(username=typed)
    record(
        "login.locked_out" if locked else "login.failed", subject=user, by=None, at=at, outcome="refused",
        username=typed,
    )  # fmt: skip


def note_logout(*, user: User, at: datetime, idle: bool = False) -> None:
    """Signed out by the person, or by the idle time-out."""
    record("logout.idle" if idle else "logout", subject=user, by=user, at=at)


def unlock(*, username: str, by: User | None, at: datetime) -> int:
    """End a lock-out early; returns how many records of failed attempts were cleared."""
    check_can_unlock(by)
    cleared = int(reset(username=username))
    user = User.objects.filter(username=username).first() or User(username=username[:60])
    record("account.unlocked", subject=user, by=by, at=at, cleared=cleared)
    return cleared
