"""通知: what a person was told, unread first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from accounts.models import User
from reporting.models import Notice
from reporting.pages.choices import Choice
from reporting.pages.dates import instant
from reporting.queries import notices_of, unread_notices

PAGE_SIZE = 30
UNREAD = "unread"
TONES = {
    Notice.Kind.RETURNED: "tag-bad",
    Notice.Kind.OVERDUE: "tag-bad",
    Notice.Kind.DUE: "tag-provisional",
    Notice.Kind.ACCEPTED: "tag-ok",
}


@dataclass(frozen=True)
class NoticeLine:
    """`tone` is the class of the tag."""

    id: int
    kind: str
    tone: str
    text: str
    at: str
    is_unread: bool


@dataclass(frozen=True)
class NoticesPage:
    """`newest` is the latest notice the page knows of: what comes in later is not marked as read with it."""

    lines: tuple[NoticeLine, ...]
    paging: Page[Notice]
    unread: int
    newest: int
    state_choices: tuple[Choice, ...]
    kind_choices: tuple[Choice, ...]
    is_narrowed: bool
    is_fictional: bool


def notices_page(*, user: User, params: Mapping[str, str]) -> NoticesPage:
    """Narrowed by kind, and to what is unread; what is asked for and unknown is left out of account."""
    kind = params.get("kind", "") if params.get("kind") in Notice.Kind.values else ""
    unread_only = params.get("state") == UNREAD
    found = notices_of(user, kind=kind, unread_only=unread_only)
    paging = Paginator(found, PAGE_SIZE).get_page(params.get("page"))
    shown = list(paging)
    newest = Notice.objects.filter(person=user).order_by("-id").values_list("id", flat=True).first()
    return NoticesPage(
        lines=tuple(_line(each) for each in shown),
        paging=paging,
        unread=unread_notices(user),
        newest=newest or 0,
        state_choices=(
            Choice("", "全部", not unread_only),
            Choice(UNREAD, "未读", unread_only),
        ),
        kind_choices=(
            Choice("", "全部类别", not kind),
            *(Choice(each.value, str(each.label), each.value == kind) for each in Notice.Kind),
        ),
        is_narrowed=bool(kind) or unread_only,
        is_fictional=any(
            each.submission is not None and each.submission.region.is_fictional for each in shown
        ),
    )


def _line(notice: Notice) -> NoticeLine:
    kind = Notice.Kind(notice.kind)
    return NoticeLine(
        id=notice.pk,
        kind=str(kind.label),
        tone=TONES.get(kind, ""),
        text=notice.text,
        at=instant(notice.at),
        is_unread=notice.read_at is None,
    )
