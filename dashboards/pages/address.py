"""What the query string asks for, and addresses that keep it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localdate

from common.days import end_of

ACCEPTED, PROVISIONAL = "accepted", "provisional"
STANDINGS = {ACCEPTED: "已接收", PROVISIONAL: "含未接收"}
YEARS = range(1950, 2101)
Kept = Mapping[str, object]  # parameters that links keep
LONGEST = 20  # characters of a bad value that are shown again


@dataclass(frozen=True)
class Asked:
    """`complaints`: what could not be read, said in words; the page falls back to its defaults."""

    year: int | None = None
    plan: int | None = None
    standing: str = ACCEPTED
    known_on: date | None = None
    complaints: tuple[str, ...] = ()

    @property
    def known_at(self) -> datetime | None:
        """The end of the day as of which the record is wanted."""
        return end_of(self.known_on) if self.known_on else None

    @property
    def kept(self) -> Kept:
        """What links to other years and indicators keep."""
        return {"standing": self.standing, "known_on": self.known_on}

    def has_begun(self, year: int) -> bool:
        """Whether the year had begun on the day as of which the record is wanted."""
        return self.known_on is None or year <= self.known_on.year

    def year_within(self, years: range, default: int) -> int:
        """The year asked for where the plan has it."""
        return self.year if self.year is not None and self.year in years else default


@dataclass(frozen=True)
class Choice:
    """A link among a few side by side; without `url` it cannot be chosen."""

    label: str
    url: str
    current: bool = False

    @property
    def year(self) -> str:
        """As components/year_switch.html calls it."""
        return self.label


def asked(params: Mapping[str, str]) -> Asked:
    complaints: list[str] = []
    year = _number(params.get("year", ""), "年度", complaints)
    if year is not None and year not in YEARS:
        complaints.append(f"年度 {cut(str(year))} 超出范围，请填四位年份。")
        year = None
    plan = _number(params.get("plan", ""), "规划编号", complaints)
    standing = params.get("standing") or ACCEPTED
    if standing not in STANDINGS:
        complaints.append(
            f"数据范围“{cut(standing)}”不存在，只有 accepted（已接收）和 provisional（含未接收）。"
        )
        standing = ACCEPTED
    known_on = _day(params.get("known_on", ""), complaints)
    if known_on is not None and standing == PROVISIONAL:
        complaints.append("截至某日所知只用当时已接收的数据，不能与“含未接收”同用。")
        standing = ACCEPTED
    return Asked(year, plan, standing, known_on, tuple(complaints))


def _day(text: str, complaints: list[str]) -> date | None:
    """A day that has come; days to come are known to nobody."""
    text = text.strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        complaints.append(f"日期“{cut(text)}”不能识别，请写作 2025-06-30 的形式。")
        return None
    if day > localdate():
        complaints.append(f"{day} 还没有到，以下是现在的数据。")
        return None
    return day


def _number(text: str, name: str, complaints: list[str]) -> int | None:
    text = text.strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    complaints.append(f"{name}“{cut(text)}”不是数字。")
    return None


def cut(text: str) -> str:
    """A bad value as it is shown again."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def link(path: str, **params: object) -> str:
    """The path with those parameters that say something; the usual standing is left out."""
    kept = {name: value for name, value in params.items() if value not in (None, "", ACCEPTED)}
    return f"{path}?{urlencode(kept)}" if kept else path


def board_link(code: str, **params: object) -> str:
    return link(reverse("dashboards:board", args=[code]), **params)


def plan_link(plan_id: int, **params: object) -> str:
    return link(reverse("dashboards:plan", args=[plan_id]), **params)


def indicator_link(plan_id: int, plan_indicator_id: int, **params: object) -> str:
    return link(reverse("dashboards:indicator", args=[plan_id, plan_indicator_id]), **params)
