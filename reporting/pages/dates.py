"""Days and moments in words."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localtime


def day(when: date) -> str:
    return f"{when.year} 年 {when.month} 月 {when.day} 日"


def moment(at: datetime | None) -> str:
    """11 月 3 日 15:42, in the site's time zone."""
    if at is None:
        return ""
    here = localtime(at)
    return f"{here.month} 月 {here.day} 日 {here:%H:%M}"


def until_due(due: date, today: date) -> str:
    """还有 5 天, 今天截止, 已过 3 天."""
    days = (due - today).days
    if days > 0:
        return f"还有 {days} 天"
    return "今天截止" if days == 0 else f"已过 {-days} 天"


def instant(at: datetime) -> str:
    """2025-11-03 15:42, in the site's time zone."""
    return f"{localtime(at):%Y-%m-%d %H:%M}"
