"""Messages above a page: what could not be read, what is being judged again, what is provisional."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.pages.address import PROVISIONAL, Asked


@dataclass(frozen=True)
class Notice:
    """As components/notice.html takes it."""

    level: str
    text: str


def complaints(asked: Asked) -> list[Notice]:
    """One message, whatever was wrong with the address."""
    if not asked.complaints:
        return []
    return [Notice("warning", f"地址中有不能识别的内容，已按默认显示。{''.join(asked.complaints)}")]


def out_of_period(asked: Asked, year: int, period: str) -> list[Notice]:
    if asked.year is None or asked.year == year:
        return []
    return [Notice("warning", f"{asked.year} 年不在规划期 {period} 之内，以下为 {year} 年。")]


def pending_notice(count: int) -> list[Notice]:
    if not count:
        return []
    return [Notice("info", f"评价待更新：{count} 项指标的数据刚有变动，正在重新评价，稍后刷新本页可见。")]


def provisional_notice(asked: Asked) -> list[Notice]:
    if asked.standing != PROVISIONAL:
        return []
    return [Notice("warning", "本页含已上报、尚未接收的数据，评价为暂定。")]
